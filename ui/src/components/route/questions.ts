import { isOutOfDate, date } from "$/format/date";
import { decimal, money } from "$/format/number";
import type { Fact, RouteView } from "$/ipc/types";
import { messages } from "$/messages";

const DOUBTFUL = ["assumed", "estimated"];

/** Whether a fact should be asked about: nobody states it, or whoever does so has not for long. */
function isDoubtful(fact: Fact<unknown>, today: string): boolean {
  if (fact.value === null) return false;
  return DOUBTFUL.includes(fact.certainty) || (fact.sources.length > 0 && fact.sources.every((source) => isOutOfDate(source.as_of, today)));
}

/** What a route takes for granted, as questions for a registrar: conditions, grades, agreements, and doubtful facts. */
export function questionsOf(route: RouteView, today: string): string[] {
  const m = messages.routes.questions;
  const since = (as_of: string | null | undefined) => (as_of ? m.dated(date(as_of)) : m.undated);
  return [
    ...route.to_confirm.map((gate) => m.gate(gate.label)),
    ...route.assumptions.map((one) => m.grade(one.title, decimal(one.min_grade))),
    ...route.steps.flatMap(({ recognition }) => (recognition ? [m.recognition(recognition.title, since(recognition.sources[0]?.as_of))] : [])),
    ...route.steps.flatMap(({ title, cost }) => (cost.value && cost.value.minor > 0 && isDoubtful(cost, today) ? [m.price(title, money(cost.value))] : [])),
    ...route.steps.flatMap(({ title, hours }) => (hours.value && Number(hours.value) > 0 && isDoubtful(hours, today) ? [m.hours(title, messages.facts.hours(decimal(hours.value)))] : [])),
  ];
}

/** The questions as a letter. */
export function letterOf(questions: readonly string[], target: string): string {
  return [messages.routes.questions.greeting(target), "", ...questions.map((question, index) => `${index + 1}. ${question}`), ""].join("\n");
}

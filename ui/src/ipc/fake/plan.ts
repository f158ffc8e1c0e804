import type { CalendarView, LearnerView, Objective, PlanAsk, PlanView, RouteView, StepView, WhatIf } from "$/ipc/types";
import { awards, fact, find, recognitions, semester, usd } from "./catalogue";
import { mapOf } from "./map";

const WEEK = 7 * 86_400_000;
const title = (id: string) => find(id)?.row.title ?? id;

const chosen: Record<Objective, string[]> = {
  front: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:bay"],
  cost: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:biz"],
  finish: ["nfu:opt", "nfu:sim", "nfu:bay", "nfu:ts"],
  hours: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:ts"],
  steps: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:biz"],
};

class Days {
  constructor(
    readonly start: string,
    readonly hours: number,
  ) {}

  day(week: number): string {
    return new Date(Date.parse(this.start) + week * WEEK).toISOString().slice(0, 10);
  }

  weeks(id: string): number {
    const award = find(id);
    return Math.max(award?.weeks ?? 0, Math.ceil(Number(award?.row.hours.value ?? 0) / this.hours));
  }
}

function step(id: string, start: number, serves: string, days: Days): StepView {
  const award = find(id);
  const end = start + days.weeks(id);
  return {
    award: id, title: title(id), kind: award?.row.kind ?? "other", issuer_name: award?.row.issuer_name ?? "", way: "earn", recognition: null,
    start: days.day(start), end: days.day(end), start_week: start, end_week: end, listed: null,
    cost: award?.row.cost ?? fact(usd(0)), hours: award?.row.hours ?? fact("0"), serves: [{ award: serves, title: title(serves), as: "" }], notes: [], url: "https://catalogue.example.org/a",
  };
}

function steps(by: Objective, held: Set<string>, days: Days): StepView[] {
  const list: StepView[] = [];
  let week = 0;
  for (const id of ["oc:da1", "oc:da2", "oc:da3"]) {
    if (held.has(id)) continue;
    const next = step(id, week, "oc:mm-analytics", days);
    week = next.end_week;
    list.push(next);
  }
  if (!held.has("oc:mm-analytics")) list.push({ ...step("oc:mm-analytics", week, "nfu:core9", days) });
  list.push({ ...step("nfu:core9", week, "nfu:ms-analytics", days), way: "rec:nfu-mm", recognition: recognitions[0] ?? null, cost: fact(usd(0), "stated", "credit"), hours: fact("0") });
  for (const id of chosen[by]) {
    const next = step(id, week, "nfu:ms-analytics", days);
    week = next.end_week;
    list.push(next);
  }
  const practicum = step("nfu:prac", week, "nfu:ms-analytics", days);
  list.push(practicum, step("nfu:ms-analytics", practicum.end_week, "nfu:ms-analytics", days));
  return list;
}

function calendar(list: readonly StepView[], days: Days, deadline: string | null): CalendarView {
  const last = list.at(-1)?.end_week ?? 0;
  const minutes = (week: number) =>
    list.reduce((sum, one) => sum + (one.start_week <= week && week < one.end_week ? Math.ceil((Number(one.hours.value ?? 0) * 60) / (one.end_week - one.start_week)) : 0), 0);
  return { start: days.start, weeks: Array.from({ length: last }, (_, week) => ({ minutes: minutes(week), broken: false })), limit_minutes: days.hours * 60, deadline };
}

function route(by: Objective, learner: LearnerView): RouteView {
  const held = new Set(learner.held.map((one) => one.award));
  const days = new Days(learner.preferences.start ?? "2027-01-04", Number(learner.preferences.hours_per_week ?? 10));
  const list = steps(by, held, days);
  const cost = list.reduce((sum, one) => sum + (one.cost.value?.minor ?? 0), 0);
  const hours = list.reduce((sum, one) => sum + Number(one.hours.value ?? 0), 0);
  const share = (certainty: string) => ({ minor: list.reduce((sum, one) => sum + (one.cost.certainty === certainty ? (one.cost.value?.minor ?? 0) : 0), 0), exponent: 2, currency: "USD" });
  const time = (certainty: string) => String(list.reduce((sum, one) => sum + (one.hours.certainty === certainty ? Number(one.hours.value ?? 0) : 0), 0));
  const last = list.at(-1)?.end_week ?? 0;
  return {
    by, delta: null, proven: by !== "hours", bound: by === "hours" ? "1,150 hours" : null, cost: { minor: cost, exponent: 2, currency: "USD" },
    cost_split: { stated: share("stated"), derived: share("derived"), assumed: share("assumed"), estimated: share("estimated") },
    hours: String(hours), hours_split: { stated: time("stated"), derived: time("derived"), assumed: time("assumed"), estimated: time("estimated") },
    finish_week: last, finish: days.day(last), steps: list,
    to_confirm: learner.gates.filter((gate) => gate.id === "nfu:admission" && gate.state === "unknown"),
    assumptions: [{ award: "oc:da2", title: title("oc:da2"), min_grade: "70" }],
    ledger: {
      lines: [
        { requirement: "nfu:core9", label: "Core, 9 credits", need: semester("9"), have: semester("9"), met: true, entries: [{ award: "oc:mm-analytics", title: title("oc:mm-analytics"), credits: semester("9"), excess: null, converted: false, held: held.has("oc:mm-analytics") }] },
        { requirement: "electives", label: "Electives, 12 credits", need: semester("12"), have: semester("12"), met: true, entries: chosen[by].map((id) => ({ award: id, title: title(id), credits: semester("3"), excess: null, converted: false, held: false })) },
        { requirement: "nfu:prac", label: title("nfu:prac"), need: semester("6"), have: semester("6"), met: true, entries: [{ award: "nfu:prac", title: title("nfu:prac"), credits: semester("6"), excess: null, converted: false, held: false }] },
        ...learner.gates.filter((gate) => gate.id === "nfu:admission").map((gate) => ({ requirement: gate.id, label: gate.label, need: null, have: null, met: gate.state !== "unmet", entries: [] })),
      ],
      own: learner.held.map((one) => ({
        award: one.award, title: one.title, use: one.award.startsWith("oc:da") ? "applied" : one.award === "oc:viz" ? "excess" : "unusable",
        credits: one.award === "oc:viz" ? { value: "5", unit: "ects" } : semester("3"),
        why: one.award.startsWith("oc:da") ? "Part of the MicroMasters, which gives 9 credits." : one.award === "oc:viz" ? "The electives are already full." : "No agreement of this university takes it.",
      })),
    },
    map: mapOf(list, learner), calendar: calendar(list, days, learner.preferences.deadline),
    saved: { awards: 2, credit: [semester("9")], money: fact(usd(2475), "derived", "tuition") }, notes: ["Start dates of Optimisation and Operations are assumed."], exceptions: [],
  };
}

/** The record with what is tried out. */
function tried(learner: LearnerView, whatIf: WhatIf | undefined): LearnerView {
  if (!whatIf) return learner;
  const own = learner.preferences;
  const budget = whatIf.budget ? { minor: Number(whatIf.budget) * 100, exponent: 2, currency: "USD" } : whatIf.no_budget ? null : own.budget;
  const deadline = whatIf.deadline ?? (whatIf.no_deadline ? null : own.deadline);
  return {
    ...learner,
    held: learner.held.filter((one) => !whatIf.drop?.includes(one.award)),
    gates: learner.gates.map((gate) => ({ ...gate, state: whatIf.gates?.find((one) => one.gate === gate.id)?.state ?? gate.state })),
    preferences: { ...own, budget, deadline, start: whatIf.start ?? own.start, hours_per_week: whatIf.hours_per_week ?? own.hours_per_week },
  };
}

const inEvery = ([first, ...others]: readonly RouteView[]) =>
  (first?.steps ?? [])
    .filter((step) => others.every((route) => route.steps.some((one) => one.award === step.award)))
    .map((step) => ({ award: step.award, title: step.title, start_week: step.start_week, text: `Every route takes “${step.title}”, whatever is decided later.` }));

/** Plans in the fake world; only one degree there is drawn out in full. */
export function planFor(ask: PlanAsk, record: LearnerView): PlanView {
  const learner = tried(record, ask.what_if ?? undefined);
  const excluded = (ask.what_if?.exclude ?? []).map((one) => one.id);
  const target = find(ask.target)?.row ?? awards[0]?.row;
  if (!target) throw new Error("The fake catalogue is empty");
  const plan: PlanView = {
    target, status: "routes", routes: [], blockers: [], notes: [], no_regret: [], beside: null,
    unofficial: { text: "Unofficial until the institution confirms it.", ask: [{ name: target.issuer_name, url: "https://catalogue.example.org/admissions" }] },
  };
  if (learner.held.some((held) => held.award === target.id)) return { ...plan, status: "held" };
  const admission = learner.gates.find((gate) => gate.id === "nfu:admission");
  if (target.id !== "nfu:ms-analytics" || admission?.state === "unmet" || ask.without_estimates) {
    return {
      ...plan, status: "unreachable",
      blockers: [
        { cause: "unmet-gate", id: "nfu:admission", title: "Admission to the MS in Data Analytics", change: "If the university admits you, or has not decided yet, the route is open again." },
        { cause: "exclusion", id: "org:ris", title: "Riverside Institute of Science", change: "Allow awards of the Riverside Institute of Science again." },
        { cause: "budget", id: target.id, title: target.title, change: "Raise the budget from 5,000 to at least 6,340 USD." },
      ],
    };
  }
  const { budget, deadline } = learner.preferences;
  const fits = (one: RouteView) => (!budget || one.cost.minor <= budget.minor) && (!deadline || one.finish <= deadline) && !one.steps.some((step) => excluded.includes(step.award));
  const routes = [...ask.objectives, "finish" as const].map((by) => (route(by, learner))).filter(fits);
  const shown = routes.filter((one) => ask.objectives.includes(one.by) || routes.length === 1);
  if (shown.length > 0) return { ...plan, routes: shown, no_regret: inEvery(shown) };
  return { ...plan, status: "unreachable", blockers: [{ cause: budget ? "budget" : "deadline", id: target.id, title: target.title, change: "Every route costs more than the budget; the cheapest costs 5,601 USD." }] };
}

import { hoursDelta, moneyDelta, weeksDelta } from "$/format/delta";
import type { RouteView } from "$/ipc/types";
import { messages } from "$/messages";
import type { Outcome } from "$/state/probes.svelte";

/** What an outcome means beside the route: later, dearer, or no way at all. */
export interface Consequence {
  text: string;
  closes: boolean;
  /** What is new in the other route. */
  instead: string[];
  /** The larger, the more hangs on it: a closed target above every delay, a delay above every price. */
  weight: number;
}

const CLOSED = 1e12;
const WEEK = 1e6;

export function consequence(route: RouteView, outcome: Outcome): Consequence {
  const m = messages.routes.why;
  const other = outcome.route;
  if (!other) return { text: m.closes, closes: true, instead: outcome.blockers.map((blocker) => blocker.change), weight: CLOSED };
  const weeks = other.finish_week - route.finish_week;
  const texts = [weeksDelta(weeks), moneyDelta(other.cost, route.cost), hoursDelta(other.hours, route.hours)].filter((text) => text !== "");
  const own = new Set(route.steps.map((step) => step.award));
  const instead = other.steps.filter((step) => !own.has(step.award)).map((step) => step.title);
  const weight = Math.max(0, weeks) * WEEK + Math.max(0, other.cost.minor - route.cost.minor);
  return { text: texts.length > 0 ? texts.join(", ") : m.same, closes: false, instead, weight };
}

/** The key of what weighs most; `null` when nothing weighs anything. */
export function heaviest(route: RouteView, outcomes: Readonly<Record<string, Outcome>>, keys: readonly string[]): string | null {
  let most: string | null = null;
  let weight = 0;
  for (const key of keys) {
    const outcome = outcomes[key];
    const own = outcome ? consequence(route, outcome).weight : 0;
    if (own > weight) [most, weight] = [key, own];
  }
  return most;
}

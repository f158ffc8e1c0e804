import type {
  DeltaView, FragilityView, InsteadView, OpeningView, OutcomeView, PlanBView, PlanView, RemainsView, RouteChoices, RouteView, SavingsView,
  SavingView, TotalsView, UnlockView, WhatIf,
} from "$/ipc/types";
import { awards, find, usd } from "./catalogue";
import type { Kept } from "./agreed";

const titled = (id: string) => ({ id, title: find(id)?.row.title ?? id });

/** A route in sum. */
export function totals(route: RouteView): TotalsView {
  const earned = route.steps.filter((step) => step.way === "earn").length;
  return { by: route.by, proven: route.proven, cost: route.cost, hours: route.hours, steps: earned, finish_week: route.finish_week, finish: route.finish };
}

/** The same route with something more. */
function more(route: RouteView, cost: number, weeks: number): { totals: TotalsView; delta: DeltaView } {
  const before = totals(route);
  return {
    totals: { ...before, cost: { ...before.cost, minor: before.cost.minor + cost }, finish_week: before.finish_week + weeks },
    delta: { cost: { ...before.cost, minor: cost }, weeks, hours: "0", steps: 0 },
  };
}

const remains = (route: RouteView, cost: number, weeks: number): OutcomeView => ({ state: "route", ...more(route, cost, weeks), blockers: [] });
const closed: OutcomeView = { state: "closed", totals: null, delta: null, blockers: [{ cause: "unmet-gate", id: "nfu:admission", title: "Admission to the MS in Data Analytics", change: "The university would have to admit you." }] };
const pinned = (kind: "take" | "avoid", award: string): WhatIf => ({ pin: [{ kind, award, toward: null }] });

export function routeChoices(plan: PlanView, at: number): RouteChoices {
  const route = plan.routes[at];
  if (!route) return { exits: [], shelf_life: [], pins: [] };
  const qualification = (id: string) => awards.some((award) => award.row.id === id && /certificate|master|micromasters/.test(award.row.kind));
  return {
    exits: route.steps.map((step) => ({ after: titled(step.award), week: step.end_week, day: step.end, gained: qualification(step.award) ? [titled(step.award)] : [], claimable: [] })),
    shelf_life: [
      { kind: "window", award: titled("oc:mm-analytics"), credit: { value: "9", unit: "us-semester" }, use_by: "2029-03-01", used_on: "2027-05-03", days_to_spare: 668, text: "Use “MicroMasters in Analytics” for 9 us-semester by 2029-03-01: the agreement accepts nothing older. The route does so on 2027-05-03." },
    ],
    pins: [],
  };
}

export const gateRefusals = (plan: PlanView, at: number): PlanBView[] =>
  (plan.routes[at]?.to_confirm ?? []).map((gate) => ({ gate, relying: plan.routes.length, outcome: closed, text: `If “${gate.label}” is answered with no, no route to “${plan.target.title}” remains.`, what_if: { gates: [{ gate: gate.id, state: "unmet" }] } }));

export function routeRisks(plan: PlanView, at: number): FragilityView {
  const route = plan.routes[at];
  if (!route) return { risks: [], steadiest: null };
  const risks = route.steps.slice(0, -1).map((step, index) => ({
    kind: step.way === "earn" ? "failed" : "refused", award: titled(step.award), recognition: step.way === "earn" ? null : step.way, run: null,
    outcome: remains(route, 30000 - index * 2000, 6), text: `If “${step.title}” is failed, the best that remains costs ${String(300 - index * 20)} USD more and finishes 6 weeks later.`,
  }));
  return { risks, steadiest: { route: 0, worst: risks[0]?.text ?? null, worst_finish_week: route.finish_week + 6 } };
}

export function routeSavings(plan: PlanView, at: number): SavingsView {
  const route = plan.routes[at];
  const saving = (of: string | null, without: string, cost: number, weeks: number): SavingView => ({ of: of === null ? null : titled(of), outcome: route ? remains(route, cost, weeks) : closed, text: `Without ${without} the best route costs ${String(cost / 100)} USD more and finishes ${String(weeks)} weeks later.` });
  return { held: saving(null, "what is held", 247500, 20), recognition: saving(null, "any agreement", 310000, 26), by_award: [saving("oc:da1", "“Data Analysis 1”", 120000, 9)], by_agreement: [] };
}

export function instead(plan: PlanView, at: number, award: string, chosen: boolean): InsteadView {
  const route = plan.routes[at];
  const { title } = titled(award);
  return {
    award: titled(award), outcome: route ? remains(route, 15000, 2) : closed, comes: chosen ? [titled(award)] : [], goes: chosen ? [] : [titled(award)],
    text: `${chosen ? "With" : "Without"} “${title}” the best route costs 150 USD more and finishes 2 weeks later.`, what_if: pinned(chosen ? "take" : "avoid", award),
  };
}

const change: Record<"gate" | "budget" | "deadline", (title: string) => { what_if: WhatIf; changes: string[] }> = {
  gate: (title) => ({ what_if: { gates: [{ gate: "nfu:admission", state: "met" }] }, changes: [`Have “${title}” answered with yes`] }),
  budget: () => ({ what_if: { budget: "6340" }, changes: ["Set the budget to 6340 USD"] }),
  deadline: () => ({ what_if: { deadline: "2029-12-31" }, changes: ["Set the deadline to 2029-12-31"] }),
};

export const openings = (plan: PlanView): OpeningView[] =>
  plan.status === "unreachable"
    ? plan.blockers.map(({ cause, id, title }) => ({ ...change[cause === "budget" || cause === "deadline" ? cause : "gate"](title ?? id), totals: { by: "cost", proven: true, cost: usd(6340), hours: "720", steps: 7, finish_week: 74, finish: "2028-06-05" } }))
    : [];

export const unlocks = (): UnlockView[] =>
  awards.filter((award) => /certificate|master|micromasters/.test(award.row.kind)).map((award, index) => ({ award: award.row, cost: usd(400 * (index + 1)), hours: String(120 * (index + 1)), steps: index + 1 }));

export const whatRemains = (): RemainsView => ({ best: [{ by: "cost", proven: true, cost: usd(6340), hours: "720", steps: 7, finish_week: 74, finish: "2028-06-05" }], blockers: [] });

/** The record with a change kept; the fake knows answers to gates, hours, deadline and budget. */
export function changed(learner: Kept, change: WhatIf): Partial<Kept> {
  const { preferences } = learner;
  const named = (change.exclude ?? []).map(({ id }) => titled(id));
  const answer = (id: string) => change.gates?.find((one) => one.gate === id)?.state;
  return {
    gates: learner.gates.map((gate) => ({ ...gate, state: answer(gate.id) ?? gate.state })),
    preferences: {
      ...preferences, hours_per_week: change.hours_per_week ?? preferences.hours_per_week, start: change.start ?? preferences.start,
      exclude_awards: [...preferences.exclude_awards, ...named],
      deadline: change.no_deadline ? null : (change.deadline ?? preferences.deadline),
      budget: change.no_budget ? null : change.budget ? usd(Number(change.budget)) : preferences.budget,
    },
  };
}

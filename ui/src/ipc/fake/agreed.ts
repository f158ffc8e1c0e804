import type { AgreedView, DifferenceView, LearnerView, PlanView, RepairView, StepMark, StepStanding, VersionRow } from "$/ipc/types";
import { usd } from "./catalogue";
import { heldView } from "./record";

/** The plan of record of the fake: a plan of one route, and where its steps stand. */
export interface FakeAgreed {
  plan: PlanView;
  steps: StepStanding[];
}

/** A record that may have a plan of record. */
export type Kept = LearnerView & { agreed?: FakeAgreed | undefined };

const planned = (award: string): StepStanding => ({ award, state: "planned", on: null, grade: null, reason: null, overdue: false });

export function adopted(plan: PlanView, steps: readonly { award: string; start_week: number }[]): FakeAgreed | undefined {
  const same = (route: PlanView["routes"][number]) =>
    route.steps.length === steps.length && route.steps.every((step, at) => step.award === steps[at]?.award && step.start_week === steps[at]?.start_week);
  const route = plan.routes.find(same);
  return route && { plan: { ...plan, routes: [route] }, steps: route.steps.map((step) => planned(step.award)) };
}

/** The record after a step has moved on. */
export function marked(learner: Kept, mark: StepMark): Partial<Kept> {
  const agreed = learner.agreed;
  if (!agreed) return {};
  const steps = agreed.steps.map((one) => (one.award === mark.award ? { ...one, ...mark } : one));
  const others = learner.held.filter((one) => one.award !== mark.award);
  const held = mark.state === "completed" && mark.on ? [...others, heldView(mark.award, mark.on, mark.grade, null)] : others;
  return { agreed: { ...agreed, steps }, held };
}

/** The plan as it stands; a grade under 70 is what breaks it here. */
export function standing({ agreed }: Kept): AgreedView | null {
  const route = agreed?.plan.routes[0];
  if (!agreed || !route) return null;
  const of = (state: StepStanding["state"]) => agreed.steps.filter((one) => one.state === state);
  const missed = agreed.steps.filter((one) => one.grade !== null && Number(one.grade) < 70);
  const title = (award: string) => route.steps.find((step) => step.award === award)?.title ?? award;
  return {
    plan: agreed.plan, agreed: "2026-11-24", by: null, steps: agreed.steps, before: [], packs_changed: [],
    progress: {
      completed: of("completed").length, enrolled: of("enrolled").length, steps: agreed.steps.length - of("dropped").length, hours_done: "0", hours: route.hours,
      spent: usd(0), ahead: route.cost, next: of("planned")[0]?.award ?? null, arrived: false,
    },
    dues: route.steps.slice(0, 4).map((step) => ({ on: step.start, kind: "start", award: step.award, text: `Start ${step.title}.` })),
    drift: missed.map((one) => ({ cause: "grade", award: one.award, text: `${title(one.award)} was completed with ${one.grade}; the plan needs 70 or better.`, breaks: true })),
  };
}

const difference: DifferenceView = { kept: 5, added: [{ award: "nfu:bay", title: "Bayesian Methods" }], removed: [], rerouted: [], moved: [], cost: usd(300), days: 28 };

export const repair: RepairView = { difference, cost: usd(7425), finish: "2029-03-05", proven: true, blockers: [], notes: [] };
export const smallDifference: DifferenceView = { ...difference, cost: usd(450), days: 0 };

export const versions = ({ agreed }: Kept): VersionRow[] =>
  agreed ? [{ id: "1", title: "Agreed a plan", target: agreed.plan.target.title, agreed: "2026-11-24T12:00:00Z", current: true }] : [];

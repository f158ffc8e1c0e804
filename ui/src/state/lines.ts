import type { Objective, PlanView, RouteView } from "$/ipc/types";

/** One route as the window names it: a letter, as a line of a transit map has one. */
export interface Line {
  letter: string;
  /** The same steps in the same weeks have the same key, whichever question found them. */
  key: string;
  route: RouteView;
  /** Its place among the plan's routes, by which the shell is asked about it. */
  at: number;
  /** By what it is the best route; empty for a point between. */
  best: Objective[];
  /** Whether every claim to be best is proven. */
  proven: boolean;
  /** No other route is both cheaper and sooner. */
  onFront: boolean;
}

const key = (route: RouteView): string =>
  `${route.cost.minor} ${route.finish_week} ${route.hours} ${route.steps.map((step) => `${step.award}=${step.way}@${step.start_week}`).sort().join(" ")}`;

/** The routes of a plan, each once, the cheapest first. */
export function linesOf(plan: PlanView | null): Line[] {
  const found = new Map<string, Omit<Line, "letter" | "onFront">>();
  for (const [at, route] of (plan?.routes ?? []).entries()) {
    const known = found.get(key(route));
    if (known) {
      if (!known.best.includes(route.by)) known.best.push(route.by);
      known.proven &&= route.proven;
    } else found.set(key(route), { key: key(route), route, at, best: [route.by], proven: route.proven });
  }
  const sorted = [...found.values()].sort(
    (a, b) => a.route.cost.minor - b.route.cost.minor || a.route.finish_week - b.route.finish_week || Number(a.route.hours) - Number(b.route.hours),
  );
  // That a route stands on the front goes without saying where it is best by something.
  const best = (line: { best: Objective[] }) => (line.best.length > 1 ? line.best.filter((by) => by !== "front") : line.best);
  return sorted.map((line, index) => ({ ...line, best: best(line), letter: letter(index), onFront: !sorted.some((other) => dominates(other.route, line.route)) }));
}

function dominates(one: RouteView, other: RouteView): boolean {
  const noWorse = one.cost.minor <= other.cost.minor && one.finish_week <= other.finish_week;
  return noWorse && (one.cost.minor < other.cost.minor || one.finish_week < other.finish_week);
}

/** A to Z, then AA, AB and on. */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

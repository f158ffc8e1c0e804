import { toFault } from "$/ipc/fault";
import type { Fault, Objective, PlanEvent, PlanView, RouteView } from "$/ipc/types";
import type { Session } from "./session.svelte";

export interface Target {
  id: string;
  title: string;
}

export const routeTabs = ["map", "steps", "ledger"] as const;
export type RouteTab = (typeof routeTabs)[number];

const OBJECTIVES: Objective[] = ["cost", "finish", "hours", "steps"];
const TIME_LIMIT_MS = 20_000;

/** Routes to one target: what was asked, how far it is, what was answered and which route is looked at. */
export class Planning {
  target = $state.raw<Target | null>(null);
  strict = $state(false);
  withoutEstimates = $state(false);
  plan = $state.raw<PlanView | null>(null);
  fault = $state.raw<Fault | null>(null);
  running = $state<string | null>(null);
  progress = $state.raw<PlanEvent | null>(null);
  cancelled = $state(false);
  by = $state<Objective>("cost");
  tab = $state<RouteTab>("map");
  readonly route: RouteView | null = $derived(
    this.plan?.routes.find((route) => route.by === this.by) ?? this.plan?.routes[0] ?? null,
  );

  readonly #session: Session;
  #answered = "";
  #requests = 0;

  constructor(session: Session) {
    this.#session = session;
    this.target = session.navigation.trail.target;
  }

  choose(target: Target): void {
    if (this.target?.id !== target.id) this.plan = null;
    this.target = target;
    this.#session.navigation.remember({ target });
    void this.refresh();
  }

  /** Makes the award that a link names the target, unless it is. */
  async arrive(id: string): Promise<void> {
    if (this.target?.id === id) return;
    const page = await this.#session.attempt(() => this.#session.port.award(id));
    if (page) this.choose({ id, title: page.row.title });
  }

  /** Plans unless the answer in view is to the same question about the same record. */
  async refresh(): Promise<void> {
    const question = this.#question();
    if (!this.target || question === this.#answered) return;
    await this.run();
  }

  async run(): Promise<void> {
    const target = this.target;
    if (!target) return;
    if (this.running) void this.#session.port.cancel(this.running);
    const request = `plan-${Date.now()}-${++this.#requests}`;
    const question = this.#question();
    this.#answered = question;
    this.running = request;
    this.progress = null;
    this.fault = null;
    this.cancelled = false;
    try {
      const plan = await this.#session.port.planRoutes(
        {
          request,
          target: target.id,
          objectives: OBJECTIVES,
          strict: this.strict,
          without_estimates: this.withoutEstimates,
          time_limit_ms: TIME_LIMIT_MS,
        },
        (event) => {
          if (this.running === request) this.progress = event;
        },
      );
      if (this.running === request) this.plan = plan;
    } catch (thrown) {
      if (this.running === request) {
        this.plan = null;
        this.fault = toFault(thrown);
      }
    } finally {
      if (this.running === request) this.running = null;
    }
  }

  async cancel(): Promise<void> {
    const request = this.running;
    if (!request) return;
    this.running = null;
    this.cancelled = true;
    this.#answered = "";
    await this.#session.attempt(() => this.#session.port.cancel(request));
  }

  #question(): string {
    return JSON.stringify([this.target?.id, this.strict, this.withoutEstimates, this.#session.revision, this.#session.speech.language]);
  }
}

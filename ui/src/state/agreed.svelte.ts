import { toFault } from "$/ipc/fault";
import type { AgreedView, DifferenceView, Fault, PlanEvent, RepairsView, RouteView, StepMark, VersionRow, WhichRepair } from "$/ipc/types";
import { messages } from "$/messages";
import type { Session } from "./session.svelte";

/** The plan of record: what was agreed, how far it has come, and how it could go on. */
export class Agreed {
  /** `undefined`: not read yet; `null`: nothing has been agreed. */
  plan = $state.raw<AgreedView | null | undefined>(undefined);
  versions = $state.raw<VersionRow[]>([]);
  repairs = $state.raw<RepairsView | null>(null);
  fault = $state.raw<Fault | null>(null);
  seeking = $state<string | null>(null);
  progress = $state.raw<PlanEvent | null>(null);

  readonly #session: Session;
  #requests = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Reads the plan anew; what was computed for the record before is out of date then. */
  async read(): Promise<void> {
    this.repairs = null;
    this.fault = null;
    try {
      this.plan = await this.#session.port.agreedPlan();
      this.versions = await this.#session.port.planVersions();
    } catch (thrown) {
      this.plan = null;
      this.fault = toFault(thrown);
    }
  }

  /** Makes a route that is shown the plan of record. */
  async adopt(target: string, title: string, route: RouteView, by: string | null): Promise<boolean> {
    const steps = route.steps.map(({ award, way, start_week }) => ({ award, way, start_week }));
    return await this.#session.edit(() => this.#session.port.adoptRoute(target, steps, by), messages.plan.toast.agreed(title));
  }

  async mark(mark: StepMark, title: string): Promise<boolean> {
    return await this.#session.edit(() => this.#session.port.markStep(mark), messages.plan.toast.marked[mark.state](title));
  }

  async giveUp(): Promise<void> {
    await this.#session.edit(() => this.#session.port.giveUpPlan(), messages.plan.toast.givenUp);
  }

  async seekRepairs(): Promise<void> {
    const request = `repair-${Date.now()}-${++this.#requests}`;
    this.seeking = request;
    this.progress = null;
    this.fault = null;
    try {
      const repairs = await this.#session.port.planRepairs(request, (event) => (this.progress = event));
      if (this.seeking === request) this.repairs = repairs;
    } catch (thrown) {
      if (this.seeking === request) this.fault = toFault(thrown);
    } finally {
      if (this.seeking === request) this.seeking = null;
    }
  }

  async stop(): Promise<void> {
    const request = this.seeking;
    this.seeking = null;
    if (request) await this.#session.attempt(() => this.#session.port.cancel(request));
  }

  async repair(which: WhichRepair): Promise<void> {
    await this.#session.edit(() => this.#session.port.adoptRepair(which), messages.plan.toast.repaired);
  }

  async compare(before: string, after: string): Promise<DifferenceView | null> {
    return await this.#session.attempt(() => this.#session.port.compareVersions(before, after));
  }

  async restore(version: VersionRow): Promise<void> {
    await this.#session.edit(() => this.#session.port.restoreVersion(version.id), messages.plan.toast.restored);
  }
}

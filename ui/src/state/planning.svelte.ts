import { toFault } from "$/ipc/fault";
import type { Fault, Objective, PlanEvent, PlanView } from "$/ipc/types";
import { Inquiry, type Question } from "./inquiry";
import { inCommon, linesOf, type Line } from "./lines";
import type { Session } from "./session.svelte";
import { Trial } from "./trial.svelte";

export interface Target {
  id: string;
  title: string;
}

export const routeTabs = ["map", "timeline", "ledger", "why", "compare"] as const;
export type RouteTab = (typeof routeTabs)[number];

const OBJECTIVES: Objective[] = ["cost", "finish", "hours", "steps", "front"];
/** A slider that is still being drawn asks nothing. */
const SETTLE_MS = 120;

/** Routes to one target: what was asked, how far it is, what was answered and which route is looked at. */
export class Planning {
  target = $state.raw<Target | null>(null);
  strict = $state(false);
  withoutEstimates = $state(false);
  /** The plan of the record as it is. */
  plan = $state.raw<PlanView | null>(null);
  /** The plan with what is tried out; the last one stays in view until the next has come. */
  tried = $state.raw<PlanView | null>(null);
  fault = $state.raw<Fault | null>(null);
  running = $state(false);
  /** What is tried out is being worked out. */
  trying = $state(false);
  progress = $state.raw<PlanEvent | null>(null);
  cancelled = $state(false);
  tab = $state<RouteTab>("map");
  readonly trial: Trial;

  /** What is looked at: with what is tried out, if anything is. */
  readonly shown: PlanView | null = $derived(this.tried ?? this.plan);
  readonly lines: readonly Line[] = $derived(linesOf(this.shown));
  /** The routes without what is tried out; empty when nothing is. */
  readonly ghosts: readonly Line[] = $derived(this.tried ? linesOf(this.plan) : []);
  readonly line: Line | null = $derived(this.#find(this.lines));
  /** The route that stood in this place without what is tried out. */
  readonly ghost: Line | null = $derived(this.#find(this.ghosts));
  /** What every route has in common: steps that are not lost, whatever is decided later. */
  readonly noRegret: ReadonlySet<string> = $derived(inCommon(this.lines, this.shown?.target.id ?? ""));

  /** The route that was chosen: by its key, and by what it was best, since a new plan may have another best route. */
  #chosen = $state.raw<{ key: string; best: Objective | null }>({ key: "", best: "cost" });
  readonly #session: Session;
  readonly #inquiry: Inquiry;
  readonly #whatIf: Inquiry;
  #answered = "";
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#inquiry = new Inquiry(session);
    this.#whatIf = new Inquiry(session);
    this.trial = new Trial(() => session.learner);
    this.target = session.navigation.trail.target;
  }

  choose(target: Target): void {
    if (this.target?.id !== target.id) {
      this.plan = null;
      this.#drop();
    }
    this.target = target;
    this.#session.navigation.remember({ target });
    void this.refresh();
  }

  /** Another learner has come to the table: their target, or none. */
  turnTo(target: Target | null): void {
    if (this.target?.id === target?.id) return;
    this.plan = null;
    this.target = target;
  }

  /** Makes the award that a link names the target, unless it is. */
  async arrive(id: string): Promise<void> {
    if (this.target?.id === id) return;
    const page = await this.#session.attempt(() => this.#session.port.award(id));
    if (page) this.choose({ id, title: page.row.title });
  }

  /** Looks at one of the routes. */
  take(key: string): void {
    const line = this.lines.find((one) => one.key === key);
    if (line) this.#chosen = { key, best: line.best[0] ?? null };
  }

  /** Plans unless the answer in view is to the same question about the same record. */
  async refresh(): Promise<void> {
    const question = JSON.stringify([this.question(), this.#session.revision]);
    if (!this.target || question === this.#answered) return;
    await this.run();
  }

  /** The question about the record as it is. */
  question(objectives: Objective[] = OBJECTIVES): Question {
    return { target: this.target?.id ?? "", objectives, strict: this.strict, withoutEstimates: this.withoutEstimates, whatIf: null };
  }

  async run(): Promise<void> {
    if (!this.target) return;
    this.#answered = JSON.stringify([this.question(), this.#session.revision]);
    this.running = true;
    this.progress = null;
    this.fault = null;
    this.cancelled = false;
    try {
      const plan = await this.#inquiry.ask(this.question(), (event) => (this.progress = event));
      if (!plan) return;
      this.plan = plan;
      this.running = false;
      if (this.trial.count > 0) await this.#tryOut();
    } catch (thrown) {
      this.plan = null;
      this.fault = toFault(thrown);
      this.running = false;
    }
  }

  cancel(): void {
    this.#inquiry.cancel();
    this.running = false;
    this.cancelled = true;
    this.#answered = "";
  }

  /** Works out what is tried out, once a slider stands still. */
  retry(): void {
    clearTimeout(this.#settling);
    this.trying = this.trial.count > 0;
    this.#settling = setTimeout(() => void this.#tryOut(), SETTLE_MS);
  }

  /** Drops what is tried out. */
  reset(): void {
    this.#drop();
  }

  /** Saves what is tried out into the record. Each edit can be undone. */
  async keep(says: string): Promise<void> {
    const { preferences, gates } = this.trial.edits();
    const { port } = this.#session;
    for (const [gate, state] of gates) if (!(await this.#session.edit(() => port.answerGate(gate, state), says))) return;
    if (preferences && !(await this.#session.edit(() => port.setPreferences(preferences), says))) return;
    // The tried plan stays in view until the same has come as the plan of the record.
    this.trial.reset();
    await this.refresh();
    this.tried = null;
  }

  async #tryOut(): Promise<void> {
    const whatIf = this.trial.whatIf();
    if (!whatIf || !this.target) return this.#drop();
    this.trying = true;
    try {
      const plan = await this.#whatIf.ask({ ...this.question(), whatIf });
      if (!plan) return;
      this.tried = plan;
      this.fault = null;
    } catch (thrown) {
      this.#session.notices.fault = toFault(thrown);
    }
    this.trying = false;
  }

  #drop(): void {
    clearTimeout(this.#settling);
    this.#whatIf.cancel();
    this.trial.reset();
    this.tried = null;
    this.trying = false;
  }

  #find(lines: readonly Line[]): Line | null {
    const { key, best } = this.#chosen;
    return lines.find((line) => line.key === key) ?? lines.find((line) => best !== null && line.best.includes(best)) ?? lines[0] ?? null;
  }
}

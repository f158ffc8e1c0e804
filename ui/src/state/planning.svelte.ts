import { toFault } from "$/ipc/fault";
import type { Fault, Objective, PlanEvent, PlanView, RouteView, WhatIf } from "$/ipc/types";
import { Choices } from "./choices.svelte";
import { Inquiry, type Answer, type Question } from "./inquiry";
import { linesOf, type Line } from "./lines";
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
  readonly trial: Trial;
  readonly choices: Choices;
  /** The plan of the record as it is. */
  #standing = $state.raw<Answer | null>(null);
  /** The plan with what is tried out; the last one stays in view until the next has come. */
  #tried = $state.raw<Answer | null>(null);
  /** What has been found of the first plan to a target while the rest is still sought. */
  #arriving = $state.raw<PlanView | null>(null);
  fault = $state.raw<Fault | null>(null);
  running = $state(false);
  /** What is tried out is being worked out. */
  trying = $state(false);
  progress = $state.raw<PlanEvent | null>(null);
  cancelled = $state(false);
  /** What is near is looked at, instead of the routes to the target. */
  near = $state(false);
  tab = $state<RouteTab>("map");
  readonly plan: PlanView | null = $derived(this.#standing?.plan ?? null);
  readonly tried: PlanView | null = $derived(this.#tried?.plan ?? null);
  /** What is looked at: with what is tried out, if anything is. */
  readonly shown: PlanView | null = $derived(this.tried ?? this.plan ?? this.#arriving);
  /** Whether the routes in view are all that there are, and those of the record as it is: only these can be agreed. */
  readonly stands: boolean = $derived(this.#tried === null && this.#standing !== null && !this.running);
  readonly lines: readonly Line[] = $derived(linesOf(this.shown));
  /** The routes without what is tried out; empty when nothing is. */
  readonly ghosts: readonly Line[] = $derived.by(() => (this.tried && this.trial.count > 0 ? linesOf(this.plan) : []));
  readonly line: Line | null = $derived(this.#find(this.lines));
  /** The route that stood in this place without what is tried out. */
  readonly ghost: Line | null = $derived(this.#find(this.ghosts));
  /** What every route has in common: steps that are not lost, whatever is decided later. */
  readonly noRegret: ReadonlySet<string> = $derived(this.lines.length > 1 ? inEvery(this.shown) : inEvery(null));

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
    this.choices = new Choices(session);
    this.trial = new Trial(() => session.learner);
    this.target = session.navigation.trail.target;
  }

  choose(target: Target): void {
    if (this.target?.id !== target.id) this.#leave();
    this.target = target;
    this.near = false;
    this.#session.navigation.remember({ target });
    void this.refresh();
  }

  /** Another learner has come to the table: their target, or none. */
  turnTo(target: Target | null): void {
    if (this.target?.id === target?.id) return;
    this.#leave();
    this.target = target;
  }

  #leave(): void {
    this.#standing = null;
    this.#arriving = null;
    this.#drop();
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
    this.#arriving = null;
    try {
      const answer = await this.#inquiry.ask(this.question(), (event) => this.#hear(event));
      if (!answer) return;
      this.#standing = answer;
      this.#arriving = null;
      this.running = false;
      if (this.trial.count > 0) await this.#tryOut();
      // What was kept stays in view until the same has come as the plan of the record.
      else this.#tried = null;
    } catch (thrown) {
      this.#standing = null;
      this.#arriving = null;
      this.#tried = null;
      this.fault = toFault(thrown);
      this.running = false;
    }
  }

  /** A route that was found is in view at once, unless a whole plan is; a better one of the same kind takes its place. */
  #hear(event: PlanEvent): void {
    this.progress = event;
    const found = event.so_far;
    const route = found?.routes[0];
    if (!found || !route) return;
    const others = (this.#arriving?.routes ?? []).filter((one) => one.by !== route.by || (route.by === "front" && !isBeaten(one, route)));
    this.#arriving = { ...found, routes: [...others, route] };
  }

  cancel(): void {
    this.#inquiry.cancel();
    this.running = false;
    this.#arriving = null;
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

  /** Saves what is tried out into the record, as one edit that can be undone. */
  async keep(says: string): Promise<void> {
    const whatIf = this.trial.whatIf();
    if (!whatIf || !(await this.#session.edit(() => this.#session.port.applyChange(whatIf), says))) return;
    clearTimeout(this.#settling);
    this.#whatIf.cancel();
    this.trying = false;
    this.trial.reset();
    await this.refresh();
  }

  /** Takes a change that was proposed: into the record, or to what is tried out while something is. */
  async accept(change: WhatIf, says: string): Promise<void> {
    if (this.trial.count > 0) this.tryChange(change);
    else if (await this.#session.edit(() => this.#session.port.applyChange(change), says)) await this.refresh();
  }

  /** Tries a change out that was proposed. */
  tryChange(change: WhatIf): void {
    this.trial.take(change);
    this.retry();
  }

  /** Turns to what is known beside the steps of the route in view; `null` while routes still arrive. */
  ask(): Choices | null {
    const answer = this.#tried ?? this.#standing;
    this.choices.about(answer && { plan: answer.request, route: this.line?.at ?? 0 });
    return answer && this.choices;
  }

  async #tryOut(): Promise<void> {
    const whatIf = this.trial.whatIf();
    if (!whatIf || !this.target) return this.#drop();
    this.trying = true;
    try {
      const answer = await this.#whatIf.ask({ ...this.question(), whatIf });
      if (!answer) return;
      this.#tried = answer;
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
    this.#tried = null;
    this.trying = false;
  }

  #find(lines: readonly Line[]): Line | null {
    const { key, best } = this.#chosen;
    return lines.find((line) => line.key === key) ?? lines.find((line) => best !== null && line.best.includes(best)) ?? lines[0] ?? null;
  }
}

/** The steps of every route but the target itself. */
const inEvery = (plan: PlanView | null): ReadonlySet<string> =>
  new Set((plan?.no_regret ?? []).map((step) => step.award).filter((award) => award !== plan?.target.id));

const isBeaten = (one: RouteView, by: RouteView): boolean => by.cost.minor <= one.cost.minor && by.finish_week <= one.finish_week;

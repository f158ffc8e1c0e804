import { toFault } from "$/ipc/fault";
import type { Port } from "$/ipc/port";
import { spokenBy } from "$/ipc/spoken";
import type { Fault, LearnerSummary, LearnerView, Role, Start } from "$/ipc/types";
import { messages } from "$/messages";
import { Speech, type Tongue } from "./language.svelte";
import { Navigation } from "./navigation.svelte";
import { Notices } from "./notices.svelte";
import { Theme } from "./theme.svelte";

/** One open window: the catalogue's summary, the learner, and where we are. */
export class Session {
  readonly port: Port;
  readonly navigation = new Navigation();
  readonly notices = new Notices();
  readonly theme = new Theme();
  readonly speech = new Speech();

  start = $state.raw<Start | null>(null);
  learner = $state.raw<LearnerView | null>(null);
  learners = $state.raw<LearnerSummary[]>([]);
  /** Why the window could not open. */
  closed = $state.raw<Fault | null>(null);
  /** Counts edits of the record, so that plans know when they are stale. */
  revision = $state(0);

  readonly today = $derived(this.start?.today ?? "");
  readonly welcoming = $derived(this.start?.first_start ?? false);
  readonly #held = $derived(this.learner?.held.map((held) => held.award) ?? []);

  constructor(port: Port) {
    this.port = spokenBy(port);
  }

  holds(award: string): boolean {
    return this.#held.includes(award);
  }

  async open(): Promise<void> {
    this.closed = null;
    try {
      const start = await this.port.start();
      this.start = start;
      this.learner = start.learner;
      this.learners = start.learners;
    } catch (thrown) {
      this.closed = toFault(thrown);
    }
  }

  /** Changes the language; what the engine said is asked for again. */
  async speak(tongue: Tongue): Promise<void> {
    const before = this.speech.language;
    this.speech.choose(tongue);
    if (this.speech.language !== before) await this.open();
  }

  /** Leaves the first start for the place that the role needs. */
  async choose(role: Role): Promise<boolean> {
    const learner = await this.attempt(() => this.port.chooseRole(role));
    if (!learner || !this.start) return false;
    this.#show(learner);
    this.start = { ...this.start, first_start: false };
    this.navigation.go(role === "learner" ? "mine" : role === "advisor" ? "routes" : "explore");
    await this.refreshLearners();
    return true;
  }

  /** Carries out an edit of the record; what it says can be undone. */
  async edit(change: () => Promise<LearnerView>, says: string | null = null): Promise<boolean> {
    const learner = await this.attempt(change);
    if (!learner) return false;
    this.#show(learner);
    if (says) this.notices.say(says, true);
    return true;
  }

  async undo(): Promise<void> {
    if (!this.learner?.can_undo) return;
    this.notices.settle();
    if (await this.edit(() => this.port.undo())) this.notices.say(messages.toast.undone);
  }

  async redo(): Promise<void> {
    if (!this.learner?.can_redo) return;
    if (await this.edit(() => this.port.redo())) this.notices.say(messages.toast.redone);
  }

  async openLearner(id: string): Promise<void> {
    if (await this.edit(() => this.port.openLearner(id))) this.notices.settle();
  }

  async newLearner(name: string): Promise<void> {
    if (await this.edit(() => this.port.newLearner(name))) await this.refreshLearners();
  }

  async refreshLearners(): Promise<void> {
    this.learners = (await this.attempt(() => this.port.learners())) ?? this.learners;
  }

  /** Runs a call; a fault is shown and gives `null`. */
  async attempt<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      const value = await call();
      this.notices.fault = null;
      return value;
    } catch (thrown) {
      this.notices.fault = toFault(thrown);
      return null;
    }
  }

  #show(learner: LearnerView): void {
    this.learner = learner;
    this.revision += 1;
  }
}

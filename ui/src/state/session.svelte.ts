import { toFault } from "$/ipc/fault";
import type { Port } from "$/ipc/port";
import { spokenBy } from "$/ipc/spoken";
import type { Fault, LearnerSummary, LearnerView, PrivacyView, Role, Start, TriageOnly } from "$/ipc/types";
import { messages } from "$/messages";
import { Arrivals } from "./arrivals.svelte";
import { Edits } from "./edits.svelte";
import { Speech, type Tongue } from "./language.svelte";
import { Navigation } from "./navigation.svelte";
import { Notices } from "./notices.svelte";
import { LearnerTabs } from "./tabs.svelte";
import { TextSize, Theme } from "./theme.svelte";

/** One open window: the catalogue's summary, the learner, and where we are. */
export class Session {
  readonly port: Port;
  readonly navigation = new Navigation();
  readonly notices = new Notices();
  readonly theme = new Theme();
  readonly text = new TextSize();
  readonly edits = new Edits();
  readonly tabs = new LearnerTabs();
  readonly speech = new Speech();
  readonly arrivals = new Arrivals(this);

  start = $state.raw<Start | null>(null);
  learner = $state.raw<LearnerView | null>(null);
  learners = $state.raw<LearnerSummary[]>([]);
  /** What the list of learners is to show when it is opened next. */
  triageOnly: TriageOnly | null = null;
  /** How the store is protected. */
  privacy = $state.raw<PrivacyView | null>(null);
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
      if (!this.start) await this.#bury();
      const start = await this.port.start();
      this.privacy = await this.port.privacy();
      this.start = start;
      if (this.learner && this.learner.id !== start.learner.id) this.navigation.turnTo(this.learner.id, start.learner.id);
      this.learner = start.learner;
      this.tabs.add(start.learner.id);
      this.learners = this.#present(start.learners);
    } catch (thrown) {
      this.closed = toFault(thrown);
    }
  }

  /** Closes an encrypted store until its passphrase is typed, and forgets what was shown. */
  async lock(): Promise<void> {
    if ((await this.attempt(async () => (await this.port.lock(), true))) === null) return;
    this.start = this.learner = this.privacy = null;
    this.learners = [];
    await this.port.forget();
    await this.open();
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

  /** Whether there is an edit to take back: of this window, or of the record before it was opened. */
  readonly canUndo = $derived(this.edits.canUndo || (this.learner?.can_undo ?? false));
  readonly canRedo = $derived(this.edits.canRedo || (this.learner?.can_redo ?? false));

  /** Carries out an edit of the record; what it says can be undone. */
  async edit(change: () => Promise<LearnerView>, says: string | null = null): Promise<boolean> {
    const learner = await this.attempt(change);
    if (!learner) return false;
    this.#show(learner);
    this.#noteRecord(learner.id);
    if (says) this.notices.say(says, true);
    return true;
  }

  async undo(): Promise<void> {
    this.notices.settle();
    const done = this.edits.canUndo ? await this.edits.undo() : this.learner?.can_undo ? await this.#turn(() => this.port.undo()) : false;
    if (done) this.notices.say(messages.toast.undone);
  }

  async redo(): Promise<void> {
    const done = this.edits.canRedo ? await this.edits.redo() : this.learner?.can_redo ? await this.#turn(() => this.port.redo()) : false;
    if (done) this.notices.say(messages.toast.redone);
  }

  /** An edit of a record is taken back in that record, whoever is open by then. */
  #noteRecord(id: string): void {
    const turn = async (call: () => Promise<LearnerView>) => {
      if (this.learner?.id !== id && !(await this.#turn(() => this.port.openLearner(id)))) return false;
      return this.#turn(call);
    };
    this.edits.note({ undo: () => turn(() => this.port.undo()), redo: () => turn(() => this.port.redo()) });
  }

  /** Shows the record that a call answers with. */
  async #turn(call: () => Promise<LearnerView>): Promise<boolean> {
    const learner = await this.attempt(call);
    if (learner) this.#show(learner);
    return learner !== null;
  }

  async openLearner(id: string): Promise<void> {
    if (await this.#turn(() => this.port.openLearner(id))) this.notices.settle();
  }

  /** Opens whoever the shell has open now: after somebody was erased or many came in. */
  async reopen(): Promise<void> {
    await this.open();
    this.revision += 1;
  }

  /** Shows the learner that a call brings in, and the list with it. */
  async bringIn(call: () => Promise<LearnerView>): Promise<boolean> {
    const made = await this.#turn(call);
    if (made) await this.refreshLearners();
    return made;
  }

  async newLearner(name: string): Promise<boolean> {
    return this.bringIn(() => this.port.newLearner(name));
  }

  async closeTab(id: string): Promise<void> {
    const next = this.tabs.open.find((other) => other !== id);
    if (this.learner?.id === id && (!next || !(await this.#turn(() => this.port.openLearner(next))))) return;
    this.tabs.close(id);
  }

  /** Takes a learner out of the window. The record goes for good at the next start, so that until then it can come back. */
  async removeLearner(id: string, name: string): Promise<void> {
    const next = this.learners.find((other) => other.id !== id);
    const away = async () => {
      if (this.learner?.id === id) {
        const left = await (next ? this.#turn(() => this.port.openLearner(next.id)) : this.newLearner(messages.guide.me));
        if (!left) return false;
      }
      this.tabs.remove(id);
      await this.refreshLearners();
      return true;
    };
    const back = async () => {
      this.tabs.restore(id);
      await this.refreshLearners();
      return this.#turn(() => this.port.openLearner(id));
    };
    if (!(await away())) return;
    this.edits.note({ undo: back, redo: away });
    this.notices.say(messages.toast.removedLearner(name), true);
  }

  /** Whoever was removed before this start goes for good. */
  async #bury(): Promise<void> {
    for (const id of this.tabs.removed) await this.attempt(() => this.port.removeLearner(id));
    this.tabs.forget();
  }

  #present(learners: LearnerSummary[]): LearnerSummary[] {
    return learners.filter((one) => !this.tabs.removed.includes(one.id));
  }

  async refreshLearners(): Promise<void> {
    this.learners = this.#present((await this.attempt(() => this.port.learners())) ?? this.learners);
  }

  /** Puts what helps others to help on the clipboard. */
  async copyDiagnostics(): Promise<void> {
    const text = await this.attempt(() => this.port.diagnostics());
    if (text !== null) await this.copy(text);
  }

  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.notices.say(messages.diagnosis.copied);
    } catch {
      this.notices.say(messages.diagnosis.notCopied);
    }
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
    if (this.learner && this.learner.id !== learner.id) this.navigation.turnTo(this.learner.id, learner.id);
    this.tabs.add(learner.id);
    this.learner = learner;
    this.revision += 1;
  }
}

import { toFault } from "$/ipc/fault";
import type { Blocker, RouteView, WhatIf } from "$/ipc/types";
import { Inquiry } from "./inquiry";
import type { Planning } from "./planning.svelte";
import type { Session } from "./session.svelte";

/** A question of the kind "what if this went otherwise". */
export interface Probe {
  key: string;
  change: WhatIf;
}

/** What becomes of the route: another one, or what is in the way. */
export interface Outcome {
  route: RouteView | null;
  blockers: readonly Blocker[];
}

/** What is tried out already, with one thing more. */
function besides(whatIf: WhatIf | null, change: WhatIf): WhatIf {
  return { ...whatIf, ...change, gates: [...(whatIf?.gates ?? []), ...(change.gates ?? [])] };
}

/** Plans again, one probe after the other, and keeps what came out until the plan itself is another. */
export class Probes {
  outcomes = $state.raw<Readonly<Record<string, Outcome>>>({});
  /** How far the work is; `null` when nothing is worked out. */
  progress = $state.raw<{ done: number; of: number } | null>(null);
  readonly #session: Session;
  readonly #planning: Planning;
  readonly #inquiry: Inquiry;
  #subject = "";
  #queue: Probe[] = [];

  constructor(session: Session, planning: Planning) {
    this.#session = session;
    this.#planning = planning;
    this.#inquiry = new Inquiry(session);
  }

  /** Forgets what was found about another route. */
  about(key: string): void {
    if (key === this.#subject) return;
    this.stop();
    this.#subject = key;
    this.outcomes = {};
  }

  async run(probes: readonly Probe[]): Promise<void> {
    const fresh = probes.filter((probe) => !(probe.key in this.outcomes) && !this.#queue.some((waiting) => waiting.key === probe.key));
    this.#queue = [...this.#queue, ...fresh];
    if (this.progress) {
      this.progress = { ...this.progress, of: this.progress.of + fresh.length };
      return;
    }
    this.progress = { done: 0, of: this.#queue.length };
    for (let probe = this.#queue[0]; probe; probe = this.#queue[0]) {
      if (!(await this.#answer(probe))) return;
    }
    this.progress = null;
  }

  /** Stops the work; what was found stays. */
  stop(): void {
    this.#queue = [];
    this.#inquiry.cancel();
    this.progress = null;
  }

  async #answer(probe: Probe): Promise<boolean> {
    const subject = this.#subject;
    const best = this.#planning.line?.best[0] ?? "cost";
    const question = { ...this.#planning.question([best === "front" ? "cost" : best]), whatIf: besides(this.#planning.trial.whatIf(), probe.change) };
    try {
      const plan = await this.#inquiry.ask(question);
      if (!plan || subject !== this.#subject) return false;
      this.outcomes = { ...this.outcomes, [probe.key]: { route: plan.routes[0] ?? null, blockers: plan.blockers } };
    } catch (thrown) {
      this.#session.notices.fault = toFault(thrown);
      this.stop();
      return false;
    }
    this.#queue = this.#queue.slice(1);
    if (this.progress) this.progress = { ...this.progress, done: this.progress.done + 1 };
    return true;
  }
}

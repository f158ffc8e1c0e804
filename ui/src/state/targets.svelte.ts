import { toFault } from "$/ipc/fault";
import type { PlanView } from "$/ipc/types";
import { Inquiry } from "./inquiry";
import type { Planning, Target } from "./planning.svelte";
import type { Session } from "./session.svelte";

/** Another target beside the one that is planned for; `plan` is `null` until it has come. */
export interface OtherTarget {
  target: Target;
  plan: PlanView | null;
}

/** Other targets, planned for under the same wishes, so that they can be compared. */
export class OtherTargets {
  list = $state.raw<readonly OtherTarget[]>([]);
  readonly #session: Session;
  readonly #planning: Planning;

  constructor(session: Session, planning: Planning) {
    this.#session = session;
    this.#planning = planning;
  }

  async add(target: Target): Promise<void> {
    if (target.id === this.#planning.target?.id || this.list.some((one) => one.target.id === target.id)) return;
    this.list = [...this.list, { target, plan: null }];
    try {
      const question = { ...this.#planning.question(["cost"]), target: target.id, whatIf: this.#planning.trial.whatIf() ?? {} };
      const plan = (await new Inquiry(this.#session).ask(question))?.plan ?? null;
      this.list = this.list.map((one) => (one.target.id === target.id ? { target, plan } : one));
    } catch (thrown) {
      this.remove(target.id);
      this.#session.notices.fault = toFault(thrown);
    }
  }

  remove(id: string): void {
    this.list = this.list.filter((one) => one.target.id !== id);
  }
}

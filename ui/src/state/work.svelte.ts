import { toFault } from "$/ipc/fault";
import type { Fault, WorkEvent } from "$/ipc/types";
import { requestName } from "./inquiry";
import type { Session } from "./session.svelte";

type Call<T> = (request: string, on: (event: WorkEvent) => void) => Promise<T>;

/** A question that the shell solves many times over for: how far it is, and what came of it. */
export class Work<T> {
  answer = $state.raw<T | null>(null);
  fault = $state.raw<Fault | null>(null);
  progress = $state.raw<WorkEvent | null>(null);
  running = $state(false);
  readonly #session: Session;
  #request = "";

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks; a newer question takes the place of the one before. */
  async ask(call: Call<T>): Promise<T | null> {
    this.stop();
    const request = requestName();
    this.#request = request;
    this.running = true;
    this.fault = null;
    try {
      const answer = await call(request, (event) => {
        if (this.#request === request) this.progress = event;
      });
      if (this.#request !== request) return null;
      this.answer = answer;
      return answer;
    } catch (thrown) {
      if (this.#request === request) this.fault = toFault(thrown);
      return null;
    } finally {
      if (this.#request === request) this.#rest();
    }
  }

  /** Stops the work; what was answered before stays. */
  stop(): void {
    if (this.running) void this.#session.port.cancel(this.#request).catch(() => undefined);
    this.#rest();
  }

  /** Forgets the answer: it was about something else. */
  forget(): void {
    this.stop();
    this.answer = null;
    this.fault = null;
  }

  #rest(): void {
    this.#request = "";
    this.running = false;
    this.progress = null;
  }
}

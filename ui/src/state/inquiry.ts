import type { Objective, PlanEvent, PlanView, WhatIf } from "$/ipc/types";
import type { Session } from "./session.svelte";

/** What is asked of the planner. */
export interface Question {
  target: string;
  objectives: Objective[];
  strict: boolean;
  withoutEstimates: boolean;
  whatIf: WhatIf | null;
}

/** The answer, with the name by which the shell can be asked about it. */
export interface Answer {
  request: string;
  plan: PlanView;
}

export const TIME_LIMIT_MS = 20_000;
let requests = 0;

/** A name for a request that no other has. */
export const requestName = (): string => `ask-${Date.now()}-${++requests}`;

/** One question at a time: a newer one cancels the one before, whose answer is dropped. */
export class Inquiry {
  readonly #session: Session;
  #running: string | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The answer, or `null` when a newer question or a cancel came first. Rejects with the shell's fault. */
  async ask(question: Question, on: (event: PlanEvent) => void = () => {}): Promise<Answer | null> {
    this.cancel();
    const request = requestName();
    this.#running = request;
    const ask = {
      request,
      target: question.target,
      objectives: question.objectives,
      strict: question.strict,
      without_estimates: question.withoutEstimates,
      time_limit_ms: TIME_LIMIT_MS,
      ...(question.whatIf ? { what_if: question.whatIf } : {}),
    };
    try {
      const plan = await this.#session.port.planRoutes(ask, (event) => this.#running === request && on(event));
      return this.#running === request ? { request, plan } : null;
    } catch (thrown) {
      if (this.#running !== request) return null;
      throw thrown;
    } finally {
      if (this.#running === request) this.#running = null;
    }
  }

  /** Stops what is running; its answer never comes. */
  cancel(): void {
    const request = this.#running;
    this.#running = null;
    // A request that has just ended has nothing to stop.
    if (request) void this.#session.port.cancel(request).catch(() => undefined);
  }
}

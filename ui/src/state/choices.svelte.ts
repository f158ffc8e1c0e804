import type { ChoiceAsk, FragilityView, InsteadView, OpeningView, PlanBView, RouteChoices, SavingsView, SteadiestView } from "$/ipc/types";
import { TIME_LIMIT_MS } from "./inquiry";
import type { Session } from "./session.svelte";
import { Work } from "./work.svelte";

/** Which route of which plan is asked about; a closed target has none. */
export interface Subject {
  plan: string;
  route: number;
}

/** What there is to know about the route in view beside its steps. Each answer is asked for once, and forgotten with the route. */
export class Choices {
  readonly told: Work<RouteChoices>;
  readonly refusals: Work<PlanBView[]>;
  readonly risks: Work<FragilityView>;
  readonly savings: Work<SavingsView>;
  readonly openings: Work<OpeningView[]>;
  /** What would stand in a step's place, or what choosing an award leads to: one question at a time. */
  readonly instead: Work<InsteadView>;
  /** The answers about single awards, by award. */
  insteads = $state.raw<Readonly<Record<string, InsteadView>>>({});
  /** Of all routes of the plan the one that minds its worst failure least, once it is known. */
  steadiest = $state.raw<SteadiestView | null>(null);
  /** The award about which it is asked now. */
  asking = $state<string | null>(null);
  readonly #session: Session;
  #subject: Subject | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.told = new Work(session);
    this.refusals = new Work(session);
    this.risks = new Work(session);
    this.savings = new Work(session);
    this.openings = new Work(session);
    this.instead = new Work(session);
  }

  /** Turns to a route. What was found about another one is forgotten. */
  about(subject: Subject | null): void {
    if (subject?.plan === this.#subject?.plan && subject?.route === this.#subject?.route) return;
    if (subject?.plan !== this.#subject?.plan) this.steadiest = null;
    this.#subject = subject;
    for (const work of [this.told, this.refusals, this.risks, this.savings, this.openings, this.instead]) work.forget();
    this.insteads = {};
    this.asking = null;
  }

  /** What there is to know without being asked for. */
  tell(): void {
    this.#once(this.told, (port, ask, on) => port.explainRoute(ask, on));
    this.#once(this.refusals, (port, ask, on) => port.gateRefusals(ask, on));
  }

  seekRisks(): void {
    this.#once(this.risks, async (port, ask, on) => {
      const found = await port.routeRisks(ask, on);
      if (ask.plan === this.#subject?.plan) this.steadiest = found.steadiest;
      return found;
    });
  }

  seekSavings(): void {
    this.#once(this.savings, (port, ask, on) => port.routeSavings(ask, on));
  }

  seekOpenings(): void {
    this.#once(this.openings, (port, ask, on) => port.targetOpenings(ask, on));
  }

  /** `chosen`: what choosing the award costs more; otherwise what would stand in its place. */
  async seekInstead(award: string, chosen: boolean): Promise<void> {
    const subject = this.#subject;
    if (!subject || award in this.insteads) return;
    this.asking = award;
    const found = await this.instead.ask((request, on) => this.#session.port.instead(asked(subject, request), award, chosen, on));
    if (found && this.#subject === subject) this.insteads = { ...this.insteads, [award]: found };
  }

  #once<T>(work: Work<T>, call: (port: Session["port"], ask: ChoiceAsk, on: Parameters<Parameters<Work<T>["ask"]>[0]>[1]) => Promise<T>): void {
    const subject = this.#subject;
    if (!subject || work.running || work.answer !== null) return;
    void work.ask((request, on) => call(this.#session.port, asked(subject, request), on));
  }
}

const asked = ({ plan, route }: Subject, request: string): ChoiceAsk => ({ request, plan, route, time_limit_ms: TIME_LIMIT_MS });

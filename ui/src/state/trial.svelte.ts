import type { GateState, LearnerView, PreferencesEdit, PreferencesView, WhatIf } from "$/ipc/types";
import { major } from "$/format/number";

/** Preferences as an edit writes them. */
export function asEdit(preferences: PreferencesView): PreferencesEdit {
  const { start, hours_per_week, currency, budget, deadline, rates } = preferences;
  return { start, hours_per_week, currency, budget: budget ? String(major(budget)) : null, deadline, rates };
}

/** What is tried out: other preferences and other answers, until they are kept or dropped. */
export class Trial {
  #changes = $state.raw<Partial<PreferencesEdit>>({});
  #answers = $state.raw<Readonly<Record<string, GateState>>>({});
  /** Changes that no slider makes: pins, what is barred or allowed again. */
  #further = $state.raw<WhatIf>({});
  readonly #learner: () => LearnerView | null;

  constructor(learner: () => LearnerView | null) {
    this.#learner = learner;
  }

  /** The preferences with what is tried out. */
  get preferences(): PreferencesEdit | null {
    const learner = this.#learner();
    return learner && { ...asEdit(learner.preferences), ...this.#changes };
  }

  get answers(): Readonly<Record<string, GateState>> {
    return this.#answers;
  }

  /** How many wishes and answers differ from the record. */
  get count(): number {
    return Object.keys(this.#changes).length + Object.keys(this.#answers).length + Object.keys(this.#further).length;
  }

  set(change: Partial<PreferencesEdit>): void {
    const learner = this.#learner();
    if (!learner) return;
    const own = asEdit(learner.preferences);
    const all = Object.entries({ ...this.#changes, ...change });
    this.#changes = Object.fromEntries(all.filter(([key, value]) => value !== own[key as keyof PreferencesEdit]));
  }

  answer(gate: string, state: GateState): void {
    const own = this.#learner()?.gates.find((one) => one.id === gate)?.state ?? "unknown";
    this.#answers = Object.fromEntries(Object.entries({ ...this.#answers, [gate]: state }).filter(([id, to]) => id !== gate || to !== own));
  }

  /** Tries a change out that was proposed, besides what is tried out already. */
  take(change: WhatIf): void {
    const { start, hours_per_week, budget, no_budget, deadline, no_deadline, gates, currency, ...further } = change;
    this.set({
      ...(start ? { start } : {}),
      ...(hours_per_week ? { hours_per_week } : {}),
      ...(currency ? { currency } : {}),
      ...(budget ? { budget } : no_budget ? { budget: null } : {}),
      ...(deadline ? { deadline } : no_deadline ? { deadline: null } : {}),
    });
    for (const { gate, state } of gates ?? []) this.answer(gate, state);
    const both = { ...this.#further };
    for (const [key, list] of Object.entries(further) as [keyof typeof further, never[] | null | undefined][]) {
      if (list && list.length > 0) Object.assign(both, { [key]: [...(both[key] ?? []), ...list] });
    }
    this.#further = both;
  }

  reset(): void {
    this.#changes = {};
    this.#answers = {};
    this.#further = {};
  }

  /** As the shell is asked; `null` when nothing is tried out. */
  whatIf(): WhatIf | null {
    if (this.count === 0) return null;
    const { start, hours_per_week, currency, budget, deadline } = this.#changes;
    const gates = Object.entries(this.#answers).map(([gate, state]) => ({ gate, state }));
    return {
      ...(start ? { start } : {}),
      ...(hours_per_week ? { hours_per_week } : {}),
      ...(currency ? { currency } : {}),
      ...(budget === undefined ? {} : budget === null ? { no_budget: true } : { budget }),
      ...(deadline === undefined ? {} : deadline === null ? { no_deadline: true } : { deadline }),
      gates,
      ...this.#further,
    };
  }
}

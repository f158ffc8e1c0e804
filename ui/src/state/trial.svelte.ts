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
    return Object.keys(this.#changes).length + Object.keys(this.#answers).length;
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

  reset(): void {
    this.#changes = {};
    this.#answers = {};
  }

  /** As the shell is asked; `null` when nothing is tried out. */
  whatIf(): WhatIf | null {
    if (this.count === 0) return null;
    const { start, hours_per_week, budget, deadline } = this.#changes;
    const gates = Object.entries(this.#answers).map(([gate, state]) => ({ gate, state }));
    return {
      ...(start ? { start } : {}),
      ...(hours_per_week ? { hours_per_week } : {}),
      ...(budget === undefined ? {} : budget === null ? { no_budget: true } : { budget }),
      ...(deadline === undefined ? {} : deadline === null ? { no_deadline: true } : { deadline }),
      gates,
    };
  }

  /** The edits by which it is kept. */
  edits(): { preferences: PreferencesEdit | null; gates: [string, GateState][] } {
    return { preferences: Object.keys(this.#changes).length > 0 ? this.preferences : null, gates: Object.entries(this.#answers) };
  }
}

import { keep, kept } from "./kept";
import type { Named } from "./places";
import type { Session } from "./session.svelte";

/** More than these do not fit side by side. */
export const MOST_COMPARED = 4;

const isShortlist = (value: unknown): value is Named[] =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "id" in one && "title" in one);

/** Awards that are considered side by side; putting in and taking out can be undone. */
export class Shortlist {
  awards = $state.raw<Named[]>((kept("shortlist", isShortlist) ?? []).slice(0, MOST_COMPARED));
  readonly isFull = $derived(this.awards.length >= MOST_COMPARED);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  has(id: string): boolean {
    return this.awards.some((one) => one.id === id);
  }

  /** Puts an award in or takes it out; a full list takes no further one. */
  toggle(award: Named): void {
    if (this.has(award.id)) this.#change(this.awards.filter((one) => one.id !== award.id));
    else if (!this.isFull) this.#change([...this.awards, { id: award.id, title: award.title }]);
  }

  clear(): void {
    this.#change([]);
  }

  #change(next: Named[]): void {
    const before = this.awards;
    const put = (awards: Named[]) => {
      this.awards = awards;
      keep("shortlist", awards);
      return Promise.resolve(true);
    };
    void put(next);
    this.#session.edits.note({ undo: () => put(before), redo: () => put(next) });
  }
}

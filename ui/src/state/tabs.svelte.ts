import { keep, kept } from "./kept";

const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every((one) => typeof one === "string");

/** The learners whose tabs are open, in the order of opening; and those that were removed and go for good at the next start. */
export class LearnerTabs {
  open = $state.raw<string[]>(kept("tabs", isIds) ?? []);
  removed = $state.raw<string[]>(kept("removed-learners", isIds) ?? []);

  add(id: string): void {
    if (!this.open.includes(id)) this.#put([...this.open, id]);
  }

  close(id: string): void {
    this.#put(this.open.filter((other) => other !== id));
  }

  remove(id: string): void {
    this.#remove([...this.removed, id]);
    this.close(id);
  }

  restore(id: string): void {
    this.#remove(this.removed.filter((other) => other !== id));
  }

  /** Forgets who was removed, once they are gone for good. */
  forget(): void {
    this.#remove([]);
  }

  #put(ids: string[]): void {
    this.open = ids;
    keep("tabs", ids);
  }

  #remove(ids: string[]): void {
    this.removed = ids;
    keep("removed-learners", ids);
  }
}

import type { Fault } from "$/ipc/types";

/** A short message; one that tells of an edit offers to undo it. */
export interface Notice {
  id: number;
  text: string;
  undoable: boolean;
}

const SHOWN_MS = 7000;

/** Messages that come and go, and the fault that stays until it is dismissed. */
export class Notices {
  list = $state.raw<Notice[]>([]);
  fault = $state.raw<Fault | null>(null);
  #next = 1;

  say(text: string, undoable = false): void {
    const id = this.#next++;
    this.list = [...this.list.slice(-2), { id, text, undoable }];
    setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** An edit that was undone needs no offer to undo it. */
  settle(): void {
    this.list = this.list.filter((notice) => !notice.undoable);
  }
}

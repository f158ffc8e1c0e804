/** An edit that can be taken back and made again. */
export interface Edit {
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
}

const MOST = 200;

/** The edits of this window in their order, whatever they changed. */
export class Edits {
  #done = $state.raw<Edit[]>([]);
  #undone = $state.raw<Edit[]>([]);
  readonly canUndo = $derived(this.#done.length > 0);
  readonly canRedo = $derived(this.#undone.length > 0);

  note(edit: Edit): void {
    this.#done = [...this.#done.slice(1 - MOST), edit];
    this.#undone = [];
  }

  /** Takes the last edit back; one that cannot be taken back stays where it is. */
  async undo(): Promise<boolean> {
    const edit = this.#done.at(-1);
    if (!edit || !(await edit.undo())) return false;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, edit];
    return true;
  }

  async redo(): Promise<boolean> {
    const edit = this.#undone.at(-1);
    if (!edit || !(await edit.redo())) return false;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, edit];
    return true;
  }
}

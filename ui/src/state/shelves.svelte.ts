/** What lies over the window: one at a time. */
export type Shelf = "commands" | "keys" | "glossary" | "guide" | "licences";

/** Which of the things that lie over the window is open. */
export class Shelves {
  shown = $state<Shelf | null>(null);

  open(shelf: Shelf): void {
    this.shown = shelf;
  }

  close(): void {
    this.shown = null;
  }
}

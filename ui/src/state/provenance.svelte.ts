import type { Fact } from "$/ipc/types";

/** What the provenance popover needs of a fact, whatever its value is. */
export type Origin = Pick<Fact<unknown>, "certainty" | "sources" | "note">;

/** Which fact is being explained, and beside which mark. */
export class Provenance {
  origin = $state.raw<Origin | null>(null);
  anchor = $state.raw<HTMLElement | null>(null);

  show(origin: Origin, anchor: HTMLElement): void {
    const same = this.anchor === anchor && this.origin !== null;
    this.origin = same ? null : origin;
    this.anchor = anchor;
  }

  hide(): void {
    this.origin = null;
  }
}

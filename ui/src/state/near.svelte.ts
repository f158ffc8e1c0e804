import type { RemainsView, UnlockView } from "$/ipc/types";
import { TIME_LIMIT_MS } from "./inquiry";
import type { Session } from "./session.svelte";
import { Work } from "./work.svelte";

/** Qualifications that what is held brings near: what remains at least to each, and exactly to those that are asked about. */
export class Near {
  readonly ranked: Work<UnlockView[]>;
  readonly exactly: Work<RemainsView>;
  /** What remains exactly, by award. */
  known = $state.raw<Readonly<Record<string, RemainsView>>>({});
  /** The award about which it is asked now. */
  asking = $state<string | null>(null);
  readonly #session: Session;
  #about = "";

  constructor(session: Session) {
    this.#session = session;
    this.ranked = new Work(session);
    this.exactly = new Work(session);
  }

  /** Ranks anew when the record or what counts has changed. */
  async rank(strict: boolean): Promise<void> {
    const about = JSON.stringify([this.#session.learner?.id, this.#session.revision, strict]);
    if (about === this.#about) return;
    this.#about = about;
    this.exactly.forget();
    this.known = {};
    this.asking = null;
    await this.ranked.ask((request) => this.#session.port.rankedUnlocks(request, strict));
  }

  async seek(award: string, strict: boolean): Promise<void> {
    this.asking = award;
    const found = await this.exactly.ask((request) => this.#session.port.whatRemains(request, award, strict, TIME_LIMIT_MS));
    if (found) this.known = { ...this.known, [award]: found };
  }
}

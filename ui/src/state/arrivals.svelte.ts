import type { ArrivedKind } from "$/ipc/types";
import type { Session } from "./session.svelte";

/** Files that were opened from outside the window, until the place that takes them has done so. */
export class Arrivals {
  packs = $state.raw<string[]>([]);
  credentials = $state.raw<string[]>([]);

  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks for what has arrived, and goes where it is taken in. */
  async fetch(): Promise<void> {
    const files = (await this.#session.attempt(() => this.#session.port.arrivedFiles())) ?? [];
    const of = (kind: ArrivedKind) => files.filter((file) => file.kind === kind).map((file) => file.path);
    for (const path of of("learner")) {
      if (await this.#session.bringIn(() => this.#session.port.importLearner(path))) this.#session.navigation.go("mine");
    }
    this.packs = [...this.packs, ...of("pack")];
    this.credentials = [...this.credentials, ...of("credential")];
    if (this.packs.length > 0) this.#session.navigation.go("catalogue");
    if (this.credentials.length > 0) this.#session.navigation.go("mine");
  }

  takePacks(): string[] {
    const taken = this.packs;
    this.packs = [];
    return taken;
  }

  takeCredentials(): string[] {
    const taken = this.credentials;
    this.credentials = [];
    return taken;
  }
}

import { toFault } from "$/ipc/fault";
import type { AwardPage, Fault } from "$/ipc/types";
import type { Session } from "./session.svelte";

/** The page of one award; the former one stays in view until the next has come. */
export class AwardReader {
  page = $state.raw<AwardPage | null>(null);
  fault = $state.raw<Fault | null>(null);
  reading = $state<string | null>(null);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async read(id: string): Promise<void> {
    this.reading = id;
    try {
      const page = await this.#session.port.award(id);
      if (this.reading !== id) return;
      this.page = page;
      this.fault = null;
    } catch (thrown) {
      if (this.reading !== id) return;
      this.page = null;
      this.fault = toFault(thrown);
    }
  }
}

import { toFault } from "$/ipc/fault";
import type { AwardRow, Facets, Fault, SearchQuery } from "$/ipc/types";
import type { Session } from "./session.svelte";

const PAGE = 60;
const SETTLE_MS = 70;

/** The facets that are lists of values. */
export const listFacets = ["kinds", "issuers", "platforms", "countries", "levels"] as const;
export type ListFacet = (typeof listFacets)[number];

const noFilter = {
  kinds: [] as string[],
  issuers: [] as string[],
  platforms: [] as string[],
  countries: [] as string[],
  levels: [] as string[],
  min_credit_ects: null as number | null,
  max_cost_minor: null as number | null,
  pacing: null as string | null,
  status: null as string | null,
  qualifications_only: false,
};
export type Filter = typeof noFilter;

/** Search as you type. An answer that a newer question has overtaken is dropped. */
export class Explore {
  words = $state("");
  filter = $state.raw<Filter>(noFilter);
  rows = $state.raw<AwardRow[]>([]);
  total = $state(0);
  facets = $state.raw<Facets | null>(null);
  searching = $state(false);
  fault = $state.raw<Fault | null>(null);
  readonly isFiltered = $derived(this.filter !== noFilter);
  readonly hasMore = $derived(this.rows.length < this.total);

  readonly #session: Session;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  get currency(): string {
    return this.#session.learner?.preferences.currency ?? "USD";
  }

  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), SETTLE_MS);
  }

  narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    void this.run();
  }

  toggle(facet: ListFacet, value: string): void {
    const chosen = this.filter[facet];
    this.narrow({ [facet]: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] });
  }

  clear(): void {
    this.filter = noFilter;
    void this.run();
  }

  async run(): Promise<void> {
    await this.#ask(0);
  }

  async more(): Promise<void> {
    await this.#ask(this.rows.length);
  }

  async #ask(offset: number): Promise<void> {
    const turn = ++this.#asked;
    this.searching = true;
    try {
      const results = await this.#session.port.search(this.#query(offset));
      if (turn !== this.#asked) return;
      this.rows = offset === 0 ? results.rows : [...this.rows, ...results.rows];
      this.total = results.total;
      this.facets = results.facets;
      this.fault = null;
    } catch (thrown) {
      if (turn === this.#asked) this.fault = toFault(thrown);
    } finally {
      if (turn === this.#asked) this.searching = false;
    }
  }

  #query(offset: number): SearchQuery {
    return { ...this.filter, words: this.words, currency: this.currency, offset, limit: PAGE };
  }
}

import { toFault } from "$/ipc/fault";
import type { AwardRow, Facets, Fault, SearchQuery, SortColumn } from "$/ipc/types";
import { keep, kept } from "./kept";
import type { Session } from "./session.svelte";
import { Transfers } from "./transfers.svelte";

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

/** A question to which every award is an answer. */
export const everyAward: SearchQuery = { ...noFilter, words: "", currency: null, sort: null, descending: false, offset: 0, limit: PAGE };

/** By which column the results are sorted; `null`: the best match first. */
export interface Sort {
  by: SortColumn;
  descending: boolean;
}

/** A search under a name. */
export interface SavedSearch {
  name: string;
  words: string;
  filter: Filter;
  sort: Sort | null;
}

const isSaved = (value: unknown): value is SavedSearch[] =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "name" in one && "words" in one && "filter" in one);

/** Amounts are first looked at from the largest, names from A. */
const largestFirst: SortColumn[] = ["credits", "recognised"];

/** What Explore lists: awards, what counts where, or the shortlist side by side. */
export const modes = ["awards", "transfers", "compare"] as const;
export type Mode = (typeof modes)[number];

/** Search as you type. An answer that a newer question has overtaken is dropped. */
export class Explore {
  mode = $state<Mode>("awards");
  readonly transfers: Transfers;
  words = $state("");
  filter = $state.raw<Filter>(noFilter);
  rows = $state.raw<AwardRow[]>([]);
  total = $state(0);
  facets = $state.raw<Facets | null>(null);
  searching = $state(false);
  fault = $state.raw<Fault | null>(null);
  sort = $state.raw<Sort | null>(null);
  saved = $state.raw<SavedSearch[]>(kept("searches", isSaved) ?? []);
  readonly isFiltered = $derived(this.filter !== noFilter);
  readonly hasMore = $derived(this.rows.length < this.total);

  readonly #session: Session;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.transfers = new Transfers(session);
  }

  get currency(): string {
    return this.#session.learner?.preferences.currency ?? "USD";
  }

  type(words: string): void {
    this.words = words;
    this.transfers.words = words;
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

  /** Sorts by a column; again: the other way round; once more: the best match first. */
  sortBy(by: SortColumn): void {
    const first = largestFirst.includes(by);
    if (this.sort?.by !== by) this.sort = { by, descending: first };
    else this.sort = this.sort.descending === first ? { by, descending: !first } : null;
    void this.run();
  }

  /** Keeps the search under a name; one of that name is replaced. */
  keepAs(name: string): void {
    const { words, filter, sort } = this;
    this.#save([...this.saved.filter((one) => one.name !== name), { name, words, filter, sort }]);
  }

  forget(name: string): void {
    this.#save(this.saved.filter((one) => one.name !== name));
  }

  recall(search: SavedSearch): void {
    this.mode = "awards";
    this.words = search.words;
    this.filter = { ...noFilter, ...search.filter };
    this.sort = search.sort ?? null;
    void this.run();
  }

  #save(next: SavedSearch[]): void {
    const before = this.saved;
    const put = (searches: SavedSearch[]) => {
      this.saved = searches;
      keep("searches", searches);
      return Promise.resolve(true);
    };
    void put(next);
    this.#session.edits.note({ undo: () => put(before), redo: () => put(next) });
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
    const sort = { sort: this.sort?.by ?? null, descending: this.sort?.descending ?? false };
    return { ...this.filter, ...sort, words: this.words, currency: this.currency, offset, limit: PAGE };
  }
}

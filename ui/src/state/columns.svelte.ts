import { keep, kept } from "./kept";

type Widths = Record<string, number>;

const NARROWEST = 3;
const WIDEST = 60;
const isWidths = (value: unknown): value is Widths =>
  typeof value === "object" && value !== null && Object.values(value).every((width) => typeof width === "number");

/** How wide the columns of one table are, in rem; a column without a width takes what is left. */
export class Columns {
  readonly #table: string;
  readonly #usual: Widths;
  #own = $state.raw<Widths>({});

  constructor(table: string, usual: Widths) {
    this.#table = table;
    this.#usual = usual;
    this.#own = kept(`columns.${table}`, isWidths) ?? {};
  }

  width(column: string): number | null {
    return this.#own[column] ?? this.#usual[column] ?? null;
  }

  resize(column: string, width: number): void {
    this.#own = { ...this.#own, [column]: Math.min(WIDEST, Math.max(NARROWEST, width)) };
    keep(`columns.${this.#table}`, this.#own);
  }

  /** Back to the usual width. */
  reset(column: string): void {
    this.#own = Object.fromEntries(Object.entries(this.#own).filter(([name]) => name !== column));
    keep(`columns.${this.#table}`, this.#own);
  }
}

import { major } from "$/format/number";
import { toFault } from "$/ipc/fault";
import type { Fault, TransferRow } from "$/ipc/types";
import type { Session } from "./session.svelte";

/** The columns by which agreements can be sorted. */
export type TransferColumn = "takes" | "into" | "credits" | "money" | "weeks" | "conditions" | "read";

/** Which part of the programme the credit is, between 0 and 1; `null` where the programme states none. */
export function share({ recognition }: TransferRow): number | null {
  const whole = Number(recognition.of_credits?.value);
  return recognition.credits && whole > 0 ? Number(recognition.credits.value) / whole : null;
}

const values: Record<TransferColumn, (row: TransferRow) => string | number | null> = {
  takes: (row) => row.takes[0]?.title ?? row.recognition.from_text,
  into: (row) => row.recognition.into_title ?? row.recognition.by_name,
  credits: share,
  money: (row) => (row.money.value ? major(row.money.value) : null),
  weeks: (row) => row.weeks ?? (row.hours.value === null ? null : Number(row.hours.value)),
  conditions: (row) => row.conditions,
  read: (row) => row.read,
};
/** What is looked for first: much credit, much spared, few conditions, young facts. */
const largestFirst: TransferColumn[] = ["credits", "money", "weeks", "read"];

function compared(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/** Rows by a column; what is unknown comes last either way. */
export function sorted(rows: readonly TransferRow[], by: TransferColumn, descending: boolean): TransferRow[] {
  const value = values[by];
  return [...rows].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return descending ? compared(b, a) : compared(a, b);
  });
}

/** The agreements that take an award, or all of them: who takes what, and what that spares. */
export class Transfers {
  all = $state.raw<TransferRow[] | null>(null);
  fault = $state.raw<Fault | null>(null);
  words = $state("");
  kinds = $state.raw<string[]>([]);
  inForce = $state(true);
  by = $state<TransferColumn>("credits");
  descending = $state(true);

  readonly #session: Session;
  readonly #wanted = $derived(this.words.toLowerCase().split(/\s+/).filter(Boolean));
  readonly rows = $derived(sorted((this.all ?? []).filter((row) => this.#fits(row)), this.by, this.descending));

  constructor(session: Session) {
    this.#session = session;
  }

  async read(award: string | null): Promise<void> {
    try {
      this.all = await this.#session.port.transfers(award);
      this.fault = null;
    } catch (thrown) {
      this.fault = toFault(thrown);
    }
  }

  sortBy(by: TransferColumn): void {
    this.descending = this.by === by ? !this.descending : largestFirst.includes(by);
    this.by = by;
  }

  toggleKind(kind: string): void {
    this.kinds = this.kinds.includes(kind) ? this.kinds.filter((other) => other !== kind) : [...this.kinds, kind];
  }

  #fits({ recognition, takes }: TransferRow): boolean {
    const text = [recognition.from_text, recognition.title, recognition.by_name, recognition.into_title, ...takes.map((one) => one.title)].join(" ").toLowerCase();
    const kind = this.kinds.length === 0 || takes.some((one) => this.kinds.includes(one.kind));
    return kind && (!this.inForce || recognition.in_force) && this.#wanted.every((word) => text.includes(word));
  }
}

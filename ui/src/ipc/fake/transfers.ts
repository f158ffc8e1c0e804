import type { Money, TransferRow } from "$/ipc/types";
import { fact, recognitions, usd } from "./catalogue";

/** What the fake's agreements spare. */
export function transfers(award: string | null): TransferRow[] {
  const all: TransferRow[] = recognitions.map((recognition, index) => {
    const from = recognition.from;
    const takes = from?.form === "award" ? [{ id: from.award, title: from.title, kind: from.kind }] : [];
    const first = index === 0;
    return {
      recognition,
      takes,
      money: first ? fact(usd(2475), "estimated", "", "2026-08", "9 US semester credits at 275.00 USD each, the median price of a credit among 8 parts of the programme.") : fact<Money>(null),
      original: null,
      hours: fact(first ? "405" : "275", "estimated", "", "2026-08", "Credits at the official hours of their unit."),
      weeks: first ? 41 : 28,
      conditions: first ? 1 : 0,
      read: recognition.sources[0]?.as_of ?? null,
    };
  });
  return all.filter((row) => award === null || row.takes.some((one) => one.id === award));
}

import { major } from "$/format/number";
import type { Line } from "$/state/lines";

/** A date so many months later; the day stays where the month has it. */
export function addMonths(iso: string, months: number): string {
  const [year = 0, month = 1, day = 1] = iso.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Steps of money that can be told apart on a slider of so many amounts. */
export function moneyStep(most: number): number {
  const rough = most / 60;
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return [1, 2, 5, 10].map((factor) => factor * scale).find((step) => step >= rough) ?? 10 * scale;
}

export interface Span {
  least: number;
  most: number;
  step: number;
}

/** Budgets worth trying: from well under the cheapest route to well over the dearest. The far end is no budget. */
export function budgets(lines: readonly Line[], own: number | null): Span {
  const costs = [...lines.map((line) => major(line.route.cost)), ...(own === null ? [] : [own])];
  const high = Math.max(1000, ...costs) * 1.5;
  const step = moneyStep(high);
  const low = costs.length > 0 ? Math.min(...costs) * 0.4 : 0;
  return { least: Math.floor(low / step) * step, most: Math.ceil(high / step) * step, step };
}

/** Months after the start that are worth trying as a deadline. The far end is none. */
export function deadlines(lines: readonly Line[], own: number | null): Span {
  const months = [...lines.map((line) => Math.ceil((line.route.finish_week * 12) / 52)), ...(own === null ? [] : [own])];
  return { least: 1, most: Math.max(12, Math.ceil(Math.max(0, ...months) * 1.4)), step: 1 };
}

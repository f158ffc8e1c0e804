import type { Money } from "$/ipc/types";
import { messages } from "$/messages";
import { decimal, money } from "./number";

const WEEKS_PER_MONTH = 52 / 12;
/** Up to so many weeks are told in weeks. */
const MOST_WEEKS = 8;

/** A length of time, in weeks or, when it is longer, in months. */
export function duration(weeks: number): string {
  const m = messages.routes.trial;
  const size = Math.abs(weeks);
  return size <= MOST_WEEKS ? m.weeks(size) : m.months(Math.round(size / WEEKS_PER_MONTH));
}

const signed = (value: number, text: string): string => (value > 0 ? messages.routes.trial.more(text) : messages.routes.trial.less(text));

/** How much later or sooner; empty for no difference. */
export const weeksDelta = (weeks: number): string => (weeks === 0 ? "" : signed(weeks, duration(weeks)));

/** How much dearer or cheaper; empty for no difference. Both amounts are in one currency. */
export function moneyDelta(to: Money, from: Money): string {
  return to.currency === from.currency ? signedMoney({ ...to, minor: to.minor - from.minor }) : "";
}

/** A difference of money with its sign; empty for none. */
export const signedMoney = (difference: Money): string =>
  difference.minor === 0 ? "" : signed(difference.minor, money({ ...difference, minor: Math.abs(difference.minor) }));

/** How much more or less study; empty for no difference. */
export function hoursDelta(to: string, from: string): string {
  const hours = Number(to) - Number(from);
  return hours === 0 ? "" : signed(hours, messages.facts.hours(decimal(Math.abs(hours))));
}

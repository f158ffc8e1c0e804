import { formatter } from "./locale";

const full = () => formatter("day", (tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }));
const monthly = () => formatter("month", (tag) => new Intl.DateTimeFormat(tag, { month: "short", year: "numeric", timeZone: "UTC" }));

/** A date of the wire: a day, a month or a year, each shown no more exactly than it is known. */
export function date(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  if (!year || Number.isNaN(year)) return iso;
  if (!month) return String(year);
  const at = new Date(Date.UTC(year, month - 1, day ?? 1));
  if (Number.isNaN(at.getTime())) return iso;
  return day ? full().format(at) : monthly().format(at);
}

/** Month and year of a date. */
export function month(iso: string): string {
  return date(iso.split("-").slice(0, 2).join("-"));
}

/** Whole months from one date to a later one. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 1] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 1] = to.split("-").map(Number);
  return (toYear - fromYear) * 12 + (toMonth - fromMonth);
}

/** Facts read longer ago than this are marked as out of date. */
export const OUT_OF_DATE_MONTHS = 36;

/** Whether a fact that was read then should be checked again today. */
export function isOutOfDate(asOf: string | null, today: string): boolean {
  return asOf !== null && monthsBetween(asOf, today) > OUT_OF_DATE_MONTHS;
}

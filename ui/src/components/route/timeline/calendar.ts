import type { CalendarView, RouteView, StepView } from "$/ipc/types";

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** What runs out less than so many days after it is used is near. */
export const NEAR_DAYS = 90;

/** A day as weeks from the start, with a fraction. */
export function weekOf(calendar: CalendarView, day: string): number {
  return (Date.parse(day) - Date.parse(calendar.start)) / WEEK;
}

export interface Month {
  iso: string;
  week: number;
  isYear: boolean;
}

/** The first days of months that fall into the calendar. */
export function months(calendar: CalendarView, weeks: number): Month[] {
  const [year = 0, month = 1] = calendar.start.split("-").map(Number);
  const found: Month[] = [];
  for (let number = month; ; number += 1) {
    const first = new Date(Date.UTC(year, number - 1, 1));
    const iso = first.toISOString().slice(0, 10);
    const week = weekOf(calendar, iso);
    if (week > weeks) return found;
    found.push({ iso, week: Math.max(0, week), isYear: first.getUTCMonth() === 0 });
  }
}

export interface Span {
  from: number;
  until: number;
}

/** Weeks in a row that a break touches. */
export function breaks(calendar: CalendarView): Span[] {
  const found: Span[] = [];
  for (const [week, { broken }] of calendar.weeks.entries()) {
    const last = found.at(-1);
    if (!broken) continue;
    if (last?.until === week) last.until = week + 1;
    else found.push({ from: week, until: week + 1 });
  }
  return found;
}

/** Weeks in a row with the same study: what the load curve is drawn of. */
export function loads(calendar: CalendarView): (Span & { minutes: number })[] {
  const found: (Span & { minutes: number })[] = [];
  for (const [week, { minutes }] of calendar.weeks.entries()) {
    const last = found.at(-1);
    if (last?.minutes === minutes) last.until = week + 1;
    else found.push({ from: week, until: week + 1, minutes });
  }
  return found;
}

/** The last day on which a step's agreement can be used, and whether it is used shortly before. */
export function runsOut(step: StepView): { day: string; near: boolean } | null {
  const day = step.recognition?.valid_until;
  if (!day) return null;
  return { day, near: Date.parse(day) - Date.parse(step.start) < NEAR_DAYS * DAY };
}

/** How many weeks the chart spans: the route, and the deadline when that is close behind it. */
export function extent(route: RouteView): number {
  const { calendar } = route;
  const deadline = calendar.deadline ? weekOf(calendar, calendar.deadline) : 0;
  const own = Math.max(4, calendar.weeks.length);
  return Math.ceil(deadline > own && deadline < own * 1.3 ? deadline + 1 : own + 1);
}

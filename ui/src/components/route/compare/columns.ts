import { credit } from "$/format/credit";
import { date } from "$/format/date";
import { decimal, major, money, percent } from "$/format/number";
import type { RouteView } from "$/ipc/types";
import { messages } from "$/messages";

/** One route among those that stand side by side. */
export interface Column {
  key: string;
  head: string;
  target: string;
  /** `null` while it is planned, or where there is no way. */
  route: RouteView | null;
  /** What to say instead of a route. */
  instead: string;
}

export interface Row {
  label: string;
  values: string[];
  differs: boolean;
}

const row = (label: string, values: string[]): Row => ({ label, values, differs: new Set(values).size > 1 });

/** The measures of each route. */
export function measures(columns: readonly Column[]): Row[] {
  const m = messages.routes.compare;
  const of = (say: (route: RouteView) => string) => columns.map((column) => (column.route ? say(column.route) : column.instead));
  return [
    row(m.rows.target, columns.map((column) => column.target)),
    row(m.rows.cost, of((route) => money(route.cost))),
    row(m.rows.finish, of((route) => date(route.finish))),
    row(m.rows.hours, of((route) => messages.facts.hours(decimal(route.hours)))),
    row(m.rows.steps, of((route) => messages.routes.stepCount(route.steps.filter((step) => step.way === "earn").length))),
    row(m.rows.confirm, of((route) => (route.to_confirm.length > 0 ? route.to_confirm.map((gate) => gate.label).join("; ") : m.no))),
    row(m.rows.proven, of((route) => (route.proven ? m.yes : m.no))),
    row(m.rows.estimated, of((route) => percent(major(route.cost) > 0 ? major(route.cost_split.estimated) / major(route.cost) : 0))),
    row(m.rows.saved, of((route) => (route.saved.money.value ? money(route.saved.money.value) : m.no))),
    row(m.rows.credit, of((route) => route.saved.credit.map(credit).join(", ") || m.no)),
  ];
}

/** Which route takes which step. */
export function stepRows(columns: readonly Column[]): Row[] {
  const m = messages.routes.compare;
  const titles = new Map<string, string>();
  for (const { route } of columns) for (const step of route?.steps ?? []) titles.set(step.award, step.title);
  const at = (column: Column, award: string) => {
    const step = column.route?.steps.find((one) => one.award === award);
    if (!step) return m.no;
    return step.way === "earn" ? m.way.earn : m.way.recognition;
  };
  return [...titles].map(([award, title]) => row(title, columns.map((column) => at(column, award))));
}

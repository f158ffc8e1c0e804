import { month } from "$/format/date";
import { hoursDelta, signedMoney, weeksDelta } from "$/format/delta";
import { money } from "$/format/number";
import type { OutcomeView } from "$/ipc/types";
import { messages } from "$/messages";

/** What an outcome means beside the route: later, dearer, or no way at all. */
export function outcomeText(outcome: OutcomeView): string {
  const m = messages.routes.why;
  if (outcome.state === "closed") return m.closes;
  if (outcome.state === "held") return m.heldThen;
  const { totals, delta } = outcome;
  if (!totals) return m.unsettled;
  if (!delta) return `${money(totals.cost)}, ${month(totals.finish)}`;
  const parts = [weeksDelta(delta.weeks), signedMoney(delta.cost), hoursDelta(delta.hours, "0")].filter((text) => text !== "");
  return parts.length > 0 ? parts.join(", ") : m.same;
}

/** Whether an outcome is worse than the route: it closes the target, delays it or makes it dearer. */
export const isWorse = ({ state, delta }: OutcomeView): boolean => state === "closed" || (delta !== null && (delta.weeks > 0 || delta.cost.minor > 0));

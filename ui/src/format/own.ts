import type { AwardRow } from "$/ipc/types";
import { messages } from "$/messages";
import { decimal, money } from "./number";

type Own = Pick<AwardRow, "made_of_parts" | "cost" | "hours">;

/** What an award costs by itself. A degree whose courses carry the price is not free. */
export function ownCost({ made_of_parts, cost: { value } }: Pick<Own, "made_of_parts" | "cost">): string {
  if (value === null) return "";
  if (value.minor > 0) return money(value);
  return made_of_parts ? messages.facts.inParts : messages.facts.free;
}

/** How long it is studied by itself. */
export function ownHours({ made_of_parts, hours: { value } }: Pick<Own, "made_of_parts" | "hours">): string {
  if (value === null) return "";
  return made_of_parts && Number(value) === 0 ? messages.facts.inParts : messages.facts.hours(decimal(value));
}

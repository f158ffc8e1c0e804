import type { AwardRow, Money } from "$/ipc/types";
import { messages } from "$/messages";
import { decimal, money } from "./number";

type Own = Pick<AwardRow, "made_of_parts" | "cost" | "hours">;

/** A price; nothing when it is not known. */
export function price(value: Money | null): string {
  if (value === null) return "";
  return value.minor === 0 ? messages.facts.free : money(value);
}

/** What an award costs by itself. A degree whose courses carry the price is not free. */
export function ownCost({ made_of_parts, cost: { value } }: Pick<Own, "made_of_parts" | "cost">): string {
  return made_of_parts && value?.minor === 0 ? messages.facts.inParts : price(value);
}

/** How long it is studied by itself. */
export function ownHours({ made_of_parts, hours: { value } }: Pick<Own, "made_of_parts" | "hours">): string {
  if (value === null) return "";
  return made_of_parts && Number(value) === 0 ? messages.facts.inParts : messages.facts.hours(decimal(value));
}

import type { Credit } from "$/ipc/types";
import { messages } from "$/messages";
import { decimal } from "./number";

/** The name of a credit unit; an issuer's own unit by its last part. */
export function unit(name: string): string {
  const known: Record<string, string> = messages.units;
  return known[name] ?? name.split(":").at(-1) ?? name;
}

/** The same where room is scarce. */
export function shortUnit(name: string): string {
  const short: Record<string, string> = messages.shortUnits;
  return short[name] ?? unit(name);
}

/** An amount of credit with its unit. */
export function credit(amount: Credit): string {
  return `${decimal(amount.value)} ${unit(amount.unit)}`;
}

/** Credit in every unit in which it is stated. */
export function credits(amounts: readonly Credit[]): string {
  return amounts.map(credit).join(" · ");
}

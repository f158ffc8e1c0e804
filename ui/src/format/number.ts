import type { Money } from "$/ipc/types";
import { formatter } from "./locale";

const plain = () => formatter("decimal", (tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }));
const percents = () => formatter("percent", (tag) => new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 }));

/** A decimal as the wire writes it, in the locale. What is no number is shown as it came. */
export function decimal(value: string | number): string {
  const number = typeof value === "number" ? value : Number(value);
  return Number.isFinite(number) ? plain().format(number) : String(value);
}

/** A share between 0 and 1. */
export function percent(share: number): string {
  return percents().format(share);
}

/** The amount in major units, for display and proportions only. */
export function major(money: Money): number {
  return money.minor / 10 ** money.exponent;
}

/** Money in its own currency; whole amounts without decimals. */
export function money(amount: Money): string {
  const whole = amount.minor % 10 ** amount.exponent === 0;
  const digits = whole ? 0 : amount.exponent;
  try {
    const { currency } = amount;
    const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    return formatter(`${currency} ${digits}`, (tag) => new Intl.NumberFormat(tag, options)).format(major(amount));
  } catch {
    return `${plain().format(major(amount))} ${amount.currency}`;
  }
}

/** An amount in major units, short enough for an axis. */
export function compactMoney(units: number, currency: string): string {
  const options = { notation: "compact", maximumFractionDigits: 1 } as const;
  try {
    return formatter(`${currency} axis`, (tag) => new Intl.NumberFormat(tag, { style: "currency", currency, ...options })).format(units);
  } catch {
    return formatter("axis", (tag) => new Intl.NumberFormat(tag, options)).format(units);
  }
}

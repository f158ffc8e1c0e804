const rules = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** A count with its noun. */
export function count(n: number, one: string, other: string): string {
  return `${numbers.format(n)} ${rules.select(n) === "one" ? one : other}`;
}

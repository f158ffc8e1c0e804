const letters: Record<string, string> = {
  a: "á", c: "ç", d: "ð", e: "é", g: "ĝ", h: "ĥ", i: "í", l: "ļ", n: "ñ", o: "ö", s: "š", t: "ţ", u: "ü", y: "ý", z: "ž",
  A: "Å", C: "Ç", D: "Ð", E: "É", I: "Î", N: "Ñ", O: "Ö", S: "Š", U: "Û",
};
const OPEN = "⟦";
const CLOSE = "⟧";
/** What a translation into a longer language may need more. */
const LONGER = 0.35;

/** A text with accents, a third longer and in brackets; what stands between the marks of a hole stays as it is. */
function strange(text: string): string {
  if (!/\p{L}/u.test(text)) return text;
  const accented = text.replace(/\uE000[^\uE001]*\uE001|[a-zA-Z]/g, (piece) => letters[piece] ?? piece);
  return `${OPEN}${accented}${"·".repeat(Math.ceil(text.length * LONGER))}${CLOSE}`;
}

function hole(given: unknown): unknown {
  return typeof given === "string" ? `\uE000${given}\uE001` : given;
}

/** Messages made strange: whatever appears on the screen without brackets is no message. */
export function pseudo<T>(messages: T): T {
  if (typeof messages === "string") return strange(messages) as T;
  if (typeof messages === "function") {
    const say = messages as unknown as (...given: unknown[]) => string;
    const made = (...given: unknown[]) => strange(say(...given.map(hole))).replace(/[\uE000\uE001]/g, "");
    return made as T;
  }
  return Object.fromEntries(Object.entries(messages as object).map(([key, value]) => [key, pseudo(value)])) as T;
}

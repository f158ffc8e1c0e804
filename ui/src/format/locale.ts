import { spoken } from "$/messages";

/** The first of the tags that is one; WebKit passes on a system locale such as `C`, with which nothing can be formatted. */
export function usable(tags: readonly string[]): string {
  const valid = tags.find((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length > 0;
    } catch {
      return false;
    }
  });
  return valid ?? "en";
}

const ofSystem: readonly string[] = typeof navigator === "undefined" ? [] : navigator.languages;

/** How numbers and dates are written: as the system has it where it speaks the window's language, else as that language has it. */
export function locale(): string {
  const language = spoken === "pseudo" ? "en" : spoken;
  const same = ofSystem.filter((tag) => tag.toLowerCase().split("-")[0] === language);
  return usable([...same, language]);
}

const made = new Map<string, unknown>();

/** A formatter of the locale in use; making one is slow, so each is made once. */
export function formatter<T>(what: string, make: (locale: string) => T): T {
  const tag = locale();
  const key = `${tag} ${what}`;
  if (!made.has(key)) made.set(key, make(tag));
  return made.get(key) as T;
}

function named(type: "region" | "language", code: string): string {
  try {
    return formatter(type, (tag) => new Intl.DisplayNames([tag], { type })).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Names countries; a code that is no region is shown as it is. */
export const country = (code: string): string => named("region", code);

/** Names languages of a BCP 47 tag. */
export const language = (tag: string): string => named("language", tag);

/** The person's locale, as the system tells it. */
export const locale: string = typeof navigator === "undefined" ? "en" : (navigator.languages[0] ?? "en");

/** Names countries; a code that is no region is shown as it is. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Names languages of a BCP 47 tag. */
export function language(tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

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

/** The person's locale, as the system tells it. */
export const locale: string = usable(typeof navigator === "undefined" ? [] : navigator.languages);

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

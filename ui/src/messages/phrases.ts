/**
 * Sentences that the engine says in English, in another language. The English of each stands as it is written in the library,
 * with `{}` for what is filled in and `{#}` for a number; the translation names the holes `{1}`, `{2}` … in its own order. A hole written `{1!}` is
 * itself translated where it is a known phrase.
 */
export type Phrases = readonly (readonly [english: string, translation: string])[];

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const holes: Record<string, string> = { "{}": "(.+?)", "{#}": "([\\d.,]+)" };

/** Translates what matches a phrase; `null` for what is not known and stays English. */
export function phrasebook(phrases: Phrases): (text: string) => string | null {
  const exact = new Map<string, string>();
  const patterns: { pattern: RegExp; translation: string; words: number }[] = [];
  for (const [english, translation] of phrases) {
    const parts = english.split(/(\{#?\})/);
    if (parts.length === 1) exact.set(english, translation);
    else patterns.push({ pattern: new RegExp(`^${parts.map((part) => holes[part] ?? escaped(part)).join("")}$`, "su"), translation, words: english.length });
  }
  // A sentence with more words of its own is the better match.
  patterns.sort((a, b) => b.words - a.words);
  const say = (text: string): string | null => {
    const known = exact.get(text);
    if (known !== undefined) return known;
    for (const { pattern, translation } of patterns) {
      const found = pattern.exec(text);
      if (!found) continue;
      return translation.replace(/\{(\d)(!?)\}/g, (_, number: string, further: string) => {
        const held = found[Number(number)] ?? "";
        return further ? (say(held) ?? held) : held;
      });
    }
    return null;
  };
  return say;
}

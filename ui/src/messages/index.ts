import { en } from "./en";
import { es } from "./es";
import { sentences } from "./es/sentences";
import { phrasebook } from "./phrases";
import { pseudo } from "./pseudo";

/** A translation has the same keys and the same parameters as the English; a missing one fails the type check. */
type Translated<T> = T extends string ? string : T extends (...given: infer Given) => string ? (...given: Given) => string : { [Key in keyof T]: Translated<T[Key]> };

/** Every sentence and label of the window. */
export type Messages = Translated<typeof en>;

/** What the window speaks. `pseudo` is English made strange, for finding what is not in these files. */
export const languages = ["en", "es", "pseudo"] as const;
export type Language = (typeof languages)[number];

/** Every sentence and label, in the language in use. Components read it anew when the language changes, see `speak`. */
export let messages: Messages = en;
export let spoken: Language = "en";

/** Changes the language. What is on the screen has to be drawn anew after it. */
export function speak(language: Language): void {
  spoken = language;
  messages = language === "es" ? es : language === "pseudo" ? pseudo(en) : en;
}

const spanish = phrasebook(sentences);

/** A sentence of the engine in the language in use; what has no translation stays English. */
export function said(sentence: string): string {
  if (spoken === "es") return spanish(sentence) ?? sentence;
  return spoken === "pseudo" ? pseudo(sentence) : sentence;
}

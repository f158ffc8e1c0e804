import { languages, speak, type Language } from "$/messages";
import { keep, kept } from "./kept";

/** What can be chosen: as the system has it, or a language. */
export const tongues = ["system", "en", "es"] as const;
export type Tongue = "system" | Language;
/** The name of each language in itself, so that whoever wants it can read it. */
export const ownNames = { en: "English", es: "Español" };

const isTongue = (value: unknown): value is Tongue => value === "system" || languages.includes(value as Language);

function ofSystem(): Language {
  const tags = typeof navigator === "undefined" ? [] : navigator.languages;
  const first = tags.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "es");
  return first === "es" ? "es" : "en";
}

/** The language of the window. The pseudo-language can be kept by tests and is never offered. */
export class Speech {
  tongue = $state<Tongue>(kept("language", isTongue) ?? "system");
  /** What is spoken. Whatever shows messages is drawn anew when it changes. */
  readonly language: Language = $derived(this.tongue === "system" ? ofSystem() : this.tongue);

  constructor() {
    speak(this.language);
  }

  choose(tongue: Tongue): void {
    this.tongue = tongue;
    keep("language", tongue);
    speak(this.language);
  }
}

import { keep, kept } from "./kept";

export const appearances = ["system", "light", "dark"] as const;
export type Appearance = (typeof appearances)[number];

const isAppearance = (value: unknown): value is Appearance => appearances.includes(value as Appearance);

/** Light, dark, or as the system is. */
export class Theme {
  appearance = $state<Appearance>(kept("appearance", isAppearance) ?? "system");
  #systemDark = $state(false);
  readonly shown = $derived(this.appearance === "system" ? (this.#systemDark ? "dark" : "light") : this.appearance);

  constructor() {
    const query = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
    if (!query) return;
    this.#systemDark = query.matches;
    query.addEventListener("change", (event) => (this.#systemDark = event.matches));
  }

  choose(appearance: Appearance): void {
    this.appearance = appearance;
    keep("appearance", appearance);
  }
}

/** How large text can be; everything is measured in it. */
export const textSizes = [100, 110, 125, 150, 175, 200] as const;
export type TextPercent = (typeof textSizes)[number];

const isTextPercent = (value: unknown): value is TextPercent => textSizes.includes(value as TextPercent);

/** The size of text, in percent of the usual one. */
export class TextSize {
  percent = $state<TextPercent>(kept("text", isTextPercent) ?? 100);

  choose(percent: TextPercent): void {
    this.percent = percent;
    keep("text", percent);
  }

  /** The next larger or smaller one. */
  step(by: 1 | -1): void {
    const next = textSizes[textSizes.indexOf(this.percent) + by];
    if (next) this.choose(next);
  }
}

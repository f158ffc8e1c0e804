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

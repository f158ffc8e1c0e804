import { keep, kept } from "./kept";

export const places = ["home", "explore", "mine", "routes", "plan", "catalogue"] as const;
export type Place = (typeof places)[number];

/** Where in the window somebody is: a place, and what is open in it. */
export interface Where {
  place: Place;
  /** The award that is open in Explore. */
  award: string | null;
}

/** The last award and target that were opened, for "where you were". */
export interface Trail {
  award: { id: string; title: string } | null;
  target: { id: string; title: string } | null;
}

const isNamed = (value: unknown): boolean =>
  value === null || (typeof value === "object" && "id" in value && "title" in value);
const isTrail = (value: unknown): value is Trail =>
  typeof value === "object" && value !== null && "award" in value && "target" in value && isNamed(value.award) && isNamed(value.target);
const isWhere = (value: unknown): value is Where =>
  typeof value === "object" && value !== null && "place" in value && places.includes(value.place as Place);

/** Places with back and forward. */
export class Navigation {
  #stack = $state.raw<Where[]>([kept("where", isWhere) ?? { place: "home", award: null }]);
  #at = $state(0);
  trail = $state.raw<Trail>(kept("trail", isTrail) ?? { award: null, target: null });

  readonly where: Where = $derived(this.#stack[this.#at] ?? { place: "home", award: null });
  readonly place = $derived(this.where.place);
  readonly canBack = $derived(this.#at > 0);
  readonly canForward = $derived(this.#at < this.#stack.length - 1);

  go(place: Place, award: string | null = null): void {
    if (this.where.place === place && this.where.award === award) return;
    this.#stack = [...this.#stack.slice(0, this.#at + 1), { place, award }];
    this.#at = this.#stack.length - 1;
    keep("where", this.where);
  }

  back(): void {
    if (this.canBack) this.#at -= 1;
  }

  forward(): void {
    if (this.canForward) this.#at += 1;
  }

  remember(trail: Partial<Trail>): void {
    this.trail = { ...this.trail, ...trail };
    keep("trail", this.trail);
  }
}

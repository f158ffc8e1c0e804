import { keep, kept } from "./kept";
import { followed, isPlace, link, type Named, type Place, type Where } from "./places";

/** The last award and target that were opened, for "where you were". */
export interface Trail {
  award: Named | null;
  target: Named | null;
}

const nowhere: Trail = { award: null, target: null };
const start: Where = { place: "home", award: null, target: null };

const isNamed = (value: unknown): boolean =>
  value === null || (typeof value === "object" && "id" in value && "title" in value);
const isTrail = (value: unknown): value is Trail =>
  typeof value === "object" && value !== null && "award" in value && "target" in value && isNamed(value.award) && isNamed(value.target);
const isWhere = (value: unknown): value is Where => typeof value === "object" && value !== null && "place" in value && isPlace(value.place);

const same = (a: Where, b: Where) => a.place === b.place && a.award === b.award && a.target === b.target;

/** Places with back and forward; the address says where one is. */
export class Navigation {
  #stack = $state.raw<Where[]>([followed(globalThis.location?.hash ?? "") ?? { ...start, ...kept("where", isWhere) }]);
  #at = $state(0);
  readonly #others: Record<string, { stack: Where[]; at: number; trail: Trail }> = {};
  trail = $state.raw<Trail>(kept("trail", isTrail) ?? { award: null, target: null });

  readonly where: Where = $derived(this.#stack[this.#at] ?? start);
  readonly place = $derived(this.where.place);
  readonly canBack = $derived(this.#at > 0);
  readonly canForward = $derived(this.#at < this.#stack.length - 1);

  go(place: Place, award: string | null = null): void {
    this.#enter({ place, award, target: place === "routes" ? (this.trail.target?.id ?? null) : null });
  }

  /** Goes where a link leads. */
  follow(hash: string): void {
    const where = followed(hash);
    if (where) this.#enter(where.place === "routes" && !where.target ? { ...where, target: this.trail.target?.id ?? null } : where);
  }

  back(): void {
    if (this.canBack) this.#turn(this.#at - 1);
  }

  forward(): void {
    if (this.canForward) this.#turn(this.#at + 1);
  }

  /** Each learner has a place, a way back and a target of their own. */
  turnTo(learner: string, next: string): void {
    this.#others[learner] = { stack: this.#stack, at: this.#at, trail: this.trail };
    const there = this.#others[next] ?? { stack: [{ ...this.where, target: null }], at: 0, trail: nowhere };
    this.#stack = there.stack;
    this.trail = there.trail;
    keep("trail", this.trail);
    this.#turn(there.at);
  }

  remember(trail: Partial<Trail>): void {
    this.trail = { ...this.trail, ...trail };
    keep("trail", this.trail);
    if (trail.target && this.place === "routes") this.#enter({ ...this.where, target: trail.target.id });
  }

  #enter(where: Where): void {
    if (same(this.where, where)) return;
    this.#stack = [...this.#stack.slice(0, this.#at + 1), where];
    this.#turn(this.#stack.length - 1);
  }

  #turn(at: number): void {
    this.#at = at;
    keep("where", this.where);
    history.replaceState(null, "", link(this.where));
  }
}

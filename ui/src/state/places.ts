/** The places, in the order of the rail; the number keys follow it. */
export const places = ["home", "explore", "mine", "routes", "plan", "learners", "catalogue"] as const;
export type Place = (typeof places)[number];

/** An award by its id, with the title where it is known. */
export interface Named {
  id: string;
  title: string;
}

/** Where in the window somebody is: a place, and what is open in it. */
export interface Where {
  place: Place;
  /** The award that is open in Explore. */
  award: string | null;
  /** The target of the routes. */
  target: string | null;
}

export const isPlace = (value: unknown): value is Place => places.includes(value as Place);

/** A link inside the window: `#/routes?target=…`. */
export function link(where: Partial<Where> & { place: Place }): string {
  const open = new URLSearchParams();
  if (where.award) open.set("award", where.award);
  if (where.target) open.set("target", where.target);
  return `#/${where.place}${open.size > 0 ? `?${open.toString()}` : ""}`;
}

/** Where a link leads; `null` when it leads nowhere in the window. */
export function followed(hash: string): Where | null {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  if (!isPlace(path)) return null;
  const open = new URLSearchParams(query);
  return { place: path, award: open.get("award"), target: open.get("target") };
}

import type { MapEdge, MapNode, MapView, Rank } from "$/ipc/types";

/** A node as the map draws it: itself, or several that stand together as one. */
export interface Stop extends MapNode {
  /** Those that stand together. */
  members: MapNode[];
  /** The letters of the other routes that pass here, when the chosen one does not. */
  letters: string[];
}

/** A line of the map, with the letters of the other routes that take it, when the chosen one does not. */
export interface Track extends MapEdge {
  letters: string[];
}

export interface StopMap {
  stops: Stop[];
  tracks: Track[];
}

/** How near one looks: only programmes, down to requirements, or every award. */
export const ranks: readonly Rank[] = ["programme", "requirement", "award"];

const isStandIn = (node: MapNode): boolean => node.kind === "alternative" || node.kind === "barred";

/** What stands together: what is held with what is held, alternatives with alternatives. */
const herd = (node: MapNode): string => (isStandIn(node) ? "alternative" : node.kind);

/**
 * Draws nodes of a finer rank, and alternatives of one choice, together as one stop beside what they lead to.
 * `opened` names the stops whose members are shown one by one.
 */
export function gather(map: StopMap, rank: Rank, opened: ReadonlySet<string>): StopMap {
  const nodes = new Map(map.stops.map((stop) => [stop.id, stop]));
  const onward = new Map<string, string[]>();
  for (const track of map.tracks) onward.set(track.from, [...(onward.get(track.from) ?? []), track.to]);
  const keeps = (stop: Stop) => ranks.indexOf(stop.rank) <= ranks.indexOf(rank) && (stop.letters.length > 0 || !isStandIn(stop));

  const together = new Map<string, Stop[]>();
  const through = new Map<string, string>();
  for (const stop of map.stops) {
    if (keeps(stop)) continue;
    const sink = nearest(stop.id, onward, (id) => keepsId(id)) ?? "";
    if (isStandIn(stop) && rank === "programme") continue;
    if (stop.kind === "requirement") {
      // A requirement that is not drawn is passed through: what led to it leads on.
      through.set(stop.id, sink);
      continue;
    }
    const id = `${sink}‹${herd(stop)}`;
    together.set(id, [...(together.get(id) ?? []), stop]);
  }
  function keepsId(id: string): boolean {
    const stop = nodes.get(id);
    return stop !== undefined && keeps(stop);
  }

  const place = new Map(through);
  const stops: Stop[] = map.stops.filter(keeps);
  for (const stop of stops) place.set(stop.id, stop.id);
  for (const [id, members] of together) {
    const first = members[0];
    if (!first) continue;
    if (members.length === 1 || opened.has(id)) {
      for (const member of members) place.set(member.id, member.id);
      stops.push(...members);
    } else {
      for (const member of members) place.set(member.id, id);
      const kind = members.some((member) => member.kind !== "barred") && isStandIn(first) ? "alternative" : first.kind;
      stops.push({ ...first, id, kind, award: null, members, progress: null, bar: null });
    }
  }
  return { stops, tracks: joined(map.tracks, place) };
}

/** The nearest stop onward that stays. */
function nearest(from: string, onward: Map<string, string[]>, stays: (id: string) => boolean): string | null {
  const seen = new Set([from]);
  let ring = [from];
  while (ring.length > 0) {
    const next = ring.flatMap((id) => onward.get(id) ?? []).filter((id) => !seen.has(id));
    const found = next.find(stays);
    if (found !== undefined) return found;
    for (const id of next) seen.add(id);
    ring = [...new Set(next)];
  }
  return null;
}

/** The tracks between where their ends are drawn; those that fall together become one, their credit added up. */
function joined(tracks: readonly Track[], place: Map<string, string>): Track[] {
  const found = new Map<string, Track>();
  for (const track of tracks) {
    const from = place.get(track.from);
    const to = place.get(track.to);
    if (from === undefined || to === undefined || from === to) continue;
    const id = `${from}>${to}`;
    const known = found.get(id);
    if (!known) found.set(id, { ...track, from, to });
    else {
      if (known.kind === "alternative") known.kind = track.kind;
      if (known.credit && track.credit && known.credit.unit === track.credit.unit) {
        known.credit = { ...known.credit, value: String(Number(known.credit.value) + Number(track.credit.value)) };
      }
      known.min_grade = null;
      known.letters = known.letters.length === 0 || track.letters.length === 0 ? [] : [...new Set([...known.letters, ...track.letters])];
    }
  }
  return [...found.values()];
}

/** The map of one route as stops. */
export function asStops(map: MapView): StopMap {
  return {
    stops: map.nodes.map((node) => ({ ...node, members: [], letters: [] })),
    tracks: map.edges.map((edge) => ({ ...edge, letters: [] })),
  };
}

/** Lays other routes beside the chosen one: what only they pass carries their letters. */
export function overlay(chosen: MapView, others: readonly { letter: string; map: MapView }[]): StopMap {
  const { stops, tracks } = asStops(chosen);
  const stopAt = new Map(stops.map((stop) => [stop.id, stop]));
  const trackAt = new Map(tracks.map((track) => [`${track.from}>${track.to}`, track]));
  const own = new Set([...tracks.filter((track) => track.kind !== "alternative").map((track) => `${track.from}>${track.to}`)]);
  const passed = new Set(stops.filter((stop) => !isStandIn(stop)).map((stop) => stop.id));
  for (const { letter, map } of others) {
    for (const node of map.nodes) {
      if (isStandIn(node) || passed.has(node.id)) continue;
      const known = stopAt.get(node.id);
      if (known) known.letters.push(letter);
      else add(stops, stopAt, node.id, { ...node, members: [], letters: [letter] });
    }
    for (const edge of map.edges) {
      const id = `${edge.from}>${edge.to}`;
      if (edge.kind === "alternative" || own.has(id)) continue;
      const known = trackAt.get(id);
      if (!known) add(tracks, trackAt, id, { ...edge, letters: [letter] });
      else {
        if (known.letters.length === 0) Object.assign(known, edge);
        known.letters = [...known.letters, letter];
      }
    }
  }
  return { stops, tracks };
}

function add<T>(list: T[], at: Map<string, T>, id: string, one: T): void {
  list.push(one);
  at.set(id, one);
}

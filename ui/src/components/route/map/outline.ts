import type { Stop, StopMap, Track } from "./stops";

/** The map as a tree, from the target back to what it rests on. */
export interface Branch {
  node: Stop;
  /** The line that leads from this stop to the one above. */
  edge: Track | null;
  /** Its own branches were shown at an earlier place. */
  repeated: boolean;
  branches: Branch[];
}

/** Every stop appears; what several rest on is unfolded once. Stops that lead nowhere stand as roots of their own. */
export function outline(map: StopMap): Branch[] {
  const nodes = new Map(map.stops.map((node) => [node.id, node]));
  const into = new Map<string, Track[]>();
  for (const edge of map.tracks) into.set(edge.to, [...(into.get(edge.to) ?? []), edge]);
  const unfolded = new Set<string>();

  function branch(node: Stop, edge: Track | null): Branch {
    const rests = into.get(node.id) ?? [];
    const repeated = unfolded.has(node.id) && rests.length > 0;
    if (repeated) return { node, edge, repeated, branches: [] };
    unfolded.add(node.id);
    const branches = rests.flatMap((line) => {
      const from = nodes.get(line.from);
      return from ? [branch(from, line)] : [];
    });
    return { node, edge, repeated, branches };
  }

  const sources = new Set(map.tracks.map((edge) => edge.from));
  const roots = map.stops.filter((node) => node.kind === "target" || !sources.has(node.id));
  const trees = roots.sort((a, b) => Number(b.kind === "target") - Number(a.kind === "target")).map((node) => branch(node, null));
  const rest = map.stops.filter((node) => !unfolded.has(node.id));
  return [...trees, ...rest.map((node) => branch(node, null))];
}

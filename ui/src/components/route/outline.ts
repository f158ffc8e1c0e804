import type { MapEdge, MapNode, MapView } from "$/ipc/types";

/** The map as a tree, from the target back to what it rests on. */
export interface Branch {
  node: MapNode;
  /** The line that leads from this node to the one above. */
  edge: MapEdge | null;
  /** Its own branches were shown at an earlier place. */
  repeated: boolean;
  branches: Branch[];
}

/** Every node appears; what several rest on is unfolded once. Nodes that lead nowhere stand as roots of their own. */
export function outline(map: MapView): Branch[] {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const into = new Map<string, MapEdge[]>();
  for (const edge of map.edges) into.set(edge.to, [...(into.get(edge.to) ?? []), edge]);
  const unfolded = new Set<string>();

  function branch(node: MapNode, edge: MapEdge | null): Branch {
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

  const sources = new Set(map.edges.map((edge) => edge.from));
  const roots = map.nodes.filter((node) => node.kind === "target" || !sources.has(node.id));
  const trees = roots.sort((a, b) => Number(b.kind === "target") - Number(a.kind === "target")).map((node) => branch(node, null));
  const rest = map.nodes.filter((node) => !unfolded.has(node.id));
  return [...trees, ...rest.map((node) => branch(node, null))];
}

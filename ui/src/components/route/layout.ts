import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api";
import type { MapEdge, MapNode, MapView } from "$/ipc/types";

/** A station with its place on the map; `x` and `y` are the left top corner. */
export interface Station {
  node: MapNode;
  x: number;
  y: number;
}

/** A line between stations, with the points at which it bends. */
export interface Line {
  edge: MapEdge;
  points: Point[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  stations: Station[];
  lines: Line[];
  width: number;
  height: number;
}

/** The room of one station: its sign on the line, its name below. */
export const STATION = { width: 148, height: 74, sign: 14 };

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": "56",
  "elk.spacing.nodeNode": "10",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "9",
  "elk.spacing.edgeNode": "12",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.mergeEdges": "true",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.padding": "[top=20,left=12,bottom=16,right=24]",
};

const port = (node: string, side: "WEST" | "EAST") => ({
  id: `${node}|${side}`,
  x: side === "WEST" ? 0 : STATION.width,
  y: STATION.sign,
  width: 0,
  height: 0,
  layoutOptions: { "elk.port.side": side },
});

function graph(map: MapView): ElkNode {
  const known = new Set(map.nodes.map((node) => node.id));
  return {
    id: "map",
    layoutOptions: OPTIONS,
    children: map.nodes.map((node) => ({
      id: node.id,
      width: STATION.width,
      height: STATION.height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [port(node.id, "WEST"), port(node.id, "EAST")],
    })),
    edges: map.edges
      .map((edge, index) => ({ id: String(index), sources: [`${edge.from}|EAST`], targets: [`${edge.to}|WEST`], edge }))
      .filter(({ edge }) => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to)
      .map(({ id, sources, targets }): ElkExtendedEdge => ({ id, sources, targets })),
  };
}

/** Lays the map out from left to right. The layout library is loaded with the first map. */
export async function layOut(map: MapView): Promise<Layout> {
  const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
  const done = await new Elk().layout(graph(map));
  const placed = new Map((done.children ?? []).map((child) => [child.id, child]));
  return {
    width: done.width ?? 0,
    height: done.height ?? 0,
    stations: map.nodes.map((node) => ({ node, x: placed.get(node.id)?.x ?? 0, y: placed.get(node.id)?.y ?? 0 })),
    lines: (done.edges ?? []).flatMap((edge) => {
      const section = (edge as ElkExtendedEdge).sections?.[0];
      const original = map.edges[Number(edge.id)];
      if (!section || !original) return [];
      return [{ edge: original, points: [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] }];
    }),
  };
}

const BEND = 10;

/** An SVG path along the points, its corners rounded as on a transit map. */
export function path(points: readonly Point[], bend = BEND): string {
  const [start, ...rest] = points;
  if (!start) return "";
  let text = `M${start.x} ${start.y}`;
  let from = start;
  for (const [index, corner] of rest.entries()) {
    const to = rest[index + 1];
    if (!to) return `${text}L${corner.x} ${corner.y}`;
    const before = Math.hypot(corner.x - from.x, corner.y - from.y);
    const after = Math.hypot(to.x - corner.x, to.y - corner.y);
    const radius = Math.min(bend, before / 2, after / 2);
    const toward = (other: Point, length: number) => ({
      x: corner.x + (length === 0 ? 0 : ((other.x - corner.x) / length) * radius),
      y: corner.y + (length === 0 ? 0 : ((other.y - corner.y) / length) * radius),
    });
    const entry = toward(from, before);
    const exit = toward(to, after);
    text += `L${entry.x} ${entry.y}Q${corner.x} ${corner.y} ${exit.x} ${exit.y}`;
    from = corner;
  }
  return text;
}

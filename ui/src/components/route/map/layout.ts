import type { ElkExtendedEdge, ElkNode, ELK } from "elkjs/lib/elk-api";
import workerAddress from "elkjs/lib/elk-worker.min.js?url";
import type { Stop, StopMap, Track } from "./stops";

/** A stop with its place on the map; `x` and `y` are the left top corner. */
export interface Station {
  node: Stop;
  /** The name, broken into lines. */
  name: string[];
  height: number;
  x: number;
  y: number;
}

/** A line between stations, with the points at which it bends. */
export interface Line {
  edge: Track;
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

/** The room of one station: its sign on the line, its name below, one line of more below that. */
export const STATION = { width: 152, sign: 14, name: 37, line: 14 };

/** How many lines a name has, at most. */
export const NAME_LINES = 2;

/** The height of a station whose name has so many lines. */
export const stationHeight = (lines: number) => STATION.name + lines * STATION.line + 5;

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.spacing.nodeNode": "6",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
  "elk.spacing.edgeNode": "10",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.mergeEdges": "true",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.padding": "[top=22,left=14,bottom=10,right=20]",
};

const port = (node: string, side: "WEST" | "EAST") => ({
  id: `${node}|${side}`,
  x: side === "WEST" ? 0 : STATION.width,
  y: STATION.sign,
  width: 0,
  height: 0,
  layoutOptions: { "elk.port.side": side },
});

function graph(map: StopMap, names: ReadonlyMap<string, string[]>): ElkNode {
  const known = new Set(map.stops.map((node) => node.id));
  return {
    id: "map",
    layoutOptions: OPTIONS,
    children: map.stops.map((node) => ({
      id: node.id,
      width: STATION.width,
      height: stationHeight(names.get(node.id)?.length ?? 1),
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [port(node.id, "WEST"), port(node.id, "EAST")],
    })),
    edges: map.tracks
      .map((edge, index) => ({ id: String(index), sources: [`${edge.from}|EAST`], targets: [`${edge.to}|WEST`], edge }))
      .filter(({ edge }) => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to)
      .map(({ id, sources, targets }): ElkExtendedEdge => ({ id, sources, targets })),
  };
}

let engine: Promise<ELK> | undefined;

/** The layout library, loaded with the first map. It works aside, in a worker, so that a large map holds nothing up. */
async function start(): Promise<ELK> {
  if (typeof Worker === "undefined") {
    const { default: Elk } = await import("elkjs/lib/elk.bundled.js");
    return new Elk();
  }
  const { default: Elk } = await import("elkjs/lib/elk-api");
  return new Elk({ workerFactory: () => new Worker(workerAddress) });
}

/** Lays the map out from left to right; `nameOf` breaks the name of a stop into lines. */
export async function layOut(map: StopMap, nameOf: (stop: Stop) => string[]): Promise<Layout> {
  engine ??= start();
  const names = new Map(map.stops.map((stop) => [stop.id, nameOf(stop)]));
  const done = await (await engine).layout(graph(map, names));
  const placed = new Map((done.children ?? []).map((child) => [child.id, child]));
  return {
    width: done.width ?? 0,
    height: done.height ?? 0,
    stations: map.stops.map((node) => {
      const name = names.get(node.id) ?? [];
      return { node, name, height: stationHeight(name.length), x: placed.get(node.id)?.x ?? 0, y: placed.get(node.id)?.y ?? 0 };
    }),
    lines: (done.edges ?? []).flatMap((edge) => {
      const section = (edge as ElkExtendedEdge).sections?.[0];
      const original = map.tracks[Number(edge.id)];
      if (!section || !original) return [];
      return [{ edge: original, points: [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] }];
    }),
  };
}

const BEND = 9;

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

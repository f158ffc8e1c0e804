import { describe, expect, it } from "vitest";
import { layOut, path } from "$/components/route/map/layout";
import { outline, type Branch } from "$/components/route/map/outline";
import { neighbour } from "$/components/route/map/steering";
import { asStops } from "$/components/route/map/stops";
import type { MapEdge, MapNode, MapView, NodeKind } from "$/ipc/types";

const node = (id: string, kind: NodeKind, depth: number): MapNode => ({ id, kind, title: id, rank: "award", issuer: null, award: id, progress: null, gate: null, bar: null, more: 0, depth });
const edge = (from: string, to: string): MapEdge => ({ from, to, kind: "requires", credit: null, of: null, min_grade: null });

const map: MapView = {
  nodes: [node("held", "held", 0), node("shared", "planned", 1), node("left", "planned", 2), node("right", "planned", 2), node("target", "target", 3), node("stray", "alternative", 0)],
  edges: [edge("held", "shared"), edge("shared", "left"), edge("shared", "right"), edge("left", "target"), edge("right", "target")],
};

describe("the layout", () => {
  it("sets every station to the right of what it rests on", async () => {
    const { stations } = await layOut(asStops(map), (stop) => [stop.title]);
    const x = (id: string) => stations.find((station) => station.node.id === id)?.x ?? NaN;
    for (const { from, to } of map.edges) expect(x(to)).toBeGreaterThan(x(from));
  });

  it("lets the arrow keys follow the lines", async () => {
    const layout = await layOut(asStops(map), (stop) => [stop.title]);
    const shared = layout.stations.find((station) => station.node.id === "shared");
    if (!shared) throw new Error("shared is not on the map");
    expect(["left", "right"]).toContain(neighbour(layout, shared, "ArrowRight")?.node.id);
    expect(neighbour(layout, shared, "ArrowLeft")?.node.id).toBe("held");
  });
});

describe("a line", () => {
  it("rounds its corners by no more than half of the shorter leg", () => {
    expect(path([{ x: 0, y: 0 }, { x: 8, y: 0 }, { x: 8, y: 50 }])).toBe("M0 0L4 0Q8 0 8 4L8 50");
  });
});

describe("the outline", () => {
  const all = (branches: Branch[]): Branch[] => branches.flatMap((branch) => [branch, ...all(branch.branches)]);

  it("has every node of the map, and begins at the target", () => {
    const trees = outline(asStops(map));
    expect(trees[0]?.node.id).toBe("target");
    expect(new Set(all(trees).map((branch) => branch.node.id))).toEqual(new Set(map.nodes.map((one) => one.id)));
  });

  it("unfolds what several rest on once", () => {
    const shared = all(outline(asStops(map))).filter((branch) => branch.node.id === "shared");
    expect(shared.map((branch) => branch.repeated)).toEqual([false, true]);
  });

  it("ends on a map that goes round in a circle", () => {
    const round: MapView = { nodes: [node("a", "planned", 0), node("b", "planned", 1)], edges: [edge("a", "b"), edge("b", "a")] };
    expect(new Set(all(outline(asStops(round))).map((branch) => branch.node.id))).toEqual(new Set(["a", "b"]));
  });
});

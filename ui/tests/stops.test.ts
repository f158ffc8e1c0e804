import { describe, expect, it } from "vitest";
import { asStops, gather, overlay } from "$/components/route/map/stops";
import { lines } from "$/components/route/map/text";
import { riding, stopTitle } from "$/components/route/map/wording";
import type { MapEdge, MapNode, MapView } from "$/ipc/types";

const node = (id: string, kind: MapNode["kind"], rank: MapNode["rank"], more: Partial<MapNode> = {}): MapNode => ({
  id, kind, rank, title: id, issuer: null, award: id, progress: null, gate: null, bar: null, more: 0, depth: 0, ...more,
});
const edge = (from: string, to: string, kind: MapEdge["kind"] = "requires", credit: string | null = null): MapEdge => ({
  from, to, kind, credit: credit ? { value: credit, unit: "ects" } : null, of: credit ? { value: "30", unit: "ects" } : null, min_grade: null,
});

/** Two held courses and a planned one fill a pool of a degree; two others could stand in, one of them barred. */
const map: MapView = {
  nodes: [
    node("a", "held", "award"), node("b", "held", "award"), node("c", "planned", "award"), node("d", "alternative", "award"), node("e", "barred", "award", { bar: "retired" }),
    node("pool", "requirement", "requirement", { progress: { have: "10", planned: "20", need: "30", unit: "ects", options: 5 } }), node("degree", "target", "programme"),
  ],
  edges: [edge("a", "pool", "credit", "5"), edge("b", "pool", "credit", "5"), edge("c", "pool", "credit", "20"), edge("d", "pool", "alternative"), edge("e", "pool", "alternative"), edge("pool", "degree")],
};

describe("gathering the map", () => {
  it("draws what could stand in together, and each alone once it is opened", () => {
    const closed = gather(asStops(map), "award", new Set());
    const pile = closed.stops.find((stop) => stop.members.length > 0);
    expect(pile?.members.map((member) => member.id)).toEqual(["d", "e"]);
    const opened = gather(asStops(map), "award", new Set([pile?.id ?? ""]));
    expect(opened.stops.map((stop) => stop.id).sort()).toEqual(["a", "b", "c", "d", "degree", "e", "pool"]);
  });

  it("adds up the credit of courses that stand together at the rank of requirements", () => {
    const { stops, tracks } = gather(asStops(map), "requirement", new Set());
    const held = stops.find((stop) => stop.kind === "held");
    expect(held?.members).toHaveLength(2);
    expect(tracks.find((track) => track.from === held?.id)?.credit).toEqual({ value: "10", unit: "ects" });
    expect(stops.find((stop) => stop.id === "c")?.members).toEqual([]);
  });

  it("leads what is gathered straight to the programme at the rank of programmes, without alternatives", () => {
    const { stops, tracks } = gather(asStops(map), "programme", new Set());
    expect(stops.some((stop) => stop.kind === "alternative" || stop.kind === "barred")).toBe(false);
    for (const stop of stops) if (stop.id !== "degree") expect(tracks.some((track) => track.from === stop.id && track.to === "degree")).toBe(true);
  });

  it("loses no award at any rank but what could stand in", () => {
    for (const rank of ["programme", "requirement", "award"] as const) {
      const { stops } = gather(asStops(map), rank, new Set());
      const shown = stops.flatMap((stop) => (stop.members.length > 0 ? stop.members.map((member) => member.id) : [stop.id]));
      expect(["a", "b", "c", "degree"].every((id) => shown.includes(id))).toBe(true);
    }
  });
});

describe("other routes on the map", () => {
  const other: MapView = {
    nodes: [node("a", "held", "award"), node("d", "planned", "award"), node("x", "planned", "award"), node("pool", "requirement", "requirement"), node("degree", "target", "programme")],
    edges: [edge("a", "pool", "credit", "5"), edge("d", "pool", "credit", "20"), edge("x", "pool", "credit", "5"), edge("pool", "degree")],
  };

  it("carry their letter only where the chosen route does not pass", () => {
    const { stops, tracks } = overlay(map, [{ letter: "B", map: other }]);
    const letters = new Map(stops.map((stop) => [stop.id, stop.letters]));
    expect(letters.get("a")).toEqual([]);
    expect(letters.get("d")).toEqual(["B"]);
    expect(letters.get("x")).toEqual(["B"]);
    expect(tracks.find((track) => track.from === "a")?.letters).toEqual([]);
    expect(tracks.find((track) => track.from === "x")?.letters).toEqual(["B"]);
  });
});

describe("words on the map", () => {
  const measure = (text: string) => text.length * 10;

  it("break to the width, and what is left over ends in an ellipsis", () => {
    expect(lines("Foundations of Data Analysis", 160, 2, measure)).toEqual(["Foundations of", "Data Analysis"]);
    const cut = lines("Foundations of Data Analysis and Statistics", 160, 2, measure);
    expect(cut).toHaveLength(2);
    expect(cut[1]).toMatch(/…$/);
    expect(measure(cut[1] ?? "")).toBeLessThanOrEqual(160);
  });

  it("tell credit of how much, and what a requirement needs", () => {
    expect(riding(edge("a", "pool", "credit", "5"))).toBe("5 of 30");
    const pool = asStops(map).stops.find((stop) => stop.id === "pool");
    expect(pool && stopTitle(pool)).toBe("30 ECTS");
  });
});

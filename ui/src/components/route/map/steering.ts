import type { Layout, Station } from "./layout";

/** The station to which an arrow key leads: along the lines to the left and right, by place up and down. */
export function neighbour(layout: Layout, from: Station, key: string): Station | null {
  const at = (id: string) => layout.stations.find((station) => station.node.id === id) ?? null;
  const nearest = (stations: (Station | null)[]) =>
    stations
      .filter((station): station is Station => station !== null)
      .sort((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0] ?? null;
  if (key === "ArrowRight") return nearest(layout.lines.filter((line) => line.edge.from === from.node.id).map((line) => at(line.edge.to)));
  if (key === "ArrowLeft") return nearest(layout.lines.filter((line) => line.edge.to === from.node.id).map((line) => at(line.edge.from)));
  const down = key === "ArrowDown";
  if (!down && key !== "ArrowUp") return null;
  const column = layout.stations.filter((station) => Math.abs(station.x - from.x) < 60 && (down ? station.y > from.y : station.y < from.y));
  return nearest(column);
}

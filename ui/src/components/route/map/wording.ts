import { shortUnit, unit } from "$/format/credit";
import { month } from "$/format/date";
import { decimal, money } from "$/format/number";
import type { MapEdge, StepView } from "$/ipc/types";
import { messages } from "$/messages";
import type { Stop, Track } from "./stops";

/** What a stop is called. */
export function stopTitle(stop: Stop): string {
  const m = messages.routes.map;
  const { progress } = stop;
  if (stop.members.length > 0) return m.together[stop.kind](stop.members.length + (stop.kind === "alternative" ? stop.more : 0));
  if (!progress) return stop.title;
  if (progress.unit === "awards") return m.countOf(decimal(progress.need), progress.options);
  return `${decimal(progress.need)} ${unit(progress.unit)}`;
}

/** What kind of stop it is, with the answer of a gate. */
export function stopKind(stop: Stop): string {
  const m = messages.routes.map;
  return stop.kind === "gate" && stop.gate ? m.gates[stop.gate] : m.kinds[stop.kind];
}

/** The line below the name: how far, when and for how much, why not, or whose it is. */
export function stopAside(stop: Stop, step: StepView | undefined): string {
  const m = messages.routes.map;
  if (stop.members.length > 0) return m.openTogether;
  if (stop.gate) return m.gates[stop.gate];
  if (stop.bar) return m.bars[stop.bar];
  if (stop.progress) {
    const { have, planned, need, unit } = stop.progress;
    return m.progress(decimal(Number(have) + Number(planned)), decimal(need), shortUnit(unit));
  }
  if (step && step.way === "earn" && stop.kind !== "target") {
    return [month(step.start), step.cost.value ? money(step.cost.value) : null].filter((part) => part !== null).join(" · ");
  }
  return stop.kind === "held" ? m.kinds.held : (stop.issuer ?? "");
}

/** What rides on a line: credit of how much, or a least grade. */
export function riding(edge: Pick<MapEdge, "credit" | "of" | "min_grade">): string {
  const m = messages.routes.map;
  const { credit, of, min_grade } = edge;
  if (credit && of && of.unit === credit.unit) return m.rides(decimal(credit.value), decimal(of.value));
  if (credit) return `${decimal(credit.value)} ${shortUnit(credit.unit)}`;
  return min_grade ? m.atLeast(decimal(min_grade)) : "";
}

/** The same in full, for the outline. */
export function ridingInFull(edge: Pick<MapEdge, "credit" | "of" | "min_grade">): string {
  const parts = [];
  if (edge.credit) parts.push(`${riding({ ...edge, min_grade: null })} ${edge.of?.unit === edge.credit.unit ? unit(edge.credit.unit) : ""}`.trim());
  if (edge.min_grade) parts.push(messages.routes.map.atLeast(decimal(edge.min_grade)));
  return parts.join(", ");
}

/** By stop: what rides on its lines onward. What the chosen route carries comes before what others do. */
export function leavingOf(tracks: readonly Track[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string[]>();
  const own = new Set(tracks.filter((track) => track.letters.length === 0).map((track) => track.from));
  for (const track of tracks) {
    const text = riding(track);
    const said = texts.get(track.from) ?? [];
    const others = track.letters.length > 0 && own.has(track.from);
    if (text && !others && !said.includes(text)) texts.set(track.from, [...said, text]);
  }
  return new Map([...texts].map(([id, said]) => [id, said.join("  ")]));
}

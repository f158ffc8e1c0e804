import type { LearnerView, MapEdge, MapNode, MapView, StepView } from "$/ipc/types";
import { find, semester } from "./catalogue";

const ELECTIVES = ["nfu:opt", "nfu:sim", "nfu:db", "nfu:bay", "nfu:ts", "nfu:biz"];
const COURSES = ["oc:da1", "oc:da2", "oc:da3"];
const DEGREE = "nfu:ms-analytics";

/** The map of a route to the one degree that the fake world draws out in full. */
export function mapOf(route: readonly StepView[], learner: LearnerView): MapView {
  const taken = new Set(route.map((one) => one.award));
  const gate = learner.gates.find((one) => one.id === "nfu:admission");
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const node = (id: string, kind: MapNode["kind"], depth: number, more: Partial<MapNode> = {}) =>
    nodes.push({ id, kind, rank: "award", title: find(id)?.row.title ?? id, issuer: find(id)?.row.issuer_name ?? null, award: id, progress: null, gate: null, bar: null, more: 0, depth, ...more });
  const edge = (from: string, to: string, kind: MapEdge["kind"], more: Partial<MapEdge> = {}) => edges.push({ from, to, kind, credit: null, of: null, min_grade: null, ...more });

  for (const id of COURSES) {
    node(id, taken.has(id) ? "planned" : "held", 0);
    edge(id, "oc:mm-analytics", "requires", { min_grade: id === "oc:da2" ? "70" : null });
  }
  node("oc:mm-analytics", taken.has("oc:mm-analytics") ? "planned" : "held", 1, { rank: "programme" });
  node("nfu:core9", "recognised", 2, { rank: "programme" });
  edge("oc:mm-analytics", "nfu:core9", "recognition", { credit: semester("9"), of: semester("36") });
  node("gate:nfu:admission", "gate", 1, { rank: "programme", title: gate?.label ?? "nfu:admission", issuer: null, award: null, gate: gate?.state ?? "unknown" });
  node("pool", "requirement", 3, {
    rank: "requirement", title: find(DEGREE)?.row.title ?? DEGREE, issuer: null, award: null,
    progress: { have: "0", planned: "12", need: "12", unit: "us-semester", options: ELECTIVES.length + 1 },
  });
  for (const id of ELECTIVES) {
    node(id, taken.has(id) ? "planned" : "alternative", 2);
    edge(id, "pool", taken.has(id) ? "credit" : "alternative", taken.has(id) ? { credit: semester("3"), of: semester("12") } : {});
  }
  node("nfu:old", "barred", 2, { bar: "retired" });
  edge("nfu:old", "pool", "alternative");
  node("nfu:prac", "planned", 3);
  node(DEGREE, "target", 4, { rank: "programme" });
  for (const from of ["nfu:core9", "pool", "nfu:prac", "gate:nfu:admission"]) edge(from, DEGREE, "requires");
  return { nodes, edges };
}

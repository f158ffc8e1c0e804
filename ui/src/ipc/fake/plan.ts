import type { LearnerView, MapEdge, MapNode, Objective, PlanAsk, PlanView, RouteView, StepView } from "$/ipc/types";
import { awards, fact, find, recognitions, semester, usd } from "./catalogue";

const START = Date.UTC(2027, 0, 4);
const day = (week: number) => new Date(START + week * 7 * 86_400_000).toISOString().slice(0, 10);
const title = (id: string) => find(id)?.row.title ?? id;

const chosen: Record<Objective, string[]> = {
  cost: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:biz"],
  finish: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:biz"],
  hours: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:ts"],
  steps: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:bay"],
  front: ["nfu:opt", "nfu:sim", "nfu:db", "nfu:biz"],
};

function step(id: string, start: number, serves: string): StepView {
  const award = find(id);
  const weeks = award?.weeks ?? 0;
  return {
    award: id, title: title(id), kind: award?.row.kind ?? "other", issuer_name: award?.row.issuer_name ?? "", way: "earn", recognition: null,
    start: day(start), end: day(start + weeks), start_week: start, end_week: start + weeks,
    cost: award?.row.cost ?? fact(usd(0)), hours: award?.row.hours ?? fact("0"), serves: [{ award: serves, title: title(serves), as: "" }], notes: [], url: "https://catalogue.example.org/a",
  };
}

function steps(by: Objective, held: Set<string>): StepView[] {
  const list: StepView[] = [];
  let week = 0;
  for (const id of ["oc:da1", "oc:da2", "oc:da3"]) {
    if (held.has(id)) continue;
    const next = step(id, week, "oc:mm-analytics");
    week = next.end_week;
    list.push(next);
  }
  if (!held.has("oc:mm-analytics")) list.push({ ...step("oc:mm-analytics", week, "nfu:core9") });
  list.push({ ...step("nfu:core9", week, "nfu:ms-analytics"), way: "rec:nfu-mm", recognition: recognitions[0] ?? null, cost: fact(usd(0), "stated", "credit"), hours: fact("0") });
  for (const id of chosen[by]) {
    const next = step(id, week, "nfu:ms-analytics");
    week = next.end_week;
    list.push(next);
  }
  const practicum = step("nfu:prac", week, "nfu:ms-analytics");
  list.push(practicum, step("nfu:ms-analytics", practicum.end_week, "nfu:ms-analytics"));
  return list;
}

function map(route: StepView[], learner: LearnerView): RouteView["map"] {
  const nodes: MapNode[] = [];
  const edges: MapEdge[] = [];
  const node = (id: string, kind: MapNode["kind"], depth: number, more: Partial<MapNode> = {}) =>
    nodes.push({ id, kind, title: title(id), subtitle: find(id)?.row.issuer_name ?? null, award: id, progress: null, depth, ...more });
  const taken = new Set(route.map((one) => one.award));
  for (const id of ["oc:da1", "oc:da2", "oc:da3"]) {
    node(id, taken.has(id) ? "planned" : "held", 0);
    edges.push({ from: id, to: "oc:mm-analytics", kind: "requires", label: null });
  }
  node("oc:mm-analytics", taken.has("oc:mm-analytics") ? "planned" : "held", 1);
  node("nfu:core9", "recognised", 2, { title: "9 credits recognised", subtitle: "Northfield University" });
  node("gate:admission", "gate", 1, { title: "Admission to the MS in Data Analytics", subtitle: "Admission", award: null });
  edges.push({ from: "oc:mm-analytics", to: "nfu:core9", kind: "recognition", label: "9 credits" });
  node("pool", "requirement", 3, { title: "Electives", subtitle: null, award: null, progress: { have: "12", need: "12", unit: "us-semester" } });
  const options = ["nfu:opt", "nfu:sim", "nfu:db", "nfu:bay", "nfu:ts", "nfu:biz"];
  for (const id of options) {
    node(id, taken.has(id) ? "planned" : "alternative", 2);
    edges.push({ from: id, to: "pool", kind: taken.has(id) ? "credit" : "alternative", label: taken.has(id) ? "3" : null });
  }
  node("nfu:old", "barred", 2, { subtitle: "Retired" });
  edges.push({ from: "nfu:old", to: "pool", kind: "alternative", label: null });
  node("nfu:prac", "planned", 3);
  node("nfu:ms-analytics", "target", 4, { progress: { have: "36", need: "36", unit: "us-semester" } });
  for (const from of ["nfu:core9", "pool", "nfu:prac", "gate:admission"]) edges.push({ from, to: "nfu:ms-analytics", kind: "requires", label: null });
  void learner;
  return { nodes, edges };
}

function route(by: Objective, learner: LearnerView): RouteView {
  const held = new Set(learner.held.map((one) => one.award));
  const list = steps(by, held);
  const cost = list.reduce((sum, one) => sum + (one.cost.value?.minor ?? 0), 0);
  const hours = list.reduce((sum, one) => sum + Number(one.hours.value ?? 0), 0);
  const share = (certainty: string) => ({ minor: list.reduce((sum, one) => sum + (one.cost.certainty === certainty ? (one.cost.value?.minor ?? 0) : 0), 0), exponent: 2, currency: "USD" });
  const time = (certainty: string) => String(list.reduce((sum, one) => sum + (one.hours.certainty === certainty ? Number(one.hours.value ?? 0) : 0), 0));
  const last = list.at(-1)?.end_week ?? 0;
  return {
    by, delta: null, proven: by !== "steps", bound: by === "steps" ? "7" : null, cost: { minor: cost, exponent: 2, currency: "USD" },
    cost_split: { stated: share("stated"), derived: share("derived"), assumed: share("assumed"), estimated: share("estimated") },
    hours: String(hours), hours_split: { stated: time("stated"), derived: time("derived"), assumed: time("assumed"), estimated: time("estimated") },
    finish_week: last, finish: day(last), steps: list,
    to_confirm: learner.gates.filter((gate) => gate.id === "nfu:admission" && gate.state === "unknown"),
    assumptions: [{ award: "oc:da2", title: title("oc:da2"), min_grade: "70" }],
    ledger: {
      lines: [
        { requirement: "nfu:core9", label: "Core, 9 credits", need: semester("9"), have: semester("9"), met: true, entries: [{ award: "oc:mm-analytics", title: title("oc:mm-analytics"), credits: semester("9"), converted: false, held: held.has("oc:mm-analytics") }] },
        { requirement: "electives", label: "Electives, 12 credits", need: semester("12"), have: semester("12"), met: true, entries: chosen[by].map((id) => ({ award: id, title: title(id), credits: semester("3"), converted: false, held: false })) },
        { requirement: "nfu:prac", label: title("nfu:prac"), need: semester("6"), have: semester("6"), met: true, entries: [{ award: "nfu:prac", title: title("nfu:prac"), credits: semester("6"), converted: false, held: false }] },
      ],
      own: learner.held.map((one) => ({
        award: one.award, title: one.title, use: one.award.startsWith("oc:da") ? "applied" : one.award === "oc:viz" ? "excess" : "unusable",
        credits: one.award === "oc:viz" ? { value: "5", unit: "ects" } : semester("3"),
        why: one.award.startsWith("oc:da") ? "Part of the MicroMasters, which gives 9 credits." : one.award === "oc:viz" ? "The electives are already full." : "No agreement of this university takes it.",
      })),
    },
    map: map(list, learner),
    saved: { credit: [semester("9")], money: fact(usd(2475), "derived", "tuition") }, notes: ["Start dates of Optimisation and Operations are assumed."], exceptions: [],
  };
}

/** Plans in the fake world; only one degree there is drawn out in full. */
export function planFor(ask: PlanAsk, learner: LearnerView): PlanView {
  const target = find(ask.target)?.row ?? awards[0]?.row;
  if (!target) throw new Error("The fake catalogue is empty");
  const plan: PlanView = {
    target, status: "routes", routes: [], beside: null, blockers: [], notes: [],
    unofficial: { text: "Unofficial until the institution confirms it.", ask: [{ name: target.issuer_name, url: "https://catalogue.example.org/admissions" }] },
  };
  if (learner.held.some((held) => held.award === target.id)) return { ...plan, status: "held" };
  const admission = learner.gates.find((gate) => gate.id === "nfu:admission");
  if (target.id !== "nfu:ms-analytics" || admission?.state === "unmet" || ask.without_estimates) {
    return {
      ...plan, status: "unreachable",
      blockers: [
        { cause: "unmet-gate", id: "nfu:admission", title: "Admission to the MS in Data Analytics", change: "If the university admits you, or has not decided yet, the route is open again." },
        { cause: "exclusion", id: "org:ris", title: "Riverside Institute of Science", change: "Allow awards of the Riverside Institute of Science again." },
        { cause: "budget", id: target.id, title: target.title, change: "Raise the budget from 5,000 to at least 6,340 USD." },
      ],
    };
  }
  return { ...plan, routes: (["cost", "hours", "steps"] as Objective[]).map((by) => route(by, learner)) };
}

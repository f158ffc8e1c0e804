import { everyAward } from "$/state/explore.svelte";
import type { Port } from "./port";
import type { ArrivedFile, AwardPage, Fault, LearnerView, LookOnly, PlanView, SessionsView, WorkEvent } from "./types";
import { adopted, type Kept, marked, repair, smallDifference, standing, versions } from "./fake/agreed";
import { awards, fact, find, recognitions } from "./fake/catalogue";
import * as choice from "./fake/choice";
import { credentialFiles, trustRows } from "./fake/credentials";
import { entered, rosterPreview, triageOf } from "./fake/learners";
import { packs } from "./fake/packs";
import { planFor } from "./fake/plan";
import { fakePrivacy } from "./fake/privacy";
import { blank, heldView, sample } from "./fake/record";
import { search } from "./fake/search";
import { transfers } from "./fake/transfers";

const TODAY = "2026-11-24";
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const refuse = (fault: Fault): never => {
  throw fault;
};

interface FakeOptions {
  firstStart?: boolean;
  /** How long planning takes, for a look at its progress. */
  planningMs?: number;
  /** The report of a failure that has not been told. */
  failure?: string | null;
  /** Why nothing can be changed. */
  lookOnly?: LookOnly | null;
  /** Files that were opened from outside. */
  arrived?: ArrivedFile[];
}

const backups = [
  { name: "2026-11-24_001_daily.sqlite3", day: "2026-11-24", reason: "daily", kilobytes: 7300, best: true },
  { name: "2026-11-20_002_import.sqlite3", day: "2026-11-20", reason: "import", kilobytes: 7100, best: false },
];

/** A window without a shell: its own small catalogue, records in memory. For development and tests. */
export function fakePort({ firstStart = true, planningMs = 300, failure = null, arrived = [], lookOnly = null }: FakeOptions = {}): Port {
  let past: Kept[] = [];
  let future: Kept[] = [];
  let learner: Kept = sample;
  let shown: PlanView | null = null;
  let sessions: SessionsView = { open: null, past: [] };
  let first = firstStart;
  const privacy = fakePrivacy(refuse);
  const cancelled = new Set<string>();

  const view = () => ({ ...learner, can_undo: past.length > 0, can_redo: future.length > 0 });
  const change = (next: Partial<Kept>) => {
    past = [...past, learner];
    future = [];
    learner = { ...learner, ...next };
    return Promise.resolve(view());
  };
  const open = (next: LearnerView) => {
    past = [];
    future = [];
    learner = next;
    return Promise.resolve(view());
  };
  const held = () => new Set(learner.held.map((one) => one.award));

  function page(id: string): AwardPage {
    const award = find(id);
    if (!award) return refuse({ code: "unknown-award", message: `No pack has the award ${id}.`, place: id, remedy: "Import the pack that describes it." });
    const { row } = award;
    return {
      row: { ...row, held: held().has(id) }, description: award.description, url: "https://catalogue.example.org/award", issuer_url: "https://catalogue.example.org",
      facts: {
        credits: fact(row.credits.length > 0 ? row.credits : null, "stated", "credit"), cost: row.cost, cost_basis: row.cost.value ? "verified track" : null, per_month: false, hours: row.hours,
        weeks: fact(award.weeks, "stated", "length"), level: fact(row.level ? `EQF ${row.level}` : null, "derived", "level"), delivery: fact("online, self-paced", "stated", "delivery", "2022-10"),
        starts: fact<string[]>(null), validity_months: fact<number>(null), language: fact("en", "stated", "language"), status: fact(row.status, "stated", "status"),
      },
      skills: award.skills, requires: award.requires, recommends: null,
      recognised_by: recognitions.filter((one) => one.from?.form === "award" && one.from.award === id),
      granted_by: recognitions.filter((one) => one.grants === id),
      opens: awards.filter((other) => JSON.stringify(other.requires).includes(`"${id}"`)).map((other) => other.row),
      part_of: [], sources: [{ url: "https://catalogue.example.org/award", as_of: "2026-08" }],
    };
  }

  const now = () => shown ?? refuse({ code: "no-plan", message: "These routes are no longer the ones that are shown.", place: null, remedy: "Plan again." });
  /** Works for a while, in four parts. */
  async function worked<T>(on: (event: WorkEvent) => void, answer: () => T): Promise<T> {
    for (const done of [1, 2, 3, 4]) {
      await wait(planningMs / 4);
      on({ done, of: 4 });
    }
    return answer();
  }

  return {
    start: async () => {
      await Promise.resolve();
      privacy.guard();
      return Promise.resolve({
        catalogue: { packs: 2, awards: awards.length, recognitions: recognitions.length, organizations: 3, newest: "2026-08", version: "1" },
        learner: view(), learners: [{ id: sample.id, name: sample.name, held: sample.held.length }], first_start: first, look_only: lookOnly, today: TODAY, facets: search(everyAward, held()).facets,
      });
    },
    chooseRole: () => {
      first = false;
      return open(sample);
    },
    search: (query) => Promise.resolve(search(query, held())),
    award: (id) => Promise.resolve().then(() => page(id)),
    transfers: (award) => Promise.resolve(transfers(award)),
    learners: () => Promise.resolve([{ id: learner.id, name: learner.name, held: learner.held.length }]),
    openLearner: () => open(sample),
    newLearner: (name) => open(blank("new", name)),
    removeLearner: () => open(sample),
    hold: (award, earned, grade, expires) =>
      change({ held: [...learner.held.filter((one) => one.award !== award), heldView(award, earned, grade, expires)] }),
    dropHeld: (award) => change({ held: learner.held.filter((one) => one.award !== award) }),
    answerGate: (gate, state) => change({ gates: learner.gates.map((one) => (one.id === gate ? { ...one, state } : one)) }),
    setPreferences: (edit) =>
      change({ preferences: { ...learner.preferences, ...edit, budget: edit.budget ? { minor: Number(edit.budget) * 100, exponent: 2, currency: edit.currency ?? "USD" } : null } }),
    exclude: (kind, id, excluded) => {
      const key = kind === "award" ? "exclude_awards" : "exclude_organizations";
      const others = learner.preferences[key].filter((one) => one.id !== id);
      return change({ preferences: { ...learner.preferences, [key]: excluded ? [...others, { id, title: find(id)?.row.title ?? awards.find((one) => one.row.issuer === id)?.row.issuer_name ?? id }] : others } });
    },
    undo: () => {
      const before = past.at(-1);
      if (before) {
        future = [learner, ...future];
        past = past.slice(0, -1);
        learner = before;
      }
      return Promise.resolve(view());
    },
    redo: () => {
      const [next, ...rest] = future;
      if (next) {
        past = [...past, learner];
        future = rest;
        learner = next;
      }
      return Promise.resolve(view());
    },
    planRoutes: async (ask, on) => {
      const answer = planFor(ask, learner);
      for (const [index, objective] of ask.objectives.entries()) {
        on({ objective, phase: "searching", best: index === 0 ? null : "7,426 USD", bound: null, found: null, so_far: null, elapsed_ms: (index * planningMs) / ask.objectives.length });
        await wait(planningMs / ask.objectives.length);
        if (cancelled.has(ask.request)) refuse({ code: "cancelled", message: "Planning was stopped.", place: null, remedy: null });
        const route = answer.routes.find((one) => one.by === objective);
        if (route) on({ objective, phase: "found", best: null, bound: null, found: choice.totals(route), so_far: { ...answer, routes: [route], no_regret: [] }, elapsed_ms: (index * planningMs) / ask.objectives.length });
      }
      shown = answer;
      return answer;
    },
    explainRoute: (ask, on) => worked(on, () => choice.routeChoices(now(), ask.route)),
    gateRefusals: (ask, on) => worked(on, () => choice.gateRefusals(now(), ask.route)),
    routeRisks: (ask, on) => worked(on, () => choice.routeRisks(now(), ask.route)),
    routeSavings: (ask, on) => worked(on, () => choice.routeSavings(now(), ask.route)),
    instead: (ask, award, chosen, on) => worked(on, () => choice.instead(now(), ask.route, award, chosen)),
    targetOpenings: (_ask, on) => worked(on, () => choice.openings(now())),
    rankedUnlocks: () => Promise.resolve(choice.unlocks()),
    whatRemains: async () => {
      await wait(planningMs);
      return choice.whatRemains();
    },
    applyChange: (kept) => change(choice.changed(learner, kept)),
    agreedPlan: () => Promise.resolve(standing(learner)),
    adoptRoute: (_target, steps) => change({ agreed: shown ? adopted(shown, steps) : undefined }),
    markStep: (mark) => change(marked(learner, mark)),
    giveUpPlan: () => change({ agreed: undefined }),
    planRepairs: async () => {
      await wait(planningMs);
      return { best: repair, smallest: { ...repair, difference: smallDifference }, same: false };
    },
    adoptRepair: () => change({ agreed: learner.agreed && { ...learner.agreed, steps: learner.agreed.steps.map((one) => ({ ...one, grade: null })) } }),
    planVersions: () => Promise.resolve(versions(learner)),
    compareVersions: () => Promise.resolve(smallDifference),
    restoreVersion: () => change({}),
    cancel: (request) => {
      cancelled.add(request);
      return Promise.resolve();
    },
    writeReport: () => Promise.resolve(),
    previewMerge: (path) =>
      Promise.resolve({
        path, learner: learner.name, known: true, taken: ["gates/nfu:admission"],
        conflicts: [{ field: "preferences/budget", ours: "9000", theirs: "7000" }],
      }),
    applyMerge: () => change({}),
    grantException: (edit) => change({ exceptions: [...learner.exceptions, entered(edit, learner.exceptions.length)] }),
    removeException: (at) => change({ exceptions: learner.exceptions.filter((one) => one.at !== at).map((one, place) => ({ ...one, at: place })) }),
    saveAttachment: () => Promise.resolve(),
    sessions: () => Promise.resolve(sessions),
    startSession: (advisor) => {
      const written = { talked: "", questions: "", next_step: "", next_date: null };
      sessions = { ...sessions, open: { id: "1", advisor, started: `${TODAY}T12:00:00Z`, ended: null, written, sentences: [], what_if: false } };
      return Promise.resolve(sessions);
    },
    noteSession: (written) => {
      if (sessions.open) sessions = { ...sessions, open: { ...sessions.open, written } };
      return Promise.resolve();
    },
    tryOutSession: (what) => {
      if (sessions.open) sessions = { ...sessions, open: { ...sessions.open, what_if: what === "begin" } };
      return Promise.resolve(view());
    },
    endSession: () => {
      const past = sessions.open ? [{ ...sessions.open, ended: `${TODAY}T13:00:00Z` }, ...sessions.past] : sessions.past;
      sessions = { open: null, past };
      return Promise.resolve(sessions);
    },
    triage: (ask) => Promise.resolve(triageOf(learner, ask.words, ask.only)),
    recheckLearners: (_request, on) => {
      on({ done: 3, of: 3 });
      return Promise.resolve({ looked: 3, broken: 1, drifted: 1 });
    },
    tagLearner: () => Promise.resolve(),
    archiveLearner: () => Promise.resolve(),
    eraseLearner: (id) => Promise.resolve({ learner: id, at: "2026-11-24T12:00:00Z", backups: 2, left: [], removed: [{ what: "learner-edit", rows: 3 }, { what: "learner", rows: 1 }] }),
    previewRoster: (path) => Promise.resolve(rosterPreview(path)),
    importRoster: () => Promise.resolve(view()),
    importCredentials: async () => {
      await wait(planningMs);
      return credentialFiles;
    },
    acceptCredential: (_claim, award) => change({ held: [...learner.held.filter((one) => one.award !== award), heldView(award, "2026-05-01", null, null)] }),
    grantCredential: () => change({}),
    leaveCredential: () => Promise.resolve(),
    privateAward: () => change({}),
    trustDocuments: () => Promise.resolve(trustRows),
    addTrust: () => Promise.resolve(trustRows),
    removeTrust: (id) => Promise.resolve(trustRows.filter((one) => one.id !== id)),
    ...privacy.port,
    backups: () => Promise.resolve(backups),
    backUp: () => Promise.resolve(backups),
    restoreBackup: () => Promise.resolve("/home/you/.local/share/cairn/kept-1.sqlite3"),
    diagnostics: () => Promise.resolve("Cairn 0.1.0"),
    failureReport: () => Promise.resolve(failure),
    putFailuresAway: () => {
      failure = null;
      return Promise.resolve();
    },
    licences: () => Promise.resolve([{ name: "svelte", version: "5.57.3", licence: "MIT" }]),
    arrivedFiles: () => Promise.resolve(arrived.splice(0)),
    onArrival: () => Promise.resolve(() => {}),
    ...packs(() => wait(planningMs)),
    importLearner: () => open(sample),
    exportLearner: () => Promise.resolve(),
    openSource: () => Promise.resolve(),
    savePicture: () => Promise.resolve(),
    writeMail: () => Promise.resolve(),
    chooseFile: () => Promise.resolve("/home/you/harbour.json"),
    chooseFiles: () => Promise.resolve(["/home/you/badge.png"]),
    chooseFolder: () => Promise.resolve("/home/you/registry"),
    onDrop: () => Promise.resolve(() => {}),
    choosePlace: (_title, _name, ending = "json") => Promise.resolve(`/home/you/record.${ending}`),
  };
}

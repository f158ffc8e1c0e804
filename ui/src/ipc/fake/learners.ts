import type { ExceptionEdit, ExceptionView, LearnerView, RosterPreview, TriageOnly, TriageRow, TriageView } from "$/ipc/types";
import { find } from "./catalogue";

const title = (id: string) => find(id)?.row.title ?? id;

function fits({ known, stale }: TriageRow, only: TriageOnly | null): boolean {
  if (only === "broken") return (known?.broken ?? 0) > 0;
  if (only === "conditions") return (known?.conditions ?? 0) > 0;
  if (only === "touched") return stale && known !== null;
  return only === null || !known?.target;
}

/** The list of learners of the fake: the open one, and two who have come further. */
export function triageOf(learner: LearnerView, words: string, only: TriageOnly | null): TriageView {
  const rows: TriageView["rows"] = [
    {
      id: learner.id, name: learner.name, tags: ["sample"], changed: "2026-11-24", stale: true, known: null,
    },
    {
      id: "2", name: "Ines Marques", tags: ["spring"], changed: "2026-11-20", stale: false,
      known: {
        held: 5, target: "MS in Data Analytics", finish: "2028-10-23", completed: 2, steps: 9, due: "2026-12-01", due_text: "Start Optimisation and Operations.", conditions: 1, broken: 1, drifted: 2,
        text: "Statistical Modelling and Regression was completed with 60; the plan needs 70 or better.",
      },
    },
    {
      id: "3", name: "Tom Okafor", tags: [], changed: "2026-11-02", stale: false,
      known: { held: 3, target: "MSc in Data and Society", finish: "2027-09-06", completed: 1, steps: 4, due: "2027-01-11", due_text: "Start Thesis.", conditions: 0, broken: 0, drifted: 0, text: null },
    },
  ];
  const found = rows.filter((row) => row.name.toLowerCase().includes(words.toLowerCase()) && fits(row, only));
  return { total: found.length, rows: found, stale: 1, tags: ["sample", "spring"] };
}

export function entered(edit: ExceptionEdit, at: number): ExceptionView {
  return {
    at, kind: edit.kind, award: edit.award, title: title(edit.award), with: edit.with && title(edit.with), within: edit.within && title(edit.within), counts: edit.counts,
    reason: edit.reason, authority: edit.authority, date: edit.date, until: edit.until, in_force: edit.until === null || edit.until >= "2026-11-24",
    attachment: edit.attachment === null ? null : { id: "1", name: edit.attachment }, relied_upon: false,
  };
}

export const rosterPreview = (path: string): RosterPreview => ({
  path, headers: ["Student", "Course", "Earned"], people: 2, findings: [],
  columns: ["name", "award", "earned", "grade", "start", "hours-per-week", "currency", "tag"].map((field, at) => ({ field, column: at < 3 ? at : null })),
  first: [{ name: "Ada", held: ["Statistical Modelling and Regression"], tags: [] }, { name: "Bo", held: [], tags: [] }],
});

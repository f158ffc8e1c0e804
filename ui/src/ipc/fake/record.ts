import type { GateQuestion, HeldView, LearnerView, PreferencesView } from "$/ipc/types";
import { find } from "./catalogue";

const gates: GateQuestion[] = [
  { id: "nfu:admission", kind: "admission", label: "Admission to the MS in Data Analytics", state: "unknown", asked_by: ["MS in Data Analytics"] },
  { id: "hcu:degree", kind: "prior-degree", label: "A bachelor's degree of at least second class", state: "met", asked_by: ["MSc in Data and Society"] },
  { id: "hcu:english", kind: "language", label: "English at level C1", state: "unknown", asked_by: ["MSc in Data and Society"] },
];

const preferences: PreferencesView = {
  start: "2027-01-04", hours_per_week: "10", currency: "USD", budget: null, deadline: null, rates: [{ currency: "EUR", rate: "1.08" }], exclude_awards: [], exclude_organizations: [],
};

/** A held award with what the catalogue says of it. */
export function heldView(award: string, earned: string, grade: string | null, expires: string | null): HeldView {
  const row = find(award)?.row;
  const expired = expires !== null && expires < "2026-11-24";
  return {
    award, title: row?.title ?? award, kind: row?.kind ?? null, issuer_name: row?.issuer_name ?? null, earned, grade, expires,
    state: row ? (expired ? "expired" : "valid") : "unknown-award",
  };
}

/** The sample learner to play with. */
export const sample: LearnerView = {
  id: "sample", name: "Sample learner", sample: true,
  held: [heldView("oc:da1", "2025-06-01", "88", null), heldView("oc:da2", "2025-12-14", null, null), heldView("oc:viz", "2024-03-02", "91", null), heldView("zz:first-aid", "2022-05-20", null, "2025-05-20")],
  gates, preferences, exceptions: [], can_undo: false, can_redo: false, problems: [],
};

/** A record with nothing in it. */
export const blank = (id: string, name: string): LearnerView => ({ ...sample, id, name, sample: false, held: [], gates, preferences });

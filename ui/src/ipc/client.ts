import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { toFault } from "./fault";
import type { Port } from "./port";
import type { ImportEvent, PlanEvent, RecheckEvent, WorkEvent } from "./types";

/** Calls a command of the shell; whatever goes wrong is thrown as a `Fault`. */
async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a fault is plain data, as it came over the wire
    throw toFault(thrown);
  }
}

/** Calls a command that tells how far it is. */
function work<T>(command: string, args: Record<string, unknown>, on: (event: WorkEvent) => void): Promise<T> {
  const channel = new Channel<WorkEvent>();
  channel.onmessage = on;
  return call(command, { ...args, on: channel });
}

const files = (title: string, extensions: string[] | null) => (extensions ? { filters: [{ name: title, extensions }] } : {});

/** The real shell. */
export const shellPort: Port = {
  start: () => call("start"),
  chooseRole: (role) => call("choose_role", { role }),
  search: (query) => call("search", { query }),
  award: (id) => call("award", { id }),
  transfers: (award) => call("transfers", { award }),

  learners: () => call("learners"),
  openLearner: (id) => call("open_learner", { id }),
  newLearner: (name) => call("new_learner", { name }),
  removeLearner: (id) => call("remove_learner", { id }),

  hold: (award, earned, grade, expires) => call("hold", { award, earned, grade, expires }),
  dropHeld: (award) => call("drop_held", { award }),
  answerGate: (gate, state) => call("answer_gate", { gate, state }),
  setPreferences: (edit) => call("set_preferences", { edit }),
  exclude: (kind, id, excluded) => call("exclude", { kind, id, excluded }),
  undo: () => call("undo"),
  redo: () => call("redo"),

  planRoutes: (ask, on) => {
    const channel = new Channel<PlanEvent>();
    channel.onmessage = on;
    return call("plan_routes", { ask, on: channel });
  },
  cancel: (request) => call("cancel", { request }),

  explainRoute: (ask, on) => work("explain_route", { ask }, on),
  gateRefusals: (ask, on) => work("gate_refusals", { ask }, on),
  routeRisks: (ask, on) => work("route_risks", { ask }, on),
  routeSavings: (ask, on) => work("route_savings", { ask }, on),
  instead: (ask, award, chosen, on) => work("instead", { ask, award, chosen }, on),
  targetOpenings: (ask, on) => work("target_openings", { ask }, on),
  rankedUnlocks: (request, strict) => call("ranked_unlocks", { request, strict }),
  whatRemains: (request, target, strict, timeLimitMs) => call("what_remains", { request, target, strict, timeLimitMs }),
  applyChange: (change) => call("apply_change", { change }),

  agreedPlan: () => call("agreed_plan"),
  adoptRoute: (target, steps, by) => call("adopt_route", { target, steps, by }),
  markStep: (mark) => call("mark_step", { mark }),
  giveUpPlan: () => call("give_up_plan"),
  planRepairs: (request, on) => {
    const channel = new Channel<PlanEvent>();
    channel.onmessage = on;
    return call("plan_repairs", { request, on: channel });
  },
  adoptRepair: (which) => call("adopt_repair", { which }),
  planVersions: () => call("plan_versions"),
  compareVersions: (before, after) => call("compare_versions", { before, after }),
  restoreVersion: (id) => call("restore_version", { id }),

  writeReport: (ask) => call("write_report", { ask }),
  previewMerge: (path) => call("preview_merge", { path }),
  applyMerge: (path, decisions) => call("apply_merge", { path, decisions }),
  grantException: (edit) => call("grant_exception", { edit }),
  removeException: (at) => call("remove_exception", { at }),
  saveAttachment: (id, path) => call("save_attachment", { id, path }),

  sessions: () => call("sessions"),
  startSession: (advisor) => call("start_session", { advisor }),
  noteSession: (written) => call("note_session", { written }),
  tryOutSession: (what) => call("try_out_session", { what }),
  endSession: () => call("end_session"),

  triage: (ask) => call("triage", { ask }),
  recheckLearners: (request, on) => {
    const channel = new Channel<RecheckEvent>();
    channel.onmessage = on;
    return call("recheck_learners", { request, on: channel });
  },
  tagLearner: (id, tags) => call("tag_learner", { id, tags }),
  archiveLearner: (id, archived) => call("archive_learner", { id, archived }),
  eraseLearner: (id) => call("erase_learner", { id }),
  previewRoster: (path, chosen) => call("preview_roster", { path, chosen }),
  importRoster: (path, chosen) => call("import_roster", { path, chosen }),

  importCredentials: (paths) => call("import_credentials", { paths }),
  acceptCredential: (claim, award) => call("accept_credential", { claim, award }),
  grantCredential: (claim, award, authority, reason) => call("grant_credential", { claim, award, authority, reason }),
  leaveCredential: (claim) => call("leave_credential", { claim }),
  privateAward: (claim) => call("private_award", { claim }),
  trustDocuments: () => call("trust_documents"),
  addTrust: (path, issuer) => call("add_trust", { path, issuer }),
  removeTrust: (id) => call("remove_trust", { id }),

  privacy: () => call("privacy"),
  unlock: (passphrase) => call("unlock", { passphrase }),
  lock: () => call("lock"),
  forget: () => {
    location.reload();
    return Promise.resolve();
  },
  changePassphrase: (current, next) => call("change_passphrase", { current, next }),
  nameMyself: (name) => call("name_myself", { name }),
  setIdleMinutes: (minutes) => call("set_idle_minutes", { minutes }),
  activity: () => call("activity"),
  saveActivity: (path) => call("save_activity", { path }),

  backups: () => call("backups"),
  backUp: () => call("back_up"),
  restoreBackup: (name) => call("restore_backup", { name }),

  diagnostics: () => call("diagnostics"),
  failureReport: () => call("failure_report"),
  putFailuresAway: () => call("put_failures_away"),
  licences: () => call("licences"),
  arrivedFiles: () => call("arrived_files"),
  onArrival: (hears) => listen("files-arrived", hears),

  cataloguePacks: () => call("catalogue_packs"),
  removedPacks: () => call("removed_packs"),
  removePack: (id) => call("remove_pack", { id }),
  restorePack: (id) => call("restore_pack", { id }),
  importCatalogues: (request, paths, on) => {
    const channel = new Channel<ImportEvent>();
    channel.onmessage = on;
    return call("import_catalogues", { request, paths, on: channel });
  },
  exportCatalogue: (path, form, target) => call("export_catalogue", { path, form, target }),
  importLearner: (path) => call("import_learner", { path }),
  exportLearner: (path, form) => call("export_learner", { path, form }),
  openSource: (url) => call("open_source", { url }),
  savePicture: (path, picture) => call("save_picture", { path, picture }),
  writeMail: (subject, body) => call("write_mail", { subject, body }),

  chooseFile: (title, endings = ["json"]) => open({ title, multiple: false, directory: false, ...files(title, endings) }),
  chooseFiles: (title) => open({ title, multiple: true, directory: false }),
  chooseFolder: (title) => open({ title, multiple: false, directory: true }),
  onDrop: ({ over, drop }) =>
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      over(payload.type === "enter" || payload.type === "over");
      if (payload.type === "drop") drop(payload.paths);
    }),
  choosePlace: (title, name, ending = name.split(".").at(-1) ?? "json") => save({ title, defaultPath: name, ...files(title, [ending]) }),
};

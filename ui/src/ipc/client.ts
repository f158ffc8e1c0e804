import { Channel, invoke } from "@tauri-apps/api/core";
import { open, save } from "@tauri-apps/plugin-dialog";
import { toFault } from "./fault";
import type { Port } from "./port";
import type { PlanEvent } from "./types";

/** Calls a command of the shell; whatever goes wrong is thrown as a `Fault`. */
async function call<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a fault is plain data, as it came over the wire
    throw toFault(thrown);
  }
}

const ending = (title: string, extension: string) => [{ name: title, extensions: [extension] }];

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

  cataloguePacks: () => call("catalogue_packs"),
  importPack: (path) => call("import_pack", { path }),
  importLearner: (path) => call("import_learner", { path }),
  exportLearner: (path) => call("export_learner", { path }),
  openSource: (url) => call("open_source", { url }),
  savePicture: (path, picture) => call("save_picture", { path, picture }),
  writeMail: (subject, body) => call("write_mail", { subject, body }),

  chooseFile: (title) => open({ title, multiple: false, directory: false, filters: ending(title, "json") }),
  choosePlace: (title, name, extension = "json") => save({ title, defaultPath: name, filters: ending(title, extension) }),
};

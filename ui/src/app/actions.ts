import type { IconName } from "$/components/shared/icons";
import { messages } from "$/messages";
import { places } from "$/state/places";
import type { Session } from "$/state/session.svelte";
import type { Shelves } from "$/state/shelves.svelte";
import { rooms } from "./places";
import { keysOf, type Wish } from "./shortcuts";

/** Something that can be done from everywhere. */
export interface Action {
  id: string;
  label: string;
  icon: IconName;
  keys: readonly string[];
  run: () => void;
}

/** Every action of the window, in the language in use. */
export function actions(window: Session, shelves: Shelves, wish: (wish: Wish) => void): Action[] {
  const m = messages.frame.actions;
  const byWish = (id: Wish, label: string, icon: IconName): Action => ({ id, label, icon, keys: keysOf(id), run: () => wish(id) });
  const plain = (id: string, label: string, icon: IconName, run: () => void): Action => ({ id, label, icon, keys: [], run });
  return [
    ...places.map((place) => byWish(place, messages.frame.commands.goTo(messages.rail[place]), rooms[place].icon)),
    plain("first-route", m.firstRoute, "flag", () => shelves.open("guide")),
    plain("glossary", messages.glossary.show, "info", () => shelves.open("glossary")),
    plain("licences", messages.diagnosis.licences, "info", () => shelves.open("licences")),
    plain("diagnostics", messages.diagnosis.copy, "info", () => void window.copyDiagnostics()),
    byWish("undo", m.undo, "undo"),
    byWish("redo", m.redo, "redo"),
    byWish("back", m.back, "left"),
    byWish("forward", m.forward, "right"),
    byWish("find", m.find, "search"),
    byWish("keys", m.keys, "info"),
    ...(window.privacy?.encrypted ? [plain("lock", messages.privacy.lock, "block", () => void window.lock())] : []),
    plain("light", m.light, "theme", () => window.theme.choose("light")),
    plain("dark", m.dark, "theme", () => window.theme.choose("dark")),
    plain("system", m.system, "theme", () => window.theme.choose("system")),
    byWish("larger", m.larger, "plus"),
    byWish("smaller", m.smaller, "minus"),
    byWish("usual", m.usual, "fit"),
  ];
}

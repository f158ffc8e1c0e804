import { places, type Place } from "$/state/places";

export type Wish = Place | "undo" | "redo" | "find" | "back" | "forward" | "commands" | "keys" | "larger" | "smaller" | "usual";

const mac = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);
const command = mac ? "⌘" : "Ctrl";

const written: Record<Exclude<Wish, Place>, readonly string[]> = {
  commands: [command, "K"],
  keys: ["?"],
  find: ["/"],
  undo: [command, "Z"],
  redo: [command, "⇧", "Z"],
  back: ["Alt", "←"],
  forward: ["Alt", "→"],
  larger: [command, "+"],
  smaller: [command, "−"],
  usual: [command, "0"],
};

/** The keys of a wish, as they are written on keyboards. */
export function keysOf(wish: Wish): readonly string[] {
  const number = places.indexOf(wish as Place) + 1;
  return number > 0 ? [String(number)] : written[wish as Exclude<Wish, Place>];
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** A field that takes text undoes its own typing first. */
function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button"].includes(target.type) && target.value !== "";
}

function withCommand(key: string, event: KeyboardEvent): Wish | null {
  if (key === "k") return "commands";
  if (key === "+" || key === "=") return "larger";
  if (key === "-") return "smaller";
  if (key === "0") return "usual";
  if (key === "z") return takesText(event.target) ? null : event.shiftKey ? "redo" : "undo";
  if (key === "y") return takesText(event.target) ? null : "redo";
  return null;
}

/** What a key asks of the window; `null` when it belongs to what is focused. */
export function shortcut(event: KeyboardEvent): Wish | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return withCommand(key, event);
  if (event.altKey && key === "arrowleft") return "back";
  if (event.altKey && key === "arrowright") return "forward";
  if (event.altKey || isWriting(event.target)) return null;
  if (key === "/") return "find";
  if (key === "?") return "keys";
  return places[Number(key) - 1] ?? null;
}

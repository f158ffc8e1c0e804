import { places, type Place } from "$/state/navigation.svelte";

export type Wish = Place | "undo" | "redo" | "find" | "back" | "forward";

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** A field that takes text undoes its own typing first. */
function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !["radio", "checkbox", "button"].includes(target.type) && target.value !== "";
}

/** What a key asks of the window; `null` when it belongs to what is focused. */
export function shortcut(event: KeyboardEvent): Wish | null {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "z") return takesText(event.target) ? null : event.shiftKey ? "redo" : "undo";
  if (command && key === "y") return takesText(event.target) ? null : "redo";
  if (event.altKey && key === "arrowleft") return "back";
  if (event.altKey && key === "arrowright") return "forward";
  if (command || event.altKey || isWriting(event.target)) return null;
  if (key === "/") return "find";
  const place = places[Number(key) - 1];
  return place ?? null;
}

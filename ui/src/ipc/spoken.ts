import { said } from "$/messages";
import type { Port } from "./port";

/** The keys of the wire under which the engine says something to people. What a pack says stays in the pack's language. */
const SAID = new Set([
  "message", "remedy", "change", "note", "notes", "why", "as", "bound", "best", "subtitle", "sentences", "text", "due_text", "from_text", "label", "exceptions", "changes",
  "delivery",
]);

function inWords(value: unknown, isSaid: boolean): unknown {
  if (typeof value === "string") return isSaid ? said(value) : value;
  if (Array.isArray(value)) return value.map((one) => inWords(one, isSaid));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, inWords(held, SAID.has(key) || (isSaid && key === "value"))]));
}

/** A shell whose sentences come in the language of the window; in English they are as they came. */
export function spokenBy(port: Port): Port {
  const speaking = (call: (...given: unknown[]) => Promise<unknown>) => async (...given: unknown[]) => {
    const heard = given.map((one) => (typeof one === "function" ? (event: unknown) => one(inWords(event, false)) : one));
    try {
      return inWords(await call(...heard), false);
    } catch (thrown) {
      throw thrown instanceof Error ? thrown : inWords(thrown, false);
    }
  };
  const calls = Object.entries(port).map(([name, call]) => [name, speaking(call as (...given: unknown[]) => Promise<unknown>)]);
  return Object.fromEntries(calls) as Port;
}

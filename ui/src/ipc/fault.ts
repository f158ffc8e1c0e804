import { messages } from "$/messages";
import type { Fault } from "./types";

function isFault(thrown: unknown): thrown is Fault {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown;
}

/** What a call rejected with, as a `Fault`; anything else becomes one that says so. */
export function toFault(thrown: unknown): Fault {
  if (isFault(thrown)) return thrown;
  console.error(thrown);
  return {
    code: "window",
    message: messages.fault.unexpected,
    place: thrown instanceof Error ? thrown.message : null,
    remedy: messages.fault.unexpectedRemedy,
    findings: [],
  };
}

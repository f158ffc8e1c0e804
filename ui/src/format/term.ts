import { messages } from "$/messages";

/** The word of a closed list of the contract, as people read it; an unknown one is shown readably. */
function term(list: Record<string, string>, name: string): string {
  return list[name] ?? name.replaceAll("-", " ");
}

/** The name of a kind of award. */
export const kind = (name: string) => term(messages.kinds, name);

/** The name of a cause why there is no route. */
export const cause = (name: string) => term(messages.causes, name);

/** The name of a kind of gate. */
export const gateKind = (name: string) => term(messages.gateKinds, name);

/** Whether an award is open, retired or planned. */
export const status = (name: string) => term(messages.statuses, name);

/** Self-paced, or on fixed dates. */
export const pacing = (name: string) => term(messages.pacings, name);

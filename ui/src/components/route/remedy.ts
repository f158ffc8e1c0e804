import type { Blocker } from "$/ipc/types";
import { messages } from "$/messages";
import type { Planning } from "$/state/planning.svelte";
import type { Session } from "$/state/session.svelte";
import { asEdit } from "$/state/trial.svelte";

/** A change that the window can make itself. */
export interface Remedy {
  label: string;
  apply: () => Promise<unknown>;
}

const elsewhere = ["weekly-hours", "no-start"];

/** The change that takes a cause away; `null` where only the world can change. What is only tried out is taken back there. */
export function remedy(blocker: Blocker, window: Session, planning: Planning): Remedy | null {
  const m = messages.routes.changeIt;
  const { cause, id } = blocker;
  const tries = (change: () => void) => async () => {
    change();
    planning.retry();
  };
  if (cause === "unmet-gate") {
    if (planning.trial.answers[id] === "unmet") return { label: m.gate, apply: tries(() => planning.trial.answer(id, "unknown")) };
    if (!window.learner?.gates.some((gate) => gate.id === id && gate.state === "unmet")) return loosening(planning);
    return { label: m.gate, apply: () => window.edit(() => window.port.answerGate(id, "unknown"), m.gate) };
  }
  if (cause === "budget" || cause === "deadline") return limit(cause, window, planning, tries);
  if (cause === "exclusion") {
    const award = window.learner?.preferences.exclude_awards.some((one) => one.id === id) ?? false;
    const allow = () => window.port.exclude(award ? "award" : "organization", id, false);
    return { label: m.exclusion, apply: () => window.edit(allow, messages.toast.included(blocker.title ?? id)) };
  }
  if (elsewhere.includes(cause)) return { label: m.preferences, apply: async () => window.navigation.go("mine") };
  return loosening(planning);
}

function limit(cause: "budget" | "deadline", window: Session, planning: Planning, tries: (change: () => void) => () => Promise<void>): Remedy {
  const label = messages.routes.changeIt[cause];
  const preferences = window.learner?.preferences;
  const own = preferences && asEdit(preferences);
  if (!own || planning.trial.preferences?.[cause] !== own[cause]) return { label, apply: tries(() => planning.trial.set({ [cause]: null })) };
  return { label, apply: () => window.edit(() => window.port.setPreferences({ ...own, [cause]: null }), label) };
}

function loosening(planning: Planning): Remedy | null {
  if (!planning.strict && !planning.withoutEstimates) return null;
  return {
    label: messages.routes.changeIt.loosen,
    apply: async () => {
      planning.strict = false;
      planning.withoutEstimates = false;
    },
  };
}

import type { Port } from "../port";
import type { ActivityRow, Fault } from "../types";

type Privacy = Pick<Port, "privacy" | "unlock" | "lock" | "forget" | "changePassphrase" | "setIdleMinutes" | "nameMyself" | "activity" | "saveActivity">;

/** A passphrase in memory: enough to lock and unlock the window. */
export function fakePrivacy(refuse: (fault: Fault) => never) {
  let passphrase: string | null = null;
  let locked = false;
  let minutes = 10;
  let me = "";
  let log: ActivityRow[] = [];
  const wrong = (): never =>
    refuse({ code: "wrong-passphrase", message: "This is not the passphrase of the store.", place: null, remedy: "Type it again.", findings: [] });
  const view = () => ({ encrypted: passphrase !== null, idle_minutes: minutes, me, account: "you" });
  const note = (action: string) => {
    log = [{ number: String(log.length + 1), at: "2026-11-24T12:00:00Z", who: me === "" ? "you" : `${me} (you)`, action, learner: null }, ...log];
  };
  const port: Privacy = {
    privacy: () => Promise.resolve(view()),
    unlock: async (typed) => {
      await Promise.resolve();
      if (typed !== passphrase) wrong();
      locked = false;
    },
    lock: () => {
      locked = passphrase !== null;
      return Promise.resolve();
    },
    forget: () => Promise.resolve(),
    changePassphrase: async (current, next) => {
      await Promise.resolve();
      if (passphrase !== null && current !== passphrase) wrong();
      note(next === null ? "passphrase-removed" : passphrase === null ? "passphrase-set" : "passphrase-changed");
      passphrase = next;
      return { privacy: view(), followed: 2, left: [] };
    },
    setIdleMinutes: (chosen) => {
      minutes = chosen;
      return Promise.resolve(view());
    },
    nameMyself: (name) => {
      me = name.trim();
      return Promise.resolve(view());
    },
    activity: () => Promise.resolve({ rows: log, broken: null }),
    saveActivity: () => Promise.resolve(),
  };
  /** What every call of a locked store answers. */
  const guard = () => {
    if (locked) refuse({ code: "store-locked", message: "The store is encrypted.", place: null, remedy: "Type the passphrase.", findings: [] });
  };
  return { port, guard };
}

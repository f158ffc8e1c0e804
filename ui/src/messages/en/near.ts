import { count } from "./plural";

/** What would open a closed target. */
export const opening = {
  title: "What would open it",
  then: (cost: string, when: string, hours: string) => `Then ${cost}, until ${when}, ${hours} of study`,
  apply: "Change it",
  tryIt: "Try it",
  seek: "Look for changes",
  loosen: "Plan with estimates and open conditions",
  loosenSays: "You asked for routes that rest on nothing undecided or estimated.",
  none: "No single change of your record opens it: somebody else would have to change something.",
};

/** Qualifications that what is held brings near. */
export const near = {
  title: "Near to what you hold",
  open: "What is near?",
  lead: "What remains at the very least, whatever the route. “Exactly” works it out.",
  by: "Sorted by",
  columns: { award: "Qualification", cost: "Cost", hours: "Study", steps: "Steps" },
  ranking: "Ranking every qualification that what you hold leads to…",
  none: "Nothing in the catalogue rests on what you hold. Search for a target instead.",
  atLeast: (amount: string) => `≥ ${amount}`,
  exactly: "Exactly",
  stop: "Stop",
  until: (when: string) => `until ${when}`,
  atMost: (when: string) => `until ${when}, not proven`,
  closed: "closed as things stand",
  unknown: "not found in time",
  more: (n: number) => `Show more (${n})`,
  shut: (n: number) => `${count(n, "further qualification is", "further qualifications are")} closed as things stand.`,
};

/** Copies of all that is kept. */
export const backups = {
  title: "Backups",
  lead: "Cairn copies everything you keep once a day and before packs come in, checks each copy, and lets old ones go.",
  make: "Back up now",
  none: "There is no backup yet.",
  day: "Made on",
  reason: "Why",
  size: "Size",
  megabytes: (n: string) => `${n} MB`,
  best: "latest that is sound",
  restore: "Restore",
  restoreOf: (day: string) => `Restore the backup of ${day}`,
  kept: "Restored. What was there before is kept as",
  reasons: { daily: "Every day", import: "Before an import", upgrade: "Before an update", asked: "You asked for it" },
};

import { count } from "./plural";

/** The packs of the catalogue. */
export const catalogue = {
  title: "Catalogue",
  lead: "Packs are files of awards and agreements, each fact with its source. They are read from this computer only.",
  import: "Import a pack…",
  importTitle: "Choose a catalogue pack",
  importing: "Reading the pack…",
  columns: { pack: "Pack", version: "Version", awards: "Awards", recognitions: "Agreements", facts: "Facts read", origin: "Origin" },
  bundled: "With Cairn",
  imported: "Imported",
  between: (from: string, to: string) => `${from} to ${to}`,
  noDates: "no dates",
  changed: (title: string) => `${title} imported`,
  added: (n: number) => count(n, "added", "added"),
  altered: (n: number) => count(n, "changed", "changed"),
  removed: (n: number) => count(n, "removed", "removed"),
  whom: "See whose plans this touches",
  same: "Nothing differs from what you had.",
  refused: "The pack was refused. Your catalogue is as it was.",
  none: "Your catalogue is empty.",
  noneNext: "Import a pack to search and plan.",
};

import { country } from "$/format/locale";
import type { Port } from "../port";
import type { ImportView, PackRow, RemovedRow } from "../types";

/** What an import of several files comes to: one pack, one converted catalogue, one refused file, one that belongs elsewhere. */
const report: ImportView = {
  packs: [{ pack: "ctdl-harbour", title: "Harbour Registry", arrival: "new", added: 42, changed: 0, removed: 0, sentences: ["The pack is new, version 2026-11-24."] }],
  conversions: [
    {
      title: "Harbour Registry", awards: 36, recognitions: 4, organizations: 2,
      unmapped: [{ term: "ceterms:Course ceterms:keyword", count: 112 }, { term: "ceterms:Certificate ceterms:audienceType", count: 9 }],
      claims: [{ by: "Harbour College", from: ["Welding I"], toward: ["Applied Science"], reason: "Only the sending side says so." }],
      warnings: [{ severity: "warning", message: "The award hcu:thesis is in no pack.", place: "line 41, column 18", remedy: "Add the pack that has it, or correct the id." }],
    },
  ],
  warnings: [],
  refused: [
    {
      file: "/home/you/broken.json", reason: "It has errors.",
      findings: [
        { severity: "error", message: "The price has no currency.", place: "line 77, column 9 · /awards/6/cost", remedy: "Add “currency” with an ISO 4217 code." },
      ],
    },
  ],
  others: [{ file: "/home/you/badge.png", kind: "credential" }],
  touched: { total: 1, first: [{ id: "2", name: "Ines Marques" }] },
};

type Calls = Pick<Port, "cataloguePacks" | "removedPacks" | "removePack" | "restorePack" | "importCatalogues" | "exportCatalogue">;

/** Packs that go, come back and come in, in memory. */
export function packs(wait: () => Promise<unknown>): Calls {
  let rows: PackRow[] = [
    { id: "us-northfield", title: "Northfield analytics", version: "2026-11-22", awards: 15, recognitions: 1, newest: "2026-08", oldest: "2021-03", bundled: true },
    { id: "eu-harbour", title: `Harbour City, ${country("IE")}`, version: "2026-10-02", awards: 5, recognitions: 1, newest: "2026-08", oldest: "2022-01", bundled: false },
  ];
  let away: (RemovedRow & { row: PackRow })[] = [];
  return {
    cataloguePacks: () => Promise.resolve(rows),
    removedPacks: () => Promise.resolve(away),
    removePack: (id) => {
      const row = rows.find((one) => one.id === id);
      rows = rows.filter((one) => one.id !== id);
      if (row) away = [...away, { ...row, removed: "2026-11-24", row }];
      return Promise.resolve({ naming: ["Harbour City"], learners: 1 });
    },
    restorePack: (id) => {
      const back = away.find((one) => one.id === id);
      away = away.filter((one) => one.id !== id);
      if (back) rows = [...rows, back.row];
      return Promise.resolve();
    },
    importCatalogues: async (_request, _paths, on) => {
      on({ stage: "reading", percent: 40 });
      await wait();
      return report;
    },
    exportCatalogue: (_path, form) => Promise.resolve(form === "ctdl" ? [{ term: "validity_months", count: 3 }] : []),
  };
}

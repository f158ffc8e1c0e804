import type { AwardRow, FacetValue, SearchQuery, SearchResults, SortColumn } from "$/ipc/types";
import { awards } from "./catalogue";

const notQualifications = ["course", "module", "exam", "capstone", "component", "transfer-credit", "other"];

function matches(row: AwardRow, query: SearchQuery): boolean {
  const text = `${row.title} ${row.issuer_name} ${row.platform_name ?? ""}`.toLowerCase();
  const cost = row.cost.value;
  return (
    query.words.toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
    (query.kinds.length === 0 || query.kinds.includes(row.kind)) &&
    (query.issuers.length === 0 || query.issuers.includes(row.issuer)) &&
    (query.platforms.length === 0 || query.platforms.includes(row.platform_name ?? "")) &&
    (query.countries.length === 0 || query.countries.includes(row.country ?? "")) &&
    (query.levels.length === 0 || query.levels.includes(row.level_eqf ?? "")) &&
    (query.max_cost_minor === null || (cost !== null && cost.minor <= query.max_cost_minor)) &&
    (query.status === null || row.status === query.status) &&
    (!query.qualifications_only || !notQualifications.includes(row.kind))
  );
}

function facet(rows: AwardRow[], value: (row: AwardRow) => string | null, label: (row: AwardRow) => string): FacetValue[] {
  const counts = new Map<string, FacetValue>();
  for (const row of rows) {
    const key = value(row);
    if (key === null) continue;
    const known = counts.get(key) ?? { value: key, label: label(row), count: 0 };
    counts.set(key, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

const values: Record<SortColumn, (row: AwardRow) => string | number | null> = {
  title: (row) => row.title,
  kind: (row) => row.kind,
  level: (row) => (row.level_eqf === null ? null : Number(row.level_eqf)),
  credits: (row) => (row.credits[0] ? Number(row.credits[0].value) * (row.credits[0].unit === "ects" ? 1 : 2) : null),
  cost: (row) => row.cost.value?.minor ?? null,
  hours: (row) => (row.hours.value === null ? null : Number(row.hours.value)),
  recognised: (row) => row.recognised_by,
};

function inOrder(rows: AwardRow[], { sort, descending }: SearchQuery): AwardRow[] {
  if (!sort) return rows;
  return [...rows].sort((one, other) => {
    const [a, b] = [values[sort](one), values[sort](other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const way = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
    return descending ? -way : way;
  });
}

/** Searches the fake catalogue as the shell searches the real one. */
export function search(query: SearchQuery, held: Set<string>): SearchResults {
  const rows = awards.map(({ row }) => ({ ...row, held: held.has(row.id) })).filter((row) => matches(row, query));
  return {
    total: rows.length,
    rows: inOrder(rows, query).slice(query.offset, query.offset + query.limit),
    facets: {
      kinds: facet(rows, (row) => row.kind, (row) => row.kind),
      issuers: facet(rows, (row) => row.issuer, (row) => row.issuer_name),
      platforms: facet(rows, (row) => row.platform_name, (row) => row.platform_name ?? ""),
      countries: facet(rows, (row) => row.country, (row) => row.country ?? ""),
      levels: facet(rows, (row) => row.level_eqf, (row) => row.level_eqf ?? ""),
      pacing: [{ value: "self-paced", label: "self-paced", count: rows.length }],
      status: facet(rows, (row) => row.status, (row) => row.status),
    },
  };
}

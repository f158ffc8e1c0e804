import type { AwardRow, Certainty, Credit, Fact, Money, RecognitionRow, RequirementView, SourceRef } from "$/ipc/types";

/** The fake's own small world: invented institutions, so that nobody takes it for advice. */
const read = "2026-08";
const page = (path: string, as_of: string | null = read): SourceRef => ({ url: `https://catalogue.example.org/${path}`, as_of });

export const fact = <T>(value: T | null, certainty: Certainty = "stated", path = "fees", as_of = read, note: string | null = null): Fact<T> => ({
  value,
  certainty: value === null ? "unknown" : certainty,
  sources: value === null || certainty === "estimated" ? [] : [page(path, as_of)],
  note,
});
export const usd = (units: number): Money => ({ minor: units * 100, exponent: 2, currency: "USD" });
export const semester = (value: string): Credit => ({ value, unit: "us-semester" });

export const PRICE_RULE = "Median price per credit of the same issuer, times the credits of this award.";
export const HOURS_RULE = "Credits times the official hours of their unit.";

export interface FakeAward {
  row: AwardRow;
  description: string;
  weeks: number | null;
  requires: RequirementView | null;
  skills: string[];
}

const rows: FakeAward[] = [];

export const leaf = (id: string, grade: string | null = null): RequirementView => {
  const row = rows.find((award) => award.row.id === id)?.row;
  return { form: "award", award: id, title: row?.title ?? id, kind: row?.kind ?? "other", min_grade: grade, held: false };
};

interface Draft {
  id: string;
  title: string;
  kind: string;
  by?: "nfu" | "hcu" | "ris";
  platform?: string | null;
  credits?: Credit[];
  cost?: Fact<Money>;
  hours?: Fact<string>;
  weeks?: number | null;
  status?: string;
  recognised?: number;
  requires?: RequirementView | null;
  skills?: string[];
  level?: string | null;
  description?: string;
}

const issuers = {
  nfu: { id: "org:nfu", name: "Northfield University", country: "US" },
  hcu: { id: "org:hcu", name: "Harbour City University", country: "IE" },
  ris: { id: "org:ris", name: "Riverside Institute of Science", country: "NL" },
};

function add(draft: Draft): void {
  const issuer = issuers[draft.by ?? "nfu"];
  rows.push({
    description: draft.description ?? "",
    weeks: draft.weeks ?? null,
    requires: draft.requires ?? null,
    skills: draft.skills ?? [],
    row: {
      id: draft.id,
      title: draft.title,
      kind: draft.kind,
      issuer: issuer.id,
      issuer_name: issuer.name,
      platform_name: draft.platform === undefined ? "OpenCourse" : draft.platform,
      country: issuer.country,
      level: draft.level ?? null,
      level_eqf: draft.level ?? null,
      credits: draft.credits ?? [],
      made_of_parts: draft.requires !== undefined && draft.requires !== null,
      cost: draft.cost ?? fact<Money>(null),
      hours: draft.hours ?? fact<string>(null),
      status: draft.status ?? "active",
      recognised_by: draft.recognised ?? 0,
      held: false,
    },
  });
}

const course = (id: string, title: string, cost: Fact<Money>, hours: Fact<string>, weeks = 12, more: Partial<Draft> = {}) =>
  add({ id, title, kind: "course", cost, hours, weeks, ...more });

course("oc:da1", "Foundations of Data Analysis", fact(usd(300)), fact("120"), 12, {
  skills: ["Statistics", "R"],
  description: "The first of three courses of the MicroMasters. Runs in sessions and self-paced.",
});
course("oc:da2", "Computing for Data Analysis", fact(usd(300)), fact("140"), 14, { skills: ["Python", "SQL"] });
course("oc:da3", "Statistical Modelling and Regression", fact(usd(350), "stated", "fees", "2021-03"), fact("150", "derived"), 14, {
  skills: ["Regression", "Forecasting"],
});
course("oc:ml1", "Machine Learning in Practice", fact(usd(280), "estimated", "", read, PRICE_RULE), fact("90", "estimated", "", read, HOURS_RULE), 8, { by: "ris" });
course("oc:viz", "Data Visualisation for Decisions", fact(usd(199)), fact("60"), 6, { by: "hcu", credits: [{ value: "5", unit: "ects" }] });
course("oc:eth", "Ethics of Automated Decisions", fact(usd(0)), fact("40"), 5, { by: "hcu", credits: [{ value: "2.5", unit: "ects" }] });
add({
  id: "oc:mm-analytics", title: "MicroMasters in Data Analytics", kind: "micromasters", credits: [semester("9")], cost: fact(usd(0)), hours: fact("0"),
  weeks: 0, recognised: 2, level: "7", skills: ["Statistics", "Python", "Regression"],
  description: "Three graduate courses with proctored exams. Complete all three to earn the certificate.",
  requires: { form: "all", distinct: false, of: [leaf("oc:da1"), leaf("oc:da2", "70"), leaf("oc:da3")] },
});
add({
  id: "oc:pc-ml", title: "Professional Certificate in Applied Machine Learning", kind: "professional-certificate", by: "ris", recognised: 1, credits: [{ value: "6", unit: "ects" }],
  cost: fact(usd(450), "assumed", "programme", read, "Two instalments were published; a third was taken to be equal."), hours: fact("180", "derived"), weeks: 16, requires: leaf("oc:ml1"),
});
const graduate = (id: string, title: string, more: Partial<Draft> = {}) =>
  add({ id, title, kind: "course", platform: null, level: "7", credits: [semester("3")], cost: fact(usd(825), "derived", "tuition"), hours: fact("150"), weeks: 16, ...more });
graduate("nfu:opt", "Optimisation and Operations");
graduate("nfu:sim", "Simulation Modelling");
graduate("nfu:db", "Database Systems for Analysts");
graduate("nfu:bay", "Bayesian Statistics", { hours: fact("120"), weeks: 10, cost: fact(usd(870), "estimated", "", read, PRICE_RULE) });
graduate("nfu:ts", "Time Series Analysis", { weeks: 12, cost: fact(usd(940)), hours: fact("144", "estimated", "", read, HOURS_RULE) });
graduate("nfu:biz", "Business Analytics and Strategy");
graduate("nfu:old", "Legacy Data Warehousing", { status: "retired" });
add({ id: "nfu:prac", title: "Applied Analytics Practicum", kind: "capstone", platform: null, level: "7", credits: [semester("6")], cost: fact(usd(1650), "derived", "tuition"), hours: fact("260"), weeks: 16 });
add({ id: "nfu:core9", title: "Core credit of the MS (9 credits)", kind: "transfer-credit", platform: null, credits: [semester("9")] });
const electives = ["nfu:opt", "nfu:sim", "nfu:db", "nfu:bay", "nfu:ts", "nfu:biz"];
add({
  id: "nfu:ms-analytics", title: "MS in Data Analytics", kind: "master", platform: null, level: "7", credits: [semester("36")], cost: fact(usd(301), "stated", "fees"), hours: fact("0"), weeks: 0,
  description: "A master's degree of 36 credits, taken online. Nine credits may come from the MicroMasters.",
  requires: {
    form: "all", distinct: false,
    of: [
      leaf("nfu:core9"),
      { form: "credits", credits: semester("12"), from: electives.map((id) => ({ award: id, title: rows.find((award) => award.row.id === id)?.row.title ?? id, counts: null, held: false })), caps: [{ credits: semester("6"), from: ["Bayesian Statistics", "Time Series Analysis"], reason: "Statistics electives" }] },
      leaf("nfu:prac"),
      { form: "gate", gate: "nfu:admission", kind: "admission", label: "Admission to the MS in Data Analytics", met_by: null },
    ],
  },
});
add({
  id: "hcu:msc-data", title: "MSc in Data and Society", kind: "master", by: "hcu", platform: null, level: "7", credits: [{ value: "90", unit: "ects" }], cost: fact({ minor: 780000, exponent: 2, currency: "EUR" }), hours: fact("1500", "derived"), weeks: 52,
  requires: { form: "all", distinct: false, of: [{ form: "gate", gate: "hcu:degree", kind: "prior-degree", label: "A bachelor's degree of at least second class", met_by: null }, { form: "gate", gate: "hcu:english", kind: "language", label: "English at level C1", met_by: null }] },
});
add({ id: "ris:grad-cert", title: "Graduate Certificate in Machine Learning", kind: "graduate-certificate", by: "ris", platform: null, level: "7", credits: [{ value: "30", unit: "ects" }], hours: fact("750", "derived"), weeks: 30, requires: leaf("oc:pc-ml"), status: "active" });

export const awards: readonly FakeAward[] = rows;
export const find = (id: string): FakeAward | undefined => rows.find((award) => award.row.id === id);

export const recognitions: readonly RecognitionRow[] = [
  {
    id: "rec:nfu-mm", title: "9 credits toward the MS in Data Analytics", by: "org:nfu", by_name: "Northfield University", from: leaf("oc:mm-analytics", "70"), from_text: "MicroMasters in Data Analytics",
    grants: "nfu:core9", grants_title: "Core credit of the MS (9 credits)", into: "nfu:ms-analytics", into_title: "MS in Data Analytics", credits: semester("9"), of_credits: semester("36"),
    conditions: { form: "gate", gate: "nfu:admission", kind: "admission", label: "Admission to the MS in Data Analytics", met_by: null },
    fee: fact(usd(0), "stated", "credit"), within_months: 60, valid_from: "2020-01-01", valid_until: "2028-12-31", in_force: true, sources: [page("pathways/micromasters")], certainty: "stated",
  },
  {
    id: "rec:hcu-mm", title: "10 ECTS toward the MSc in Data and Society", by: "org:hcu", by_name: "Harbour City University", from: leaf("oc:mm-analytics"), from_text: "MicroMasters in Data Analytics",
    grants: "hcu:credit10", grants_title: "10 ECTS of options", into: "hcu:msc-data", into_title: "MSc in Data and Society", credits: { value: "10", unit: "ects" }, of_credits: { value: "90", unit: "ects" },
    conditions: null, fee: fact({ minor: 12500, exponent: 2, currency: "EUR" }, "derived", "recognition", "2022-01"), within_months: null, valid_from: null, valid_until: "2025-08-31", in_force: false, sources: [page("recognition", "2022-01")], certainty: "derived",
  },
];

import type { SourceRef } from "$/ipc/types";
import { messages } from "$/messages";

export type Term = keyof typeof messages.glossary.terms;

/** Where the explanations come from: pages that say it, read when the catalogue was made. */
export const sources: Record<Term, SourceRef> = {
  ects: { url: "https://www.enic-naric.net/page-ECTS", as_of: "2026-11" },
  "us-semester": { url: "https://globalcalcs.com/en/education/credit-hours-ects-converter/", as_of: "2025" },
  cats: { url: "https://en.wikipedia.org/wiki/Credit_Accumulation_and_Transfer_Scheme", as_of: "2024" },
  eqf: { url: "https://ltks.lt/en/about-eqf/", as_of: "2026-11" },
  microcredential: { url: "https://education.ec.europa.eu/education-levels/higher-education/micro-credentials", as_of: "2026-11" },
  micromasters: { url: "https://blog.edx.org/top-4-faq-micromasters-credential", as_of: "2026-11" },
  "advanced-standing": { url: "https://futurestudents.unimelb.edu.au/admissions/admission_with_credit", as_of: "2026-11" },
  "prior-learning": {
    url: "https://www.london.ac.uk/study/how-apply/recognition-prior-learning/recognition-accreditation-prior-learning-bsc-computer-science",
    as_of: "2025",
  },
};

export const terms = Object.keys(sources) as Term[];

/** The word of the contract that the glossary explains; `null` where it has nothing to say. */
export function explained(word: string): Term | null {
  const name = word === "ie-ects" ? "ects" : word;
  return terms.find((term) => term === name) ?? null;
}

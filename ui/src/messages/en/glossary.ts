/** The words of credit, explained. Where each is taken from stands in `state/glossary`. */
export const glossary = {
  title: "Words of credit",
  lead: "Short explanations. The source of each is one click away; what an institution means by a word, only it can say.",
  source: "Source",
  open: (term: string) => `${term}: what is that?`,
  show: "Words explained",
  terms: {
    ects: {
      name: "ECTS credit",
      says: "The European unit of study. 60 credits are a full-time year; one is usually 25 to 30 hours of work, lectures and exams included.",
    },
    "us-semester": {
      name: "US semester credit",
      says: "The usual unit of colleges in the United States. By convention one counts as 2 ECTS credits, or 4 UK credits.",
    },
    cats: {
      name: "UK credit (CATS)",
      says: "The unit of credit in the United Kingdom: one stands for 10 hours of study. Two usually count as one ECTS credit.",
    },
    eqf: {
      name: "EQF level",
      says: "The European Qualifications Framework: eight levels by what somebody knows and can do. Countries tie their own levels to it, so that qualifications can be compared.",
    },
    microcredential: {
      name: "Microcredential",
      says: "A certificate of what was learned in a short time, such as one course. Some carry credit; many do not.",
    },
    micromasters: {
      name: "MicroMasters",
      says: "A series of graduate courses on edX. Universities that say so count it toward a master's degree; it does not itself give admission to one.",
    },
    "advanced-standing": {
      name: "Advanced standing",
      says: "Credit toward a degree for earlier study or work. It can make the degree shorter, and is granted by the university, case by case or by agreement.",
    },
    "prior-learning": {
      name: "Recognition of prior learning",
      says: "What a university counts of learning elsewhere: other studies, certificates, experience. There is often a limit on how much, and on how old it may be.",
    },
  },
};

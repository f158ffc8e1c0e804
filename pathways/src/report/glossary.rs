//! The words of a report, for those who read it without the program.

use super::content::Term;

const WORDS: &[(&str, &str)] = &[
    ("Award", "Anything that can be achieved: a course, a microcredential, a part of a degree, a degree."),
    ("Recognition", "An agreement by which an institution makes one thing count for another."),
    (
        "Credit",
        "The measure in which institutions count study. One US semester hour is two ECTS; units without a fixed rate are not converted.",
    ),
    ("Condition", "Something that a person or body decides, such as admission. “To confirm” means that nobody has decided it yet."),
    ("Stated", "A source says so."),
    ("Derived", "Computed from what sources say."),
    ("Assumed", "A person filled the gap; the description of the award says how."),
    ("Estimated", "No source says so; found by a named rule, and marked wherever it stands."),
    ("Out of date", "The source was read more than three years ago. Check it before you rely on it."),
    ("Held", "Achieved already."),
    ("Excess", "Credit that could count but is not needed."),
    ("Exception", "A decision of an authority that changes what counts for one person: a substitution, a waiver, a grant, a denial."),
    ("Proven", "The planner has shown that no other route does better by the measure named."),
    ("Shelf life", "How long an award counts, or is recent enough for an agreement."),
];

/// The glossary.
pub(super) fn terms() -> Vec<Term> {
    WORDS.iter().map(|(word, meaning)| Term { word: (*word).to_owned(), meaning: (*meaning).to_owned() }).collect()
}

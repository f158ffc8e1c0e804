//! The words of a report explained, for those who read it without the program.

use super::content::Term;
use crate::language::Language;

const ENGLISH: &[(&str, &str)] = &[
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

const SPANISH: &[(&str, &str)] = &[
    ("Credencial", "Todo lo que se puede obtener: un curso, una microcredencial, una parte de un título, un título."),
    ("Reconocimiento", "Un acuerdo por el que una institución hace que una cosa cuente como otra."),
    (
        "Crédito",
        "La medida en que las instituciones cuentan el estudio. Una hora semestral de EE. UU. son dos ECTS; las unidades sin una equivalencia fija no se convierten.",
    ),
    ("Condición", "Algo que decide una persona u órgano, como la admisión. «Por confirmar» significa que nadie lo ha decidido todavía."),
    ("Declarado", "Lo dice una fuente."),
    ("Derivado", "Calculado a partir de lo que dicen las fuentes."),
    ("Supuesto", "Alguien completó lo que faltaba; la descripción de la credencial dice cómo."),
    ("Estimado", "Ninguna fuente lo dice; hallado por una regla con nombre y señalado allí donde aparece."),
    ("Anticuada", "La fuente se leyó hace más de tres años. Compruébela antes de fiarse de ella."),
    ("Ya se tiene", "Obtenido ya."),
    ("Sobra", "Créditos que podrían contar pero no hacen falta."),
    (
        "Excepción",
        "Una decisión de una autoridad que cambia lo que cuenta para una persona: una sustitución, una dispensa, una concesión, una denegación.",
    ),
    ("Demostrado", "El planificador ha mostrado que ninguna otra ruta lo hace mejor según la medida indicada."),
    ("Vigencia", "Cuánto tiempo cuenta una credencial, o es bastante reciente para un acuerdo."),
];

/// The glossary.
pub(super) fn terms(language: Language) -> Vec<Term> {
    let words = match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
    };
    words.iter().map(|(word, meaning)| Term { word: (*word).to_owned(), meaning: (*meaning).to_owned() }).collect()
}

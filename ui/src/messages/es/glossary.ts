import type { Messages } from "..";

/** Las palabras de los créditos, explicadas. De dónde se toma cada una consta en `state/glossary`. */
export const glossary: Messages["glossary"] = {
  title: "Palabras de los créditos",
  lead: "Explicaciones breves. La fuente de cada una está a un clic; lo que una institución entiende por una palabra solo puede decirlo ella.",
  source: "Fuente",
  open: (term) => `${term}: ¿qué es?`,
  show: "Palabras explicadas",
  terms: {
    ects: {
      name: "Crédito ECTS",
      says: "La unidad europea de estudio. 60 créditos son un año a tiempo completo; uno suele ser de 25 a 30 horas de trabajo, con clases y exámenes incluidos.",
    },
    "us-semester": {
      name: "Crédito semestral de EE. UU.",
      says: "La unidad habitual de las universidades de Estados Unidos. Por convención, uno cuenta como 2 créditos ECTS o 4 del Reino Unido.",
    },
    cats: {
      name: "Crédito del Reino Unido (CATS)",
      says: "La unidad de crédito del Reino Unido: uno representa 10 horas de estudio. Dos suelen contar como un crédito ECTS.",
    },
    eqf: {
      name: "Nivel del MEC",
      says: "El Marco Europeo de Cualificaciones: ocho niveles según lo que alguien sabe y puede hacer. Los países vinculan a él sus propios niveles para poder comparar títulos.",
    },
    microcredential: {
      name: "Microcredencial",
      says: "Un certificado de lo aprendido en poco tiempo, como un solo curso. Algunas llevan créditos; muchas no.",
    },
    micromasters: {
      name: "MicroMasters",
      says: "Una serie de cursos de posgrado en edX. Las universidades que así lo dicen la cuentan para un máster; por sí sola no da la admisión.",
    },
    "advanced-standing": {
      name: "Reconocimiento avanzado (advanced standing)",
      says: "Créditos para un título por estudios o trabajo anteriores. Puede acortar el título y lo concede la universidad, caso por caso o por acuerdo.",
    },
    "prior-learning": {
      name: "Reconocimiento de aprendizajes previos",
      says: "Lo que una universidad cuenta de lo aprendido en otro sitio: otros estudios, certificados, experiencia. Suele haber un límite de cuánto y de cuán antiguo puede ser.",
    },
  },
};

import type { Messages } from "..";
import { count } from "./plural";

/** Las preguntas que una ruta deja para la institución. */
export const questions: Messages["routes"]["questions"] = {
  open: (n) => count(n, "pregunta por hacer", "preguntas por hacer"),
  title: "Confirme antes de contar con ella",
  lead: "Lo que esta ruta da por supuesto, como preguntas para la secretaría.",
  subject: (title) => `Preguntas sobre créditos para ${title}`,
  greeting: (title) => `Estoy planificando mi camino hasta ${title} y quisiera confirmar lo siguiente:`,
  none: "Esta ruta no da por supuesto nada que una secretaría pueda confirmar.",
  gate: (label) => `¿Cumplo esta condición: ${label}?`,
  grade: (title, grade) => `¿Piden una calificación de al menos ${grade} % en «${title}»?`,
  recognition: (title, since) => `¿Siguen reconociendo esto, y hasta cuándo: ${title}? (según consta ${since})`,
  price: (title, price) => `¿Cuánto cuesta ahora «${title}»? Tengo ${price}.`,
  hours: (title, hours) => `¿Cuánto estudio exige «${title}»? Tengo ${hours}.`,
  dated: (as_of) => `leído el ${as_of}`,
  undated: "sin fecha",
  copy: "Copiar",
  copied: "Las preguntas se copiaron",
  selected: "Las preguntas están seleccionadas; pulse Ctrl+C para copiarlas.",
  mail: "Escribir un correo",
};

import type { Messages } from "..";

/** El camino hasta una primera ruta. */
export const guide: Messages["guide"] = {
  title: "Su primera ruta",
  lead: "Cuatro preguntas breves y después rutas exactas desde lo que tiene. Todo se puede cambiar más tarde y nada sale de este ordenador.",
  step: (n, of) => `Pregunta ${n} de ${of}`,
  steps: { who: "Quién", held: "Lo que tiene", target: "Adónde", time: "Tiempo y dinero" },
  who: "¿Cómo debe llamarle Cairn?",
  whoHelp: "El nombre consta en su expediente y en ningún otro sitio. El ejemplo sigue como está, junto a su expediente.",
  name: "Nombre",
  me: "Yo",
  held: "¿Qué ha obtenido o casi obtenido?",
  heldHelp: "Cursos, certificados, exámenes, con el día en que los obtuvo. «Nada todavía» también es una respuesta.",
  soFar: "Hasta ahora",
  nothing: "Nada todavía",
  target: "¿Qué título quiere obtener?",
  targetHelp: "Un título o un certificado. Las rutas son exactas: si no se puede llegar, se dice que está cerrado y por qué.",
  time: "¿Cuándo empieza y cuántas horas por semana tiene?",
  timeHelp: "Así las rutas tienen fechas y un precio en su moneda.",
  next: "Siguiente",
  before: "Atrás",
  finish: "Mostrar mis rutas",
  leave: "Salir de la guía",
  needsTarget: "Elija adónde quiere llegar.",
  needsTime: "Diga cuándo empieza y cuántas horas por semana tiene.",
  start: "Guiarme hasta una primera ruta",
  startSays: "Cuatro preguntas, menos de dos minutos, con sus propios datos.",
};

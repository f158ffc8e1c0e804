import type { Messages } from "..";

/** De dos a cuatro rutas o metas, lado a lado. */
export const compare: Messages["routes"]["compare"] = {
  label: "Lado a lado, primero lo que difiere",
  pick: "Rutas que comparar",
  addTarget: "Comparar con otra meta",
  addPlaceholder: "Otro título…",
  remove: (title) => `Quitar ${title}`,
  differs: "Lo que difiere",
  same: "Igual en todas",
  steps: "Pasos",
  atMost: "Como mucho cuatro lado a lado.",
  planning: "Planificando…",
  closed: "sin ruta",
  held: "ya lo tiene",
  yes: "sí",
  no: "–",
  way: { earn: "estudio", recognition: "reconocida" },
  rows: {
    target: "Meta",
    cost: "Precio",
    finish: "Fin",
    hours: "Estudio",
    steps: "Pasos",
    proven: "Demostrada",
    confirm: "Por confirmar",
    estimated: "Parte estimada del precio",
    saved: "Ahorrado por lo que tiene",
    credit: "Créditos propios que cuentan",
  },
};

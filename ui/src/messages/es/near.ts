import type { Messages } from "..";
import { count } from "./plural";

/** Qué abriría una meta cerrada. */
export const opening: Messages["routes"]["opening"] = {
  title: "Qué la abriría",
  then: (cost, when, hours) => `Entonces ${cost}, hasta ${when}, ${hours} de estudio`,
  apply: "Cambiarlo",
  tryIt: "Probarlo",
  seek: "Buscar cambios",
  loosen: "Planificar con estimaciones y condiciones abiertas",
  loosenSays: "Pidió rutas que no se apoyen en nada por decidir ni estimado.",
  none: "Ningún cambio de su expediente la abre: tendría que cambiar algo otra persona.",
};

/** Títulos a los que acerca lo que se tiene. */
export const near: Messages["routes"]["near"] = {
  title: "Cerca de lo que tiene",
  open: "¿Qué está cerca?",
  lead: "Lo que falta como mínimo, sea cual sea la ruta. «Exacto» lo calcula.",
  by: "Ordenado por",
  columns: { award: "Título", cost: "Coste", hours: "Estudio", steps: "Pasos" },
  ranking: "Ordenando todos los títulos a los que lleva lo que tiene…",
  none: "Nada del catálogo se apoya en lo que tiene. Busque una meta.",
  atLeast: (amount) => `≥ ${amount}`,
  exactly: "Exacto",
  stop: "Detener",
  until: (when) => `hasta ${when}`,
  atMost: (when) => `hasta ${when}, sin demostrar`,
  closed: "cerrado tal como están las cosas",
  unknown: "no se halló a tiempo",
  more: (n) => `Mostrar más (${n})`,
  shut: (n) => `${count(n, "título más está cerrado", "títulos más están cerrados")} tal como están las cosas.`,
};

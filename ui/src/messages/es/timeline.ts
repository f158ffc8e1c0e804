import type { Messages } from "..";

/** Una ruta en el tiempo: el gráfico, la carga de sus semanas, la tabla. */
export const timeline: Messages["routes"]["timeline"] = {
  chart: "Calendario",
  table: "Tabla",
  label: "Los pasos en el tiempo, con el estudio de cada semana debajo",
  step: "Paso",
  load: "Estudio por semana",
  limit: (hours) => `como mucho ${hours} por semana`,
  peak: (hours) => `hasta ${hours}`,
  noLimit: "no hay límite semanal",
  breakLabel: "Pausa",
  deadline: (day) => `Plazo ${day}`,
  finish: (day) => `Fin ${day}`,
  weeks: (from, to) => (from === to ? `semana ${from}` : `semanas ${from}–${to}`),
  runsOut: (day) => `acuerdo hasta ${day}`,
  runsOutNear: (day) => `acuerdo solo hasta ${day}`,
  atOnce: "no lleva tiempo",
  loadRow: (from, to, hours) => `${from === to ? `semana ${from}` : `semanas ${from}–${to}`}: ${hours}`,
};

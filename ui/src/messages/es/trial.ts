import type { Messages } from "..";
import { count } from "./plural";

/** Lo que se prueba: los deslizadores, las diferencias, conservar y descartar. */
export const trial: Messages["routes"]["trial"] = {
  label: "Probar otros deseos",
  hours: "Horas por semana",
  hoursValue: (n) => `${n} h`,
  start: "Comienzo",
  budget: "Presupuesto",
  deadline: "Plazo",
  none: "ninguno",
  unset: "sin indicar",
  gates: "Condiciones",
  gatesOpen: (n) => `${n} por decidir`,
  gatesNone: "Esta ruta no pide nada que esté sin decidir.",
  gatesHelp: "Responda como podría resultar; nada se guarda antes de que lo conserve.",
  asIs: "Mueva un deslizador para ver qué cambia. Nada se guarda hasta que lo conserve.",
  working: "Calculando…",
  beside: (letter) => `La ruta ${letter} junto a su plan tal como está`,
  same: "Sin diferencia",
  closed: "Así no hay ninguna ruta",
  opened: "Abre la meta",
  keep: "Conservar",
  kept: "Deseos cambiados",
  reset: "Descartar",
  weeks: (n) => count(n, "semana", "semanas"),
  months: (n) => count(n, "mes", "meses"),
  more: (amount) => `+${amount}`,
  less: (amount) => `−${amount}`,
  study: (hours) => `${hours} de estudio`,
};

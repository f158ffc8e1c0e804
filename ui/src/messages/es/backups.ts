import type { Messages } from "..";

/** Copias de todo lo que se guarda. */
export const backups: Messages["backups"] = {
  title: "Copias de seguridad",
  lead: "Cairn copia todo lo que guarda una vez al día y antes de importar paquetes, comprueba cada copia y elimina las antiguas.",
  make: "Hacer una copia ahora",
  none: "Todavía no hay ninguna copia.",
  day: "Hecha el",
  reason: "Motivo",
  size: "Tamaño",
  megabytes: (n) => `${n} MB`,
  best: "la última en buen estado",
  restore: "Restaurar",
  restoreOf: (day) => `Restaurar la copia del ${day}`,
  kept: "Restaurada. Lo que había antes se conserva como",
  reasons: { daily: "Cada día", import: "Antes de importar", upgrade: "Antes de actualizar", asked: "La pidió usted" },
};

import type { Messages } from "..";

/** Las tablas, en todas partes. */
export const table: Messages["table"] = {
  width: (column) => `Ancho de ${column}`,
  widthHelp: "Arrastre o use las flechas; Intro o doble clic devuelve el ancho habitual",
};

import type { Messages } from "..";
import { count } from "./plural";

/** Los paquetes del catálogo. */
export const catalogue: Messages["catalogue"] = {
  title: "Catálogo",
  lead: "Los paquetes son archivos de credenciales y acuerdos, cada dato con su fuente. Se leen solo de este ordenador.",
  import: "Importar un paquete…",
  importTitle: "Elegir un paquete del catálogo",
  importing: "Leyendo el paquete…",
  columns: { pack: "Paquete", version: "Versión", awards: "Credenciales", recognitions: "Acuerdos", facts: "Datos leídos", origin: "Origen" },
  bundled: "Con Cairn",
  imported: "Importado",
  between: (from, to) => `de ${from} a ${to}`,
  noDates: "sin fechas",
  changed: (title) => `${title}: importado`,
  added: (n) => count(n, "añadido", "añadidos"),
  altered: (n) => count(n, "modificado", "modificados"),
  removed: (n) => count(n, "eliminado", "eliminados"),
  whom: "Ver a qué planes afecta",
  same: "Nada difiere de lo que ya tenía.",
  refused: "El paquete se rechazó. Su catálogo sigue como estaba.",
  none: "Su catálogo está vacío.",
  noneNext: "Importe un paquete para buscar y planificar.",
};

import type { Messages } from "..";

/** Cuando algo ha ido mal, y de qué está hecho Cairn. */
export const diagnosis: Messages["diagnosis"] = {
  copy: "Copiar el diagnóstico",
  copied: "Copiado: versiones, tamaños y las últimas líneas del registro. No contienen nada de lo que usted ha introducido.",
  notCopied: "El sistema no presta un portapapeles. El registro está en la carpeta «logs», junto a sus datos.",
  failed: "Cairn se interrumpió la última vez",
  safe: "Cada cambio se había guardado al hacerlo; solo se pierde lo que quedaba en un formulario abierto. Junto a sus datos hay un informe que no se ha enviado a nadie.",
  copyReport: "Copiar el informe",
  put: "Archivarlo",
  licences: "Licencias",
  licencesLead: "De qué está hecho Cairn y con qué licencia puede usarse cada parte.",
  part: "Parte",
  version: "Versión",
  licence: "Licencia",
  filter: "Filtrar por nombre o licencia",
  lookOnly: {
    title: "Puede mirar, pero no cambiar nada.",
    newer: "Una versión más reciente de Cairn ha escrito lo que aquí se guarda, y esta lo deja como está. Actualice Cairn para seguir trabajando.",
    unwritable: "No se puede escribir en la carpeta de sus datos. Compruebe sus permisos y vuelva a iniciar Cairn.",
  },
};

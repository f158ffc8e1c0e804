import type { Messages } from "..";
import { count } from "./plural";

/** La elección entre rutas: el gráfico de precio y fin, la lista, lo que se prueba. */
export const front: Messages["routes"]["front"] = {
  plot: "Precio y fecha de fin, un punto por ruta",
  help: "Las flechas van de ruta en ruta.",
  cost: "Precio",
  finish: "Fin",
  route: (letter) => `Ruta ${letter}`,
  point: (letter, cost, finish) => `Ruta ${letter}: ${cost}, hasta ${finish}`,
  ghost: "Tenue: sin lo que se prueba",
  bestOf: (names) => `La mejor por ${names}`,
  only: "Única ruta",
  notFront: "hay otra más barata y más pronta",
  unproven: "Sin demostrar",
  proven: "Demostrada",
  list: "Rutas",
  next: "A continuación",
  nextNone: "No queda nada por estudiar.",
  noRegret: "Sin arrepentimiento",
  noRegretHelp: "Toda ruta tiene este paso: decida lo que decida después, no se pierde.",
  steady: "La que menos sufre su peor fallo",
  steadyHelp: "Si ocurre el peor fallo posible, esta ruta termina antes que las demás.",
  nextWeeks: (n) => count(n, "semana", "semanas"),
};

import { counting } from "../plural";

/** Una cantidad con su sustantivo. */
export const count = counting("es");

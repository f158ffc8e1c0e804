import { counting } from "../plural";

/** A count with its noun. */
export const count = counting("en");

import { en } from "./en";

/** Every sentence and label of the window. A translation has the same keys and the same parameters. */
export type Messages = typeof en;

export const messages: Messages = en;

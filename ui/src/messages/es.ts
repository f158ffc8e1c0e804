import { catalogue } from "./es/catalogue";
import { explore } from "./es/explore";
import { mine } from "./es/mine";
import { plan } from "./es/plan";
import { routes } from "./es/routes";
import { terms } from "./es/terms";
import { window } from "./es/window";
import type { Messages } from ".";

/** Español. */
export const es: Messages = { ...window, ...terms, explore, mine, routes, plan, catalogue };

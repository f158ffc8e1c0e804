import { catalogue } from "./en/catalogue";
import { explore } from "./en/explore";
import { mine } from "./en/mine";
import { plan } from "./en/plan";
import { routes } from "./en/routes";
import { terms } from "./en/terms";
import { window } from "./en/window";

/** English. */
export const en = { ...window, ...terms, explore, mine, routes, plan, catalogue };

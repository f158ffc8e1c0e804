import { backups } from "./es/backups";
import { catalogue } from "./es/catalogue";
import { credentials } from "./es/credentials";
import { diagnosis } from "./es/diagnosis";
import { explore } from "./es/explore";
import { frame } from "./es/frame";
import { glossary } from "./es/glossary";
import { guide } from "./es/guide";
import { learners } from "./es/learners";
import { mine } from "./es/mine";
import { plan } from "./es/plan";
import { privacy } from "./es/privacy";
import { routes } from "./es/routes";
import { table } from "./es/table";
import { terms } from "./es/terms";
import { window } from "./es/window";
import type { Messages } from ".";

/** Español. */
export const es: Messages = { ...window, ...terms, frame, glossary, guide, table, explore, mine, routes, plan, learners, catalogue, credentials, backups, diagnosis, privacy };

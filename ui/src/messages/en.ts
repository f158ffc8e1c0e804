import { backups } from "./en/backups";
import { catalogue } from "./en/catalogue";
import { credentials } from "./en/credentials";
import { diagnosis } from "./en/diagnosis";
import { explore } from "./en/explore";
import { frame } from "./en/frame";
import { glossary } from "./en/glossary";
import { guide } from "./en/guide";
import { learners } from "./en/learners";
import { mine } from "./en/mine";
import { plan } from "./en/plan";
import { privacy } from "./en/privacy";
import { routes } from "./en/routes";
import { table } from "./en/table";
import { terms } from "./en/terms";
import { window } from "./en/window";

/** English. */
export const en = { ...window, ...terms, frame, glossary, guide, table, explore, mine, routes, plan, learners, catalogue, credentials, backups, diagnosis, privacy };

import { createContext } from "svelte";
import type { Agreed } from "./agreed.svelte";
import type { Explore } from "./explore.svelte";
import type { Planning } from "./planning.svelte";
import type { Provenance } from "./provenance.svelte";
import type { Session } from "./session.svelte";
import type { Shortlist } from "./shortlist.svelte";
import type { Shelves } from "./shelves.svelte";

/** The open window. */
export const [session, provideSession] = createContext<Session>();
/** The search, kept while other places are looked at. */
export const [explore, provideExplore] = createContext<Explore>();
/** The routes, kept likewise. */
export const [planning, providePlanning] = createContext<Planning>();
/** The plan of record. */
export const [agreed, provideAgreed] = createContext<Agreed>();
/** Where a fact comes from: the one popover that tells. */
export const [provenance, provideProvenance] = createContext<Provenance>();
/** What lies over the window. */
export const [shelves, provideShelves] = createContext<Shelves>();
/** What is considered side by side. */
export const [shortlist, provideShortlist] = createContext<Shortlist>();

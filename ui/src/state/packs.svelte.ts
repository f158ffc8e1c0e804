import type { CatalogueForm, ImportEvent, ImportView, PackChanges, PackRow, RemovedRow, TermCount } from "$/ipc/types";
import { messages } from "$/messages";
import type { Session } from "./session.svelte";

/** The packs of the catalogue: what is there, what was taken out, what is coming in. */
export class Packs {
  rows = $state.raw<PackRow[] | null>(null);
  removed = $state.raw<RemovedRow[]>([]);
  /** How far an import has come; `null`: none is under way. */
  importing = $state.raw<ImportEvent | null>(null);
  report = $state.raw<ImportView | null>(null);
  /** What the form that was written last could not say. */
  unsaid = $state.raw<TermCount[]>([]);
  #request = "";

  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async read(): Promise<void> {
    const { port } = this.#session;
    this.rows = (await this.#session.attempt(() => port.cataloguePacks())) ?? this.rows;
    this.removed = (await this.#session.attempt(() => port.removedPacks())) ?? this.removed;
  }

  /** Whatever rests on the catalogue is asked for again. */
  async #changed(): Promise<true> {
    await Promise.all([this.read(), this.#session.reopen()]);
    return true;
  }

  async bring(paths: string[]): Promise<void> {
    if (paths.length === 0 || this.importing) return;
    this.report = null;
    this.importing = { stage: "looking", percent: 0 };
    this.#request = `import-${Date.now()}`;
    const report = await this.#session.attempt(() =>
      this.#session.port.importCatalogues(this.#request, paths, (event) => (this.importing = this.importing && event)),
    );
    this.importing = null;
    this.report = report;
    if (!report || report.packs.length === 0) return;
    await this.#changed();
    this.#session.edits.note({ undo: () => this.#takeBack(report.packs), redo: () => this.#bringAll(report.packs) });
    this.#session.notices.say(messages.catalogue.cameIn(report.packs.length), true);
  }

  /** Takes an import back: what it replaced returns, what was new goes out. */
  #takeBack(packs: PackChanges[]): Promise<boolean> {
    const { port } = this.#session;
    return this.#each(packs, ({ pack, arrival }) => (arrival === "replaced" ? port.restorePack(pack) : port.removePack(pack)));
  }

  #bringAll(packs: PackChanges[]): Promise<boolean> {
    return this.#each(packs, ({ pack }) => this.#session.port.restorePack(pack));
  }

  /** Changes every pack that an import has changed, until one cannot be. */
  async #each(packs: PackChanges[], change: (one: PackChanges) => Promise<unknown>): Promise<boolean> {
    for (const one of packs.filter((pack) => pack.arrival !== "same")) {
      const done = await this.#session.attempt(async () => {
        await change(one);
        return true;
      });
      if (done !== true) return false;
    }
    return this.#changed();
  }

  async stop(): Promise<void> {
    await this.#session.attempt(() => this.#session.port.cancel(this.#request));
  }

  async remove(pack: PackRow): Promise<void> {
    const { port, edits, notices } = this.#session;
    const away = async () => {
      const left = await this.#session.attempt(() => port.removePack(pack.id));
      if (!left) return null;
      await this.#changed();
      return left;
    };
    const left = await away();
    if (!left) return;
    edits.note({ undo: () => this.restore(pack.id), redo: async () => (await away()) !== null });
    notices.say(messages.catalogue.takenOut(pack.title, left.naming.length, left.learners), true);
  }

  async restore(id: string): Promise<boolean> {
    const done = await this.#session.attempt(async () => {
      await this.#session.port.restorePack(id);
      return true;
    });
    return done === true && this.#changed();
  }

  /** Brings one back from the list of those that were taken out. */
  async bringBack(row: RemovedRow): Promise<void> {
    if (!(await this.restore(row.id))) return;
    const away = async () => {
      const left = await this.#session.attempt(() => this.#session.port.removePack(row.id));
      return left !== null && this.#changed();
    };
    this.#session.edits.note({ undo: away, redo: () => this.restore(row.id) });
    this.#session.notices.say(messages.catalogue.broughtBack(row.title), true);
  }

  async write(form: CatalogueForm, target: string | null): Promise<void> {
    const m = messages.catalogue.out;
    const path = await this.#session.attempt(() => this.#session.port.choosePlace(m.title, `catalogue.${m.endings[form]}`));
    if (!path) return;
    const unsaid = await this.#session.attempt(() => this.#session.port.exportCatalogue(path, form, target));
    if (!unsaid) return;
    this.unsaid = unsaid;
    this.#session.notices.say(m.written(path));
  }
}

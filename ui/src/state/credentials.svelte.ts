import type { ClaimRef, ClaimView, CredentialFile, CredentialView } from "$/ipc/types";
import { messages } from "$/messages";
import type { Session } from "./session.svelte";

/** One claim of a credential that came in, with what became of it. */
export interface ClaimRow {
  key: string;
  place: ClaimRef | null;
  claim: ClaimView;
  credential: CredentialView;
}

/** The credentials that came in last, and the decisions about them. */
export class Credentials {
  files = $state.raw<CredentialFile[]>([]);
  checking = $state(false);
  /** By the key of the claim: what was decided, and about which award. */
  #decided = $state<Record<string, { become: "held" | "left"; award: string | null }>>({});

  readonly #session: Session;

  readonly all = $derived(this.files.flatMap((file) => file.credentials));
  readonly certain = $derived(
    this.files.flatMap((file) =>
      file.credentials.flatMap((credential, number) =>
        credential.evidence === "rejected" ? [] : this.rows(file, credential, number).filter((row) => row.claim.certain && !this.become(row)),
      ),
    ),
  );

  constructor(session: Session) {
    this.#session = session;
  }

  count(evidence: CredentialView["evidence"]): number {
    return this.all.filter((credential) => credential.evidence === evidence).length;
  }

  rows(file: CredentialFile, credential: CredentialView, number: number): ClaimRow[] {
    return credential.claims.map((claim, index) => ({
      key: `${file.fingerprint ?? file.file}-${number}-${index}`,
      place: file.fingerprint ? { fingerprint: file.fingerprint, credential: number, claim: index } : null,
      claim,
      credential,
    }));
  }

  /** What became of a claim; nothing when its award is no longer held, because that was undone. */
  become(row: ClaimRow): "held" | "left" | null {
    const decided = this.#decided[row.key];
    if (!decided || (decided.award !== null && !this.#session.holds(decided.award))) return null;
    return decided.become;
  }

  async bring(paths: string[]): Promise<void> {
    if (paths.length === 0 || this.checking) return;
    this.checking = true;
    const files = await this.#session.attempt(() => this.#session.port.importCredentials(paths));
    this.checking = false;
    if (!files) return;
    this.files = files;
    this.#decided = {};
  }

  async choose(): Promise<void> {
    const paths = await this.#session.attempt(() => this.#session.port.chooseFiles(messages.credentials.importTitle));
    await this.bring(paths ?? []);
  }

  close(): void {
    this.files = [];
    this.#decided = {};
  }

  async accept(row: ClaimRow, award: string, title: string): Promise<boolean> {
    const { place } = row;
    if (!place) return false;
    const done = await this.#session.edit(() => this.#session.port.acceptCredential(place, award), messages.credentials.toast.accepted(title));
    if (done) this.#decided[row.key] = { become: "held", award };
    return done;
  }

  async acceptCertain(): Promise<void> {
    for (const row of this.certain) {
      const best = row.claim.candidates[0];
      if (best && !(await this.accept(row, best.award, best.title))) return;
    }
  }

  async leave(row: ClaimRow): Promise<void> {
    const { place } = row;
    if (!place) return;
    const done = await this.#session.attempt(async () => {
      await this.#session.port.leaveCredential(place);
      return true;
    });
    if (done) this.#decided[row.key] = { become: "left", award: null };
  }

  async own(row: ClaimRow): Promise<void> {
    const { place } = row;
    if (!place) return;
    const title = row.claim.title ?? messages.credentials.noTitle;
    if (await this.#session.edit(() => this.#session.port.privateAward(place), messages.credentials.toast.made(title))) {
      this.#decided[row.key] = { become: "held", award: null };
    }
  }

  async grant(row: ClaimRow, award: string, title: string, authority: string, reason: string): Promise<void> {
    const { place } = row;
    if (!place) return;
    const grant = () => this.#session.port.grantCredential(place, award, authority, reason);
    if (await this.#session.edit(grant, messages.credentials.toast.granted(title))) {
      this.#decided[row.key] = { become: "held", award: null };
    }
  }
}

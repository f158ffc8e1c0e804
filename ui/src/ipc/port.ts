import type {
  ChoiceAsk, FragilityView, InsteadView, OpeningView, PlanBView, RemainsView, RouteChoices, SavingsView, UnlockView, WhatIf, WorkEvent,
  AgreedView, Decision, DifferenceView, ExceptionEdit, MergeView, Receipt, RecheckDone, RecheckEvent, ReportAsk, RosterColumn, RosterPreview, SessionNotes, SessionsView, TriageAsk, TryOut, TriageView, RepairsView, StepMark, StepRef, VersionRow, WhichRepair,
  ActivityView, ArrivedFile, BackupRow, LicenceRow, PassphraseChange, PrivacyView,
  AwardPage, GateState, LearnerSummary, LearnerView, PackRow, RemovalView, RemovedRow, ImportEvent, ImportView, CatalogueForm, RecordForm, TermCount, Picture, PlanAsk, PlanEvent, PlanView, PreferencesEdit, Role,
  SearchQuery, SearchResults, Start, TrustRow, ClaimRef, CredentialFile, TransferRow,
} from "./types";

/** Files dragged over the window, and let go on it. */
export interface DropListener {
  over(is: boolean): void;
  drop(paths: string[]): void;
}

/** What the window asks of the shell. Every call rejects with a `Fault`. */
export interface Port {
  start(): Promise<Start>;
  chooseRole(role: Role): Promise<LearnerView>;
  search(query: SearchQuery): Promise<SearchResults>;
  award(id: string): Promise<AwardPage>;
  /** Agreements with what they spare: those that can rest on an award, or all. */
  transfers(award: string | null): Promise<TransferRow[]>;

  learners(): Promise<LearnerSummary[]>;
  openLearner(id: string): Promise<LearnerView>;
  newLearner(name: string): Promise<LearnerView>;
  removeLearner(id: string): Promise<LearnerView>;

  hold(award: string, earned: string, grade: string | null, expires: string | null): Promise<LearnerView>;
  dropHeld(award: string): Promise<LearnerView>;
  answerGate(gate: string, state: GateState): Promise<LearnerView>;
  setPreferences(edit: PreferencesEdit): Promise<LearnerView>;
  exclude(kind: "award" | "organization", id: string, excluded: boolean): Promise<LearnerView>;
  undo(): Promise<LearnerView>;
  redo(): Promise<LearnerView>;

  planRoutes(ask: PlanAsk, on: (event: PlanEvent) => void): Promise<PlanView>;
  cancel(request: string): Promise<void>;

  /** What all routes share, what is held after each step, what runs out, what each step is for, what pins cost. */
  explainRoute(ask: ChoiceAsk, on: (event: WorkEvent) => void): Promise<RouteChoices>;
  /** Plan B: what remains if a gate stays shut; the gate on which most hangs comes first. */
  gateRefusals(ask: ChoiceAsk, on: (event: WorkEvent) => void): Promise<PlanBView[]>;
  /** What a failed course, a refused agreement or a cancelled run leads to. */
  routeRisks(ask: ChoiceAsk, on: (event: WorkEvent) => void): Promise<FragilityView>;
  /** What is saved by what is held and by agreements. */
  routeSavings(ask: ChoiceAsk, on: (event: WorkEvent) => void): Promise<SavingsView>;
  /** `chosen`: what choosing an award costs more; otherwise what would stand in its place. */
  instead(ask: ChoiceAsk, award: string, chosen: boolean, on: (event: WorkEvent) => void): Promise<InsteadView>;
  /** Changes of the record that open a closed target, the cheapest route first. */
  targetOpenings(ask: ChoiceAsk, on: (event: WorkEvent) => void): Promise<OpeningView[]>;
  /** Every qualification that the record brings closer, ranked by what remains at least. */
  rankedUnlocks(request: string, strict: boolean): Promise<UnlockView[]>;
  /** What remains to one of them exactly. */
  whatRemains(request: string, target: string, strict: boolean, timeLimitMs: number): Promise<RemainsView>;
  /** Keeps a change that was proposed; it can be undone. */
  applyChange(change: WhatIf): Promise<LearnerView>;

  /** The plan of record; `null`: nothing has been agreed. */
  agreedPlan(): Promise<AgreedView | null>;
  /** Agrees one of the routes that were planned last. */
  adoptRoute(target: string, steps: StepRef[], by: string | null): Promise<LearnerView>;
  markStep(mark: StepMark): Promise<LearnerView>;
  giveUpPlan(): Promise<LearnerView>;
  planRepairs(request: string, on: (event: PlanEvent) => void): Promise<RepairsView>;
  /** Agrees one of the repairs that were sought last. */
  adoptRepair(which: WhichRepair): Promise<LearnerView>;
  planVersions(): Promise<VersionRow[]>;
  compareVersions(before: string, after: string): Promise<DifferenceView>;
  restoreVersion(id: string): Promise<LearnerView>;

  /** Writes the plan of record to a file. */
  writeReport(ask: ReportAsk): Promise<void>;
  /** What merging a copy that came back would do. */
  previewMerge(path: string): Promise<MergeView>;
  applyMerge(path: string, decisions: Decision[]): Promise<LearnerView>;
  grantException(edit: ExceptionEdit): Promise<LearnerView>;
  removeException(at: number): Promise<LearnerView>;
  saveAttachment(id: string, path: string): Promise<void>;

  sessions(): Promise<SessionsView>;
  startSession(advisor: string): Promise<SessionsView>;
  noteSession(written: SessionNotes): Promise<void>;
  /** Begins a what-if, or keeps or drops it as a whole. */
  tryOutSession(what: TryOut): Promise<LearnerView>;
  endSession(): Promise<SessionsView>;

  triage(ask: TriageAsk): Promise<TriageView>;
  /** Looks again at everyone whose record or catalogue has changed. */
  recheckLearners(request: string, on: (event: RecheckEvent) => void): Promise<RecheckDone>;
  tagLearner(id: string, tags: string[]): Promise<void>;
  archiveLearner(id: string, archived: boolean): Promise<void>;
  /** Removes everything about somebody for good. */
  eraseLearner(id: string): Promise<Receipt>;
  /** A table of learners before it is taken in; `null`: columns as guessed. */
  previewRoster(path: string, chosen: RosterColumn[] | null): Promise<RosterPreview>;
  importRoster(path: string, chosen: RosterColumn[]): Promise<LearnerView>;

  /** Checks files and folders of credentials and keeps them; nothing is held yet. */
  importCredentials(paths: string[]): Promise<CredentialFile[]>;
  acceptCredential(claim: ClaimRef, award: string): Promise<LearnerView>;
  /** An authority counts the award although the credential failed a check. */
  grantCredential(claim: ClaimRef, award: string, authority: string, reason: string): Promise<LearnerView>;
  /** No award of the catalogue is meant. */
  leaveCredential(claim: ClaimRef): Promise<void>;
  privateAward(claim: ClaimRef): Promise<LearnerView>;
  trustDocuments(): Promise<TrustRow[]>;
  addTrust(path: string, issuer: string | null): Promise<TrustRow[]>;
  removeTrust(id: string): Promise<TrustRow[]>;

  /** Copies of the store, the latest first; they are there even when the store cannot be opened. */
  /** How the store is protected. */
  privacy(): Promise<PrivacyView>;
  unlock(passphrase: string): Promise<void>;
  /** Closes the store and forgets the passphrase. */
  lock(): Promise<void>;
  /** Begins the page anew, so that nothing of what it showed stays in memory. */
  forget(): Promise<void>;
  /** `next` null: nothing is encrypted any more. */
  changePassphrase(current: string | null, next: string | null): Promise<PassphraseChange>;
  setIdleMinutes(minutes: number): Promise<PrivacyView>;
  /** What the person at this machine is called in the log; empty: only the account is noted. */
  nameMyself(name: string): Promise<PrivacyView>;
  /** What was done on this machine, the latest first. */
  activity(): Promise<ActivityView>;
  saveActivity(path: string): Promise<void>;

  backups(): Promise<BackupRow[]>;
  backUp(): Promise<BackupRow[]>;
  /** Where what was replaced is kept; `null`: there was nothing. */
  restoreBackup(name: string): Promise<string | null>;

  /** Versions, sizes and the last lines of the log, without personal data. */
  diagnostics(): Promise<string>;
  /** The report of a failure that nobody has been told of. */
  failureReport(): Promise<string | null>;
  putFailuresAway(): Promise<void>;
  /** What Cairn is built from. */
  licences(): Promise<LicenceRow[]>;
  /** Files that were opened from outside the window since this was asked last. */
  arrivedFiles(): Promise<ArrivedFile[]>;
  /** Hears that files have arrived; gives back what stops listening. */
  onArrival(hears: () => void): Promise<() => void>;

  cataloguePacks(): Promise<PackRow[]>;
  /** Packs that were taken out and can come back. */
  removedPacks(): Promise<RemovedRow[]>;
  /** Takes a pack out of the catalogue; what learners hold of it stays theirs. */
  removePack(id: string): Promise<RemovalView>;
  restorePack(id: string): Promise<void>;
  /** Files, folders and archives of catalogues in any form that is known. */
  importCatalogues(request: string, paths: string[], on: (event: ImportEvent) => void): Promise<ImportView>;
  /** Writes the catalogue, or what a target rests on; gives what the form cannot say. */
  exportCatalogue(path: string, form: CatalogueForm, target: string | null): Promise<TermCount[]>;
  importLearner(path: string): Promise<LearnerView>;
  exportLearner(path: string, form: RecordForm): Promise<void>;
  openSource(url: string): Promise<void>;
  savePicture(path: string, picture: Picture): Promise<void>;
  /** Opens a letter in the person's mail program; nothing is sent. */
  writeMail(subject: string, body: string): Promise<void>;

  /** A file chosen by the person, `null` when they changed their mind. `endings`: of which kind, `null` for any; otherwise JSON. */
  chooseFile(title: string, endings?: string[] | null): Promise<string | null>;
  /** Files of any kind chosen by the person, `null` when they changed their mind. */
  chooseFiles(title: string): Promise<string[] | null>;
  /** A folder chosen by the person, `null` when they changed their mind. */
  chooseFolder(title: string): Promise<string | null>;
  /** Hears of files dragged onto the window; gives back what stops listening. */
  onDrop(hears: DropListener): Promise<() => void>;
  /** A place to write to, `null` when they changed their mind. */
  choosePlace(title: string, name: string, ending?: string): Promise<string | null>;
}

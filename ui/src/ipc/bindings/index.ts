// Generated from the Rust types in src-tauri/src/wire. Change those, then run:
// UPDATE_BINDINGS=1 cargo test -p cairn-desktop bindings

/**
 * An entry of the log.
 */
export type ActivityRow = { 
/**
 * Its number.
 */
number: string, 
/**
 * When, ISO 8601.
 */
at: string, 
/**
 * The account that did it, after the name of the person where one was given.
 */
who: string, 
/**
 * What, by a word that the window knows.
 */
action: string, 
/**
 * The number of the learner whom it was about.
 */
learner: string | null, };

/**
 * The log of what was done on this machine, the latest first.
 */
export type ActivityView = { 
/**
 * The latest entries.
 */
rows: Array<ActivityRow>, 
/**
 * The number of the first entry that is not as it was written; `null`: the log is whole.
 */
broken: string | null, };

/**
 * The plan of record as it stands today.
 */
export type AgreedView = { 
/**
 * What was agreed: a plan with one route.
 */
plan: PlanView, 
/**
 * The day of the agreement.
 */
agreed: string, 
/**
 * With whom; null: nobody else.
 */
by: string | null, 
/**
 * Where each step of the route stands, in its order.
 */
steps: Array<StepStanding>, 
/**
 * What was completed under earlier plans.
 */
before: Array<DoneBefore>, 
/**
 * How far it has come.
 */
progress: ProgressView, 
/**
 * What is due, the earliest first.
 */
dues: Array<DueView>, 
/**
 * What no longer holds; what breaks the plan first.
 */
drift: Array<DriftView>, 
/**
 * Packs that have another version now than when the plan was agreed, by title or id.
 */
packs_changed: Array<string>, };

/**
 * A file that was opened from outside.
 */
export type ArrivedFile = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it is.
 */
kind: ArrivedKind, };

/**
 * What a file is, by its content.
 */
export type ArrivedKind = "pack" | "learner" | "credential";

/**
 * A grade that a route relies on.
 */
export type AssumptionView = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The least grade, 0 to 100.
 */
min_grade: string, };

/**
 * A document behind an exception.
 */
export type AttachmentView = { 
/**
 * Names it.
 */
id: string, 
/**
 * The name of its file.
 */
name: string, };

/**
 * The facts of an award one by one.
 */
export type AwardFacts = { 
/**
 * Credit in each unit that is stated.
 */
credits: Fact<Array<Credit>>, 
/**
 * The price, or the price of a month.
 */
cost: Fact<Money>, 
/**
 * What the price is for.
 */
cost_basis: string | null, 
/**
 * Whether the price is paid each month.
 */
per_month: boolean, 
/**
 * Study hours.
 */
hours: Fact<string>, 
/**
 * Nominal length in weeks.
 */
weeks: Fact<number>, 
/**
 * Level, and the EQF level that compares.
 */
level: Fact<string>, 
/**
 * Where and at whose pace.
 */
delivery: Fact<string>, 
/**
 * Known start dates.
 */
starts: Fact<Array<string>>, 
/**
 * Months after which it expires.
 */
validity_months: Fact<number>, 
/**
 * Language of instruction, BCP 47.
 */
language: Fact<string>, 
/**
 * `active`, `retired` or `planned`.
 */
status: Fact<string>, };

/**
 * All that is known of an award, and what it stands beside.
 */
export type AwardPage = { 
/**
 * Its row.
 */
row: AwardRow, 
/**
 * What a person should know.
 */
description: string | null, 
/**
 * Its page.
 */
url: string | null, 
/**
 * Its issuer's page.
 */
issuer_url: string | null, 
/**
 * Its facts, each with certainty and sources.
 */
facts: AwardFacts, 
/**
 * The names of skills that it develops.
 */
skills: Array<string>, 
/**
 * What must be achieved before.
 */
requires: RequirementView | null, 
/**
 * Advice.
 */
recommends: RequirementView | null, 
/**
 * Agreements that take it.
 */
recognised_by: Array<RecognitionRow>, 
/**
 * Agreements that give it.
 */
granted_by: Array<RecognitionRow>, 
/**
 * Awards whose requirement names it, or that an agreement grants for it.
 */
opens: Array<AwardRow>, 
/**
 * Qualifications in whose requirement it stands.
 */
part_of: Array<AwardRow>, 
/**
 * Where its facts come from.
 */
sources: Array<SourceRef>, };

/**
 * An award in a table.
 */
export type AwardRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Who awards it, by organization id.
 */
issuer: string, 
/**
 * Who awards it, by name.
 */
issuer_name: string, 
/**
 * Where it is taken, if elsewhere.
 */
platform_name: string | null, 
/**
 * The issuer's country.
 */
country: string | null, 
/**
 * Its level as the pack writes it, `NZQCF 9`.
 */
level: string | null, 
/**
 * The EQF level that compares; null when none does.
 */
level_eqf: string | null, 
/**
 * Its credit in each unit that is stated.
 */
credits: Array<Credit>, 
/**
 * Whether the awards that it requires make it up: its own price and hours are then what it asks beyond theirs.
 */
made_of_parts: boolean, 
/**
 * Its price.
 */
cost: Fact<Money>, 
/**
 * Its study hours.
 */
hours: Fact<string>, 
/**
 * `active`, `retired` or `planned`.
 */
status: string, 
/**
 * How many recognitions take it.
 */
recognised_by: number, 
/**
 * Whether the open learner holds it.
 */
held: boolean, };

/**
 * A backup.
 */
export type BackupRow = { 
/**
 * By which it is asked for.
 */
name: string, 
/**
 * The day on which it was made, ISO 8601.
 */
day: string, 
/**
 * Why: `daily`, `import`, `upgrade` or `asked`.
 */
reason: string, 
/**
 * Its size in kilobytes.
 */
kilobytes: number, 
/**
 * Whether it is the one to restore: the latest that is sound.
 */
best: boolean, };

/**
 * Why an award cannot be a new step.
 */
export type Bar = "excluded" | "retired" | "planned" | "missing";

/**
 * What is barred.
 */
export type Barred = { 
/**
 * An award or an organization.
 */
kind: ExcludedKind, 
/**
 * Its id.
 */
id: string, };

/**
 * A cause why there is no route.
 */
export type Blocker = { 
/**
 * One of the contract's causes.
 */
cause: string, 
/**
 * Whose it is.
 */
id: string, 
/**
 * Its title or name, where it has one.
 */
title: string | null, 
/**
 * What to change, a sentence.
 */
change: string, };

/**
 * The weeks of a route, from the start of the plan to the finish.
 */
export type CalendarView = { 
/**
 * The first day of week 0.
 */
start: string, 
/**
 * The weeks in order.
 */
weeks: Array<WeekView>, 
/**
 * The most study that a week may hold, in minutes; null when the record says none.
 */
limit_minutes: number | null, 
/**
 * The learner's deadline.
 */
deadline: string | null, };

/**
 * An award that may be meant.
 */
export type CandidateView = { 
/**
 * Its id.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How alike, 0 to 100.
 */
score: number, 
/**
 * Why: remembered, identifier, alignment, code, title, issuer, other-issuer.
 */
reasons: Array<string>, };

/**
 * A limit on what some awards of a pool contribute together.
 */
export type CapView = { 
/**
 * The most that counts.
 */
credits: Credit, 
/**
 * The titles of the awards concerned.
 */
from: Array<string>, 
/**
 * Why.
 */
reason: string | null, };

/**
 * A form in which a catalogue goes out.
 */
export type CatalogueForm = "pack" | "ctdl" | "graphml" | "dot";

/**
 * How large and how new the catalogue is.
 */
export type CatalogueSummary = { 
/**
 * Packs.
 */
packs: number, 
/**
 * Awards.
 */
awards: number, 
/**
 * Recognitions.
 */
recognitions: number, 
/**
 * Organizations.
 */
organizations: number, 
/**
 * The newest date at which any of its sources was read.
 */
newest: string | null, 
/**
 * The newest version of its packs.
 */
version: string, };

/**
 * How sure a fact is.
 */
export type Certainty = "stated" | "derived" | "assumed" | "estimated" | "unknown";

/**
 * What became of a check.
 */
export type CheckOutcome = "passed" | "failed" | "open";

/**
 * One check.
 */
export type CheckView = { 
/**
 * Which: proof, issuer, time, status, terms or shape.
 */
check: string, 
/**
 * What became of it.
 */
outcome: CheckOutcome, 
/**
 * The answer, in the contract's word.
 */
answer: string, };

/**
 * A question about the routes shown last.
 */
export type ChoiceAsk = { 
/**
 * Names this question, so that it can be cancelled.
 */
request: string, 
/**
 * The `request` of the plan that is shown; another plan since then is a fault `no-plan`.
 */
plan: string, 
/**
 * Which of its routes, from 0. A closed target has none: 0 then.
 */
route: number, 
/**
 * After this long what is known by then is answered.
 */
time_limit_ms: number, };

/**
 * Names a claim of a credential that was kept.
 */
export type ClaimRef = { 
/**
 * The file.
 */
fingerprint: string, 
/**
 * The credential in it, from 0.
 */
credential: number, 
/**
 * The claim in that, from 0.
 */
claim: number, };

/**
 * What a credential states was achieved.
 */
export type ClaimView = { 
/**
 * What.
 */
title: string | null, 
/**
 * Who awarded it.
 */
issuer_name: string | null, 
/**
 * When.
 */
earned: string | null, 
/**
 * Until when it is valid.
 */
expires: string | null, 
/**
 * The result as it is written.
 */
grade: string | null, 
/**
 * Who earned it.
 */
recipient: string | null, 
/**
 * Whether the first award can be taken without a second look.
 */
certain: boolean, 
/**
 * The awards that may be meant, best first.
 */
candidates: Array<CandidateView>, };

/**
 * Credit that somebody says an award brings, and the receiving side does not confirm.
 */
export type ClaimedCredit = { 
/**
 * Who says it.
 */
by: string, 
/**
 * What is said to count.
 */
from: Array<string>, 
/**
 * What it is said to count for; empty: nothing is named.
 */
toward: Array<string>, 
/**
 * Why it is no agreement, a sentence.
 */
reason: string, };

/**
 * A clock on a route.
 */
export type ClockView = { 
/**
 * What runs out: `window`, `agreement`, `validity` or `exception`.
 */
kind: string, 
/**
 * The award concerned.
 */
award: Titled, 
/**
 * The credit that is granted, where it is stated.
 */
credit: Credit | null, 
/**
 * The last day on which it counts.
 */
use_by: string, 
/**
 * When the route uses it; null: it counts to the end whatever the day.
 */
used_on: string | null, 
/**
 * Days to spare when the route uses it.
 */
days_to_spare: number | null, 
/**
 * A sentence.
 */
text: string, };

/**
 * A field on which both copies disagree.
 */
export type ConflictView = { 
/**
 * Which field: `held/…`, `preferences/budget`, …
 */
field: string, 
/**
 * Its value here; null: it is gone.
 */
ours: string | null, 
/**
 * Its value there; null: it is gone.
 */
theirs: string | null, };

/**
 * An institution to ask.
 */
export type Contact = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its page.
 */
url: string | null, };

/**
 * A catalogue that came in another form.
 */
export type ConversionView = { 
/**
 * The title of its pack, or its id.
 */
title: string, 
/**
 * How many awards it has.
 */
awards: number, 
/**
 * How many recognitions.
 */
recognitions: number, 
/**
 * How many organizations.
 */
organizations: number, 
/**
 * What is kept and not interpreted.
 */
unmapped: Array<TermCount>, 
/**
 * Credit that only the sending side speaks of.
 */
claims: Array<ClaimedCredit>, 
/**
 * What a person should look at.
 */
warnings: Array<FindingView>, };

/**
 * A file that came in.
 */
export type CredentialFile = { 
/**
 * Its name.
 */
file: string, 
/**
 * By which it is kept as evidence; `null`: it holds no credential.
 */
fingerprint: string | null, 
/**
 * Its credentials, or one refusal.
 */
credentials: Array<CredentialView>, };

/**
 * One credential with the checks on it.
 */
export type CredentialView = { 
/**
 * What was achieved, or what it is called.
 */
name: string | null, 
/**
 * Who issued it, as it says itself.
 */
issuer_name: string | null, 
/**
 * The standard it follows.
 */
format: string, 
/**
 * What it is good for.
 */
evidence: EvidenceWord, 
/**
 * Each check; none when the file was refused before the checks.
 */
checks: Array<CheckView>, 
/**
 * What kept it from being verified, and what else a person should know.
 */
notes: Array<string>, 
/**
 * What it states.
 */
claims: Array<ClaimView>, };

/**
 * An amount of credit in one unit.
 */
export type Credit = { 
/**
 * A decimal such as `7.5`.
 */
value: string, 
/**
 * The unit as packs write it: `ects`, `us-semester`, …
 */
unit: string, };

/**
 * Whether credit counts.
 */
export type CreditUse = "applied" | "excess" | "unusable";

/**
 * A decision about a conflict.
 */
export type Decision = { 
/**
 * The field.
 */
field: string, 
/**
 * Whether the other copy's value is taken.
 */
theirs: boolean, };

/**
 * What is more than elsewhere; less is negative.
 */
export type DeltaView = { 
/**
 * Costs and fees.
 */
cost: Money, 
/**
 * Weeks until the finish.
 */
weeks: number, 
/**
 * Study hours, decimal.
 */
hours: string, 
/**
 * Earned awards.
 */
steps: number, };

/**
 * What a later plan changes of an earlier one.
 */
export type DifferenceView = { 
/**
 * How many steps stay as they are.
 */
kept: number, 
/**
 * New steps.
 */
added: Array<Named>, 
/**
 * Steps given up.
 */
removed: Array<Named>, 
/**
 * Steps taken another way.
 */
rerouted: Array<Named>, 
/**
 * Steps whose dates move.
 */
moved: Array<MovedView>, 
/**
 * What the steps ahead cost more (or less, below zero); null: another currency.
 */
cost: Money | null, 
/**
 * How many days later it finishes.
 */
days: number, };

/**
 * A step completed under an earlier plan.
 */
export type DoneBefore = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * When.
 */
on: string, 
/**
 * The grade, 0 to 100.
 */
grade: string | null, };

/**
 * Something of the plan that no longer holds.
 */
export type DriftView = { 
/**
 * A stable word: grade, late, price, …
 */
cause: string, 
/**
 * The step concerned.
 */
award: string | null, 
/**
 * What happened, a sentence.
 */
text: string, 
/**
 * Whether the plan cannot be followed as agreed.
 */
breaks: boolean, };

/**
 * Something with a date.
 */
export type DueView = { 
/**
 * The day.
 */
on: string, 
/**
 * confirm, enrol, start, end, use-by, expires, agreement-ends, finish.
 */
kind: string, 
/**
 * The award concerned.
 */
award: string, 
/**
 * What is to be done, a sentence.
 */
text: string, };

/**
 * What an edge says.
 */
export type EdgeKind = "requires" | "recognition" | "credit" | "alternative";

/**
 * What was removed of somebody in one respect.
 */
export type ErasedRows = { 
/**
 * What it was, by a word that the window knows.
 */
what: string, 
/**
 * How many of it.
 */
rows: number, };

/**
 * What a credential is good for.
 */
export type EvidenceWord = "verified" | "declared" | "rejected";

/**
 * A new exception.
 */
export type ExceptionEdit = { 
/**
 * What it does.
 */
kind: ExceptionKind, 
/**
 * The award that it is about.
 */
award: string, 
/**
 * What stands in; needed for a substitution.
 */
with: string | null, 
/**
 * Inside whose requirement it holds; null: everywhere.
 */
within: string | null, 
/**
 * For how much credit it is also allowed, decimal; null: its own.
 */
counts: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * Who decided.
 */
authority: string, 
/**
 * From when it holds.
 */
date: string, 
/**
 * Until when; null: without end.
 */
until: string | null, 
/**
 * The file of the document behind it.
 */
attachment: string | null, };

/**
 * What an exception does.
 */
export type ExceptionKind = "substitute" | "waive" | "also-allow" | "grant" | "deny";

/**
 * An exception as it is shown.
 */
export type ExceptionView = { 
/**
 * Its place in the record, from 0.
 */
at: number, 
/**
 * What it does.
 */
kind: ExceptionKind, 
/**
 * The award that it is about.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What stands in, by title.
 */
with: string | null, 
/**
 * Inside whose requirement it holds, by title; null: everywhere.
 */
within: string | null, 
/**
 * For how much credit, decimal.
 */
counts: string | null, 
/**
 * Why.
 */
reason: string, 
/**
 * Who decided.
 */
authority: string, 
/**
 * From when it holds.
 */
date: string, 
/**
 * Until when; null: without end.
 */
until: string | null, 
/**
 * Whether it holds today.
 */
in_force: boolean, 
/**
 * The document behind it.
 */
attachment: AttachmentView | null, 
/**
 * Whether the plan of record relies on it.
 */
relied_upon: boolean, };

/**
 * Something barred by the learner.
 */
export type Excluded = { 
/**
 * The award or organization.
 */
id: string, 
/**
 * Its title or name.
 */
title: string, };

/**
 * What can be barred.
 */
export type ExcludedKind = "award" | "organization";

/**
 * A step after which a person could stop.
 */
export type ExitView = { 
/**
 * The step.
 */
after: Titled, 
/**
 * The week by which it is achieved.
 */
week: number, 
/**
 * The first day of that week.
 */
day: string, 
/**
 * Qualifications that the step itself brings.
 */
gained: Array<Titled>, 
/**
 * Qualifications that can be claimed from then on without further study or money.
 */
claimable: Array<Titled>, };

/**
 * One value of a facet.
 */
export type FacetValue = { 
/**
 * What a query names.
 */
value: string, 
/**
 * What a person reads; the value itself where it is a word of the contract.
 */
label: string, 
/**
 * How many awards.
 */
count: number, };

/**
 * How awards divide, each list with the most frequent first.
 */
export type Facets = { 
/**
 * By kind.
 */
kinds: Array<FacetValue>, 
/**
 * By issuer.
 */
issuers: Array<FacetValue>, 
/**
 * By platform.
 */
platforms: Array<FacetValue>, 
/**
 * By country of the issuer.
 */
countries: Array<FacetValue>, 
/**
 * By EQF level.
 */
levels: Array<FacetValue>, 
/**
 * By pacing.
 */
pacing: Array<FacetValue>, 
/**
 * By status.
 */
status: Array<FacetValue>, };

/**
 * A fact with its certainty and sources. `value` is null exactly when the certainty is `unknown`.
 */
export type Fact<T> = { 
/**
 * The value.
 */
value: T | null, 
/**
 * How sure it is.
 */
certainty: Certainty, 
/**
 * Where it comes from; empty for estimates.
 */
sources: Array<SourceRef>, 
/**
 * How it was found, for an estimate or a gap that a person filled.
 */
note: string | null, };

/**
 * Why a call was refused: what happened, where, and what to do.
 */
export type Fault = { 
/**
 * A stable code in kebab case, on which the window may branch.
 */
code: string, 
/**
 * What happened, a sentence.
 */
message: string, 
/**
 * Where: a file, a field, an id.
 */
place: string | null, 
/**
 * What to do, a sentence.
 */
remedy: string | null, 
/**
 * Every finding, when a file was refused.
 */
findings?: Array<FindingView>, };

/**
 * One finding about a file or a record.
 */
export type FindingView = { 
/**
 * `error` or `warning`.
 */
severity: string, 
/**
 * What is the matter.
 */
message: string, 
/**
 * The place: line, column, pointer, id.
 */
place: string | null, 
/**
 * What to do.
 */
remedy: string | null, };

/**
 * What can go wrong.
 */
export type FragilityView = { 
/**
 * What happens if a step fails, is refused or does not run, the worst first.
 */
risks: Array<RiskView>, 
/**
 * The route of the plan that minds its worst failure least; null: not every failure could be tried in time.
 */
steadiest: SteadiestView | null, };

/**
 * An answer to a gate.
 */
export type GateAnswer = { 
/**
 * The gate.
 */
gate: string, 
/**
 * The answer.
 */
state: GateState, };

/**
 * A gate as a plain question.
 */
export type GateQuestion = { 
/**
 * The gate.
 */
id: string, 
/**
 * Its kind; `other` when unstated.
 */
kind: string, 
/**
 * The question as the source puts it.
 */
label: string, 
/**
 * The learner's answer.
 */
state: GateState, 
/**
 * The titles of the awards that ask it.
 */
asked_by: Array<string>, };

/**
 * The answer to a gate.
 */
export type GateState = "met" | "unmet" | "unknown";

/**
 * Whether a held award counts.
 */
export type HeldState = "valid" | "expired" | "unknown-award";

/**
 * An award held.
 */
export type HeldView = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title, or its id when no pack has it.
 */
title: string, 
/**
 * Its kind.
 */
kind: string | null, 
/**
 * Who awards it.
 */
issuer_name: string | null, 
/**
 * When it was earned.
 */
earned: string, 
/**
 * The grade, 0 to 100.
 */
grade: string | null, 
/**
 * The last day on which it counts.
 */
expires: string | null, 
/**
 * Whether it counts at the start of the plan.
 */
state: HeldState, };

/**
 * An award held.
 */
export type Holding = { 
/**
 * The award.
 */
award: string, 
/**
 * When it was earned.
 */
earned: string, 
/**
 * The grade, 0 to 100.
 */
grade: string | null, 
/**
 * The last day on which it counts.
 */
expires: string | null, };

/**
 * How far an import has come.
 */
export type ImportEvent = { 
/**
 * `looking`, `reading` or `checking`.
 */
stage: string, 
/**
 * Of a hundred.
 */
percent: number, };

/**
 * What became of the files.
 */
export type ImportView = { 
/**
 * The packs that came.
 */
packs: Array<PackChanges>, 
/**
 * Those that came in another form, and what a pack cannot say of them.
 */
conversions: Array<ConversionView>, 
/**
 * What a person should look at.
 */
warnings: Array<FindingView>, 
/**
 * Files that were refused.
 */
refused: Array<RefusedView>, 
/**
 * Files that hold no catalogue.
 */
others: Array<OtherFile>, 
/**
 * Whose plans rest on what has changed.
 */
touched: TouchedView, };

/**
 * What would stand in a step's place, or what choosing an award leads to.
 */
export type InsteadView = { 
/**
 * The award.
 */
award: Titled, 
/**
 * What it leads to.
 */
outcome: OutcomeView, 
/**
 * Steps that come in.
 */
comes: Array<Titled>, 
/**
 * Steps that go out.
 */
goes: Array<Titled>, 
/**
 * A sentence.
 */
text: string, 
/**
 * The pin that asks for it, as a change: see `PlanAsk.what_if` and `apply_change`.
 */
what_if: WhatIf, };

/**
 * A learner in a list.
 */
export type LearnerSummary = { 
/**
 * The id in the store.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * How many awards are held.
 */
held: number, };

/**
 * A learner record.
 */
export type LearnerView = { 
/**
 * The id in the store.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Whether it came with the program, to play with.
 */
sample: boolean, 
/**
 * What is held.
 */
held: Array<HeldView>, 
/**
 * Gates as questions, those that matter most first.
 */
gates: Array<GateQuestion>, 
/**
 * What is wanted.
 */
preferences: PreferencesView, 
/**
 * Decisions of an authority that change what counts.
 */
exceptions: Array<ExceptionView>, 
/**
 * Whether an edit can be taken back.
 */
can_undo: boolean, 
/**
 * Whether an edit that was taken back can be made again.
 */
can_redo: boolean, 
/**
 * What a person should look at.
 */
problems: Array<FindingView>, };

/**
 * An award that counts toward a requirement.
 */
export type LedgerEntry = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * For how much.
 */
credits: Credit | null, 
/**
 * How much of it is more than counts.
 */
excess: Credit | null, 
/**
 * Whether the amount was converted from another unit.
 */
converted: boolean, 
/**
 * Whether it is held already.
 */
held: boolean, };

/**
 * One requirement of the target.
 */
export type LedgerLine = { 
/**
 * Its place in the target's requirement.
 */
requirement: string, 
/**
 * What it asks, in a line.
 */
label: string, 
/**
 * Credits needed, where it counts credits.
 */
need: Credit | null, 
/**
 * Credits counted.
 */
have: Credit | null, 
/**
 * Whether the route satisfies it.
 */
met: boolean, 
/**
 * What counts.
 */
entries: Array<LedgerEntry>, };

/**
 * What becomes of a held award.
 */
export type LedgerOwn = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Whether its credit counts.
 */
use: CreditUse, 
/**
 * How much credit.
 */
credits: Credit | null, 
/**
 * Why.
 */
why: string, };

/**
 * Which award counts where, and what becomes of the learner's own credit.
 */
export type LedgerView = { 
/**
 * The requirements of the target, one by one.
 */
lines: Array<LedgerLine>, 
/**
 * What the learner holds, one by one.
 */
own: Array<LedgerOwn>, };

/**
 * A part of Cairn that others have made.
 */
export type LicenceRow = { 
/**
 * Its name in its registry.
 */
name: string, 
/**
 * The version that is built in.
 */
version: string, 
/**
 * Its licence, an SPDX expression.
 */
licence: string, };

/**
 * Why a store can be looked at and not changed.
 */
export type LookOnly = "newer" | "unwritable";

/**
 * An edge.
 */
export type MapEdge = { 
/**
 * From which node.
 */
from: string, 
/**
 * To which node.
 */
to: string, 
/**
 * What it says.
 */
kind: EdgeKind, 
/**
 * Credit that rides on it.
 */
credit: Credit | null, 
/**
 * Of how much: what the requirement needs, or what the whole programme has.
 */
of: Credit | null, 
/**
 * The least grade that is asked, 0 to 100.
 */
min_grade: string | null, };

/**
 * A node.
 */
export type MapNode = { 
/**
 * Unique within the map.
 */
id: string, 
/**
 * What it is.
 */
kind: NodeKind, 
/**
 * From how far away it is still worth drawing.
 */
rank: Rank, 
/**
 * What it is called; for a requirement the award that asks it.
 */
title: string, 
/**
 * Who awards it.
 */
issuer: string | null, 
/**
 * The award that it stands for.
 */
award: string | null, 
/**
 * How far it is met, for requirements.
 */
progress: Progress | null, 
/**
 * The learner's answer, for gates.
 */
gate: GateState | null, 
/**
 * Why it is barred.
 */
bar: Bar | null, 
/**
 * How many more awards could stand in here than are drawn.
 */
more: number, 
/**
 * Its layer: greater than that of every node that leads to it.
 */
depth: number, };

/**
 * Nodes and edges from what is held to the target.
 */
export type MapView = { 
/**
 * The nodes, by depth.
 */
nodes: Array<MapNode>, 
/**
 * The edges; both ends are among the nodes.
 */
edges: Array<MapEdge>, };

/**
 * What merging a copy would do.
 */
export type MergeView = { 
/**
 * The file.
 */
path: string, 
/**
 * Whose record it is merged into.
 */
learner: string, 
/**
 * Whether the state in which it left is known; without it every difference is a conflict.
 */
known: boolean, 
/**
 * Fields that would be taken from the copy.
 */
taken: Array<string>, 
/**
 * Fields on which both disagree.
 */
conflicts: Array<ConflictView>, };

/**
 * An amount of money, rounded to whole minor units for display.
 */
export type Money = { 
/**
 * The amount in minor units (cents for USD).
 */
minor: number, 
/**
 * How many decimals the minor unit stands for: 2 for USD, 0 for KRW.
 */
exponent: number, 
/**
 * The ISO 4217 code.
 */
currency: string, };

/**
 * A step whose dates move.
 */
export type MovedView = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * When it started.
 */
from: string, 
/**
 * When it starts now.
 */
to: string, };

/**
 * An award by name.
 */
export type Named = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, };

/**
 * What a node is.
 */
export type NodeKind = "held" | "planned" | "recognised" | "requirement" | "gate" | "target" | "alternative" | "barred";

/**
 * What a route is best by.
 */
export type Objective = "cost" | "finish" | "hours" | "steps" | "front";

/**
 * A change of the record that opens a closed target.
 */
export type OpeningView = { 
/**
 * The change, to plan with (`PlanAsk.what_if`) or to keep (`apply_change`).
 */
what_if: WhatIf, 
/**
 * The same as requests, each a phrase.
 */
changes: Array<string>, 
/**
 * The route that it opens, in sum.
 */
totals: TotalsView, };

/**
 * A file that holds no catalogue.
 */
export type OtherFile = { 
/**
 * Its name.
 */
file: string, 
/**
 * What it holds.
 */
kind: OtherKind, };

/**
 * What a file holds that is no catalogue.
 */
export type OtherKind = "record" | "credential" | "plan" | "unknown";

/**
 * What is known of an outcome.
 */
export type OutcomeState = "route" | "held" | "closed" | "unsettled";

/**
 * What becomes of the target if something changes.
 */
export type OutcomeView = { 
/**
 * What is known.
 */
state: OutcomeState, 
/**
 * The best route that remains, in sum; null unless the state is `route`.
 */
totals: TotalsView | null, 
/**
 * What that asks beyond the route shown; null unless the state is `route`.
 */
delta: DeltaView | null, 
/**
 * Why there is none, when the state is `closed`.
 */
blockers: Array<Blocker>, };

/**
 * How an imported pack came.
 */
export type PackArrival = "new" | "replaced" | "same";

/**
 * What an imported pack changed.
 */
export type PackChanges = { 
/**
 * The pack.
 */
pack: string, 
/**
 * Its title, or its id when it has none.
 */
title: string, 
/**
 * How it came, which decides how it is taken back.
 */
arrival: PackArrival, 
/**
 * Records that are new.
 */
added: number, 
/**
 * Records that say something else than before.
 */
changed: number, 
/**
 * Records that are gone.
 */
removed: number, 
/**
 * The changes one by one, as sentences.
 */
sentences: Array<string>, };

/**
 * One pack.
 */
export type PackRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title, or its id when it has none.
 */
title: string, 
/**
 * Its version.
 */
version: string, 
/**
 * How many awards.
 */
awards: number, 
/**
 * How many recognitions.
 */
recognitions: number, 
/**
 * When the newest of its sources was read.
 */
newest: string | null, 
/**
 * When the oldest of its sources was read.
 */
oldest: string | null, 
/**
 * Whether it came with the program.
 */
bundled: boolean, };

/**
 * What became of a change of passphrase.
 */
export type PassphraseChange = { 
/**
 * How the store is protected now.
 */
privacy: PrivacyView, 
/**
 * How many backups and kept files followed.
 */
followed: number, 
/**
 * Files that could not be read and are as they were.
 */
left: Array<string>, };

/**
 * A picture to keep.
 */
export type Picture = { "format": "svg", "data": string } | { "format": "png", "data": string };

/**
 * Kinds of pins.
 */
export type PinKind = "count" | "take" | "avoid";

/**
 * A pin and what it costs.
 */
export type PinPriceView = { 
/**
 * The pin.
 */
pin: PinView, 
/**
 * What the route asks beyond the best without the pin; null: not known.
 */
price: DeltaView | null, 
/**
 * A sentence.
 */
text: string, };

/**
 * A wish that restricts the routes.
 */
export type PinView = { 
/**
 * What is wished.
 */
kind: PinKind, 
/**
 * The award that it is about.
 */
award: string, 
/**
 * For `count`: where the award shall count.
 */
toward: string | null, };

/**
 * A request for routes.
 */
export type PlanAsk = { 
/**
 * Names this request, so that it can be cancelled.
 */
request: string, 
/**
 * The award that is wanted.
 */
target: string, 
/**
 * One route for each; any number for the front.
 */
objectives: Array<Objective>, 
/**
 * Unknown gates and grades count as unmet.
 */
strict: boolean, 
/**
 * Only routes whose every cost and hour is known.
 */
without_estimates: boolean, 
/**
 * After this long the best routes found are returned with their bounds.
 */
time_limit_ms: number, 
/**
 * The record as it would be, for this plan alone.
 */
what_if?: WhatIf, 
/**
 * Plan by the record as it stands as well, and tell the difference in `RouteView.delta` and `PlanView.beside`.
 */
beside?: boolean, };

/**
 * What happens if a gate stays shut. The gate on which most hangs comes first.
 */
export type PlanBView = { 
/**
 * The gate as a question.
 */
gate: GateQuestion, 
/**
 * How many of the plan's routes rely on it.
 */
relying: number, 
/**
 * What remains.
 */
outcome: OutcomeView, 
/**
 * A sentence.
 */
text: string, 
/**
 * The answer as a change, to plan with it: see `PlanAsk.what_if`.
 */
what_if: WhatIf, };

/**
 * How the work goes.
 */
export type PlanEvent = { 
/**
 * Which route is sought.
 */
objective: Objective | null, 
/**
 * `searching`: work on the objective has begun; `found`: a route stands, a better one may follow.
 */
phase: string, 
/**
 * The best value found, in words.
 */
best: string | null, 
/**
 * No route can be better than this, in words; null while nothing is proven.
 */
bound: string | null, 
/**
 * The route that was found, in sum. A route of the front comes once, when it is certain; others may be replaced.
 */
found: TotalsView | null, 
/**
 * The same route in full, as the only one of a plan, while the others are computed; null where routes are not shown yet.
 */
so_far: PlanView | null, 
/**
 * Since the request, in milliseconds.
 */
elapsed_ms: number, };

/**
 * Whether there is a way.
 */
export type PlanStatus = "routes" | "held" | "unreachable" | "unknown-target";

/**
 * The answer.
 */
export type PlanView = { 
/**
 * The target.
 */
target: AwardRow, 
/**
 * Whether there is a way.
 */
status: PlanStatus, 
/**
 * The routes.
 */
routes: Array<RouteView>, 
/**
 * Steps that every route of the front takes (of the plan, where there is no front), by their earliest start.
 */
no_regret: Array<SharedView>, 
/**
 * When the ask said `beside`: the routes by the record as it stands, in sum. Empty: there is none.
 */
beside: Array<TotalsView> | null, 
/**
 * Why there is none.
 */
blockers: Array<Blocker>, 
/**
 * What the person should know besides.
 */
notes: Array<string>, 
/**
 * That nothing of this is a promise, and whom to ask.
 */
unofficial: Unofficial, };

/**
 * An award in a pool.
 */
export type PoolItem = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What it is worth in the pool; null when no unit that it states converts.
 */
counts: Credit | null, 
/**
 * Whether the open learner holds it.
 */
held: boolean, };

/**
 * New preferences; null clears. Exclusions have their own call.
 */
export type PreferencesEdit = { 
/**
 * The first day of week 0.
 */
start: string | null, 
/**
 * Study hours in a week, decimal.
 */
hours_per_week: string | null, 
/**
 * The currency of totals.
 */
currency: string | null, 
/**
 * A hard limit on cost, in major units, decimal.
 */
budget: string | null, 
/**
 * A hard limit on the finish.
 */
deadline: string | null, 
/**
 * Exchange rates.
 */
rates: Array<RateView>, };

/**
 * What is wanted.
 */
export type PreferencesView = { 
/**
 * The first day of week 0.
 */
start: string | null, 
/**
 * Study hours in a week, decimal.
 */
hours_per_week: string | null, 
/**
 * The currency of totals.
 */
currency: string | null, 
/**
 * A hard limit on cost.
 */
budget: Money | null, 
/**
 * A hard limit on the finish.
 */
deadline: string | null, 
/**
 * Exchange rates.
 */
rates: Array<RateView>, 
/**
 * Awards that are no new steps.
 */
exclude_awards: Array<Excluded>, 
/**
 * Organizations whose awards and recognitions are no new steps.
 */
exclude_organizations: Array<Excluded>, };

/**
 * How the store is protected.
 */
export type PrivacyView = { 
/**
 * Whether it is encrypted with a passphrase.
 */
encrypted: boolean, 
/**
 * After how many idle minutes the window locks; 0: never.
 */
idle_minutes: number, 
/**
 * What the person at this machine calls themself in the log; empty: only the account is noted.
 */
me: string, 
/**
 * The account of the system.
 */
account: string, };

/**
 * How far a requirement is met.
 */
export type Progress = { 
/**
 * What counts already, without further study, decimal.
 */
have: string, 
/**
 * What the route adds by study as far as it is needed, decimal.
 */
planned: string, 
/**
 * What is needed, decimal.
 */
need: string, 
/**
 * In what: a credit unit, or `awards`.
 */
unit: string, 
/**
 * How many awards or parts there are to choose from.
 */
options: number, };

/**
 * How far a plan has come.
 */
export type ProgressView = { 
/**
 * Steps completed.
 */
completed: number, 
/**
 * Steps under way.
 */
enrolled: number, 
/**
 * Steps in all; dropped ones do not count.
 */
steps: number, 
/**
 * Study hours of completed steps, decimal.
 */
hours_done: string, 
/**
 * Study hours in all, decimal.
 */
hours: string, 
/**
 * Paid for what is completed or under way.
 */
spent: Money, 
/**
 * Still to be paid.
 */
ahead: Money, 
/**
 * The award to begin next.
 */
next: string | null, 
/**
 * Whether the target is achieved.
 */
arrived: boolean, };

/**
 * From how far away a node is still worth drawing.
 */
export type Rank = "programme" | "requirement" | "award";

/**
 * An exchange rate of the learner.
 */
export type RateView = { 
/**
 * The other currency.
 */
currency: string, 
/**
 * Units of the learner's currency for one of the other, decimal.
 */
rate: string, };

/**
 * What erasing removed.
 */
export type Receipt = { 
/**
 * Whose data it was, by number.
 */
learner: string, 
/**
 * When.
 */
at: string, 
/**
 * From how many backups and kept files it was erased as well.
 */
backups: number, 
/**
 * Files that could not be read and may still hold it.
 */
left: Array<string>, 
/**
 * What was removed.
 */
removed: Array<ErasedRows>, };

/**
 * What looking at many found.
 */
export type RecheckDone = { 
/**
 * Learners looked at.
 */
looked: number, 
/**
 * Those whose plan cannot be followed as agreed.
 */
broken: number, 
/**
 * Those of whose plan something no longer holds.
 */
drifted: number, };

/**
 * How far looking at many has come.
 */
export type RecheckEvent = { 
/**
 * Learners looked at.
 */
done: number, 
/**
 * Learners in all.
 */
of: number, };

/**
 * An agreement.
 */
export type RecognitionRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * What it says, in a line.
 */
title: string, 
/**
 * Who recognises, by organization id.
 */
by: string, 
/**
 * Who recognises, by name.
 */
by_name: string, 
/**
 * What is recognised.
 */
from: RequirementView | null, 
/**
 * What is recognised, in a line.
 */
from_text: string, 
/**
 * What is achieved by it.
 */
grants: string, 
/**
 * Its title.
 */
grants_title: string, 
/**
 * The programme in which it counts.
 */
into: string | null, 
/**
 * Its title.
 */
into_title: string | null, 
/**
 * The credit that is granted, in the programme's unit where it converts.
 */
credits: Credit | null, 
/**
 * Of how many credits the programme has, in the same unit.
 */
of_credits: Credit | null, 
/**
 * What else must hold.
 */
conditions: RequirementView | null, 
/**
 * What it costs.
 */
fee: Fact<Money>, 
/**
 * What is recognised must have been earned within so many months; may be fractional.
 */
within_months: number | null, 
/**
 * The first day of the agreement.
 */
valid_from: string | null, 
/**
 * The last day of the agreement.
 */
valid_until: string | null, 
/**
 * Whether it is in force today.
 */
in_force: boolean, 
/**
 * Where it is stated.
 */
sources: Array<SourceRef>, 
/**
 * How sure it is.
 */
certainty: Certainty, };

/**
 * A form in which a learner record goes out.
 */
export type RecordForm = "record" | "clr" | "elm";

/**
 * A file that was refused.
 */
export type RefusedView = { 
/**
 * Its name.
 */
file: string, 
/**
 * Why, a sentence.
 */
reason: string, 
/**
 * Everything that is wrong with it.
 */
findings: Array<FindingView>, };

/**
 * What remains exactly.
 */
export type RemainsView = { 
/**
 * The best route by cost, by hours and by steps, in sum; empty: there is none, or none was found in time.
 */
best: Array<TotalsView>, 
/**
 * Why there is none.
 */
blockers: Array<Blocker>, };

/**
 * What taking a pack out leaves behind.
 */
export type RemovalView = { 
/**
 * The packs that name something of it.
 */
naming: Array<string>, 
/**
 * How many learners hold an award of it; they go on holding it.
 */
learners: number, };

/**
 * A pack that was taken out and can come back.
 */
export type RemovedRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title, or its id when it has none.
 */
title: string, 
/**
 * Its version.
 */
version: string, 
/**
 * How many awards it has.
 */
awards: number, 
/**
 * Whether it came with the program.
 */
bundled: boolean, 
/**
 * The day on which it was taken out.
 */
removed: string, };

/**
 * A way to go on.
 */
export type RepairView = { 
/**
 * What it changes; null: there is no route.
 */
difference: DifferenceView | null, 
/**
 * Still to be paid.
 */
cost: Money | null, 
/**
 * When the target is achieved.
 */
finish: string | null, 
/**
 * Whether its objective is proven.
 */
proven: boolean, 
/**
 * Why there is none.
 */
blockers: Array<Blocker>, 
/**
 * What the person should know.
 */
notes: Array<string>, };

/**
 * Two ways to go on.
 */
export type RepairsView = { 
/**
 * The best from today.
 */
best: RepairView, 
/**
 * The one with the fewest steps that were not agreed.
 */
smallest: RepairView, 
/**
 * Whether both take the same steps in the same weeks.
 */
same: boolean, };

/**
 * What to write, and where.
 */
export type ReportAsk = { 
/**
 * The file.
 */
path: string, 
/**
 * The format.
 */
format: ReportFormat, 
/**
 * US Letter instead of A4, for a PDF.
 */
letter: boolean, 
/**
 * Leave out the name, grades, and who decided what.
 */
redacted: boolean, 
/**
 * The language of the window, as a BCP 47 tag; English when the library does not speak it.
 */
language: string, };

/**
 * Formats of a report.
 */
export type ReportFormat = "pdf" | "html" | "ics" | "csv";

/**
 * A requirement expression.
 */
export type RequirementView = { "form": "award", 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its kind; `other` when no pack has it.
 */
kind: string, 
/**
 * The least grade, 0 to 100.
 */
min_grade: string | null, 
/**
 * Whether the open learner holds it.
 */
held: boolean, } | { "form": "all", 
/**
 * Whether an award counts toward one child only.
 */
distinct: boolean, 
/**
 * The children.
 */
of: Array<RequirementView>, } | { "form": "any", 
/**
 * The children.
 */
of: Array<RequirementView>, } | { "form": "at_least", 
/**
 * How many.
 */
count: number, 
/**
 * The children.
 */
of: Array<RequirementView>, } | { "form": "credits", 
/**
 * How many.
 */
credits: Credit, 
/**
 * From what.
 */
from: Array<PoolItem>, 
/**
 * Limits on parts of the list.
 */
caps: Array<CapView>, } | { "form": "gate", 
/**
 * Its id.
 */
gate: string, 
/**
 * Its kind; `other` when unstated.
 */
kind: string, 
/**
 * The question.
 */
label: string, 
/**
 * What satisfies it without a decision.
 */
met_by: RequirementView | null, };

/**
 * A failure and what it leads to.
 */
export type RiskView = { 
/**
 * `failed`, `refused` or `cancelled`.
 */
kind: string, 
/**
 * The award that is then not achieved in this way.
 */
award: Titled, 
/**
 * The agreement that is refused.
 */
recognition: string | null, 
/**
 * The week of the run that is cancelled, by its last day.
 */
run: string | null, 
/**
 * What remains.
 */
outcome: OutcomeView, 
/**
 * A sentence.
 */
text: string, };

/**
 * What a person comes for; each lands in a prepared place.
 */
export type Role = "learner" | "advisor" | "explorer";

/**
 * A meaning and the column that has it.
 */
export type RosterColumn = { 
/**
 * name, award, earned, grade, start, hours-per-week, currency, tag.
 */
field: string, 
/**
 * The column, from 0; null: none has it.
 */
column: number | null, };

/**
 * A person of the table.
 */
export type RosterPerson = { 
/**
 * The name.
 */
name: string, 
/**
 * What is held, by title or id.
 */
held: Array<string>, 
/**
 * Tags.
 */
tags: Array<string>, };

/**
 * A table of learners before it is taken in.
 */
export type RosterPreview = { 
/**
 * The file.
 */
path: string, 
/**
 * The names of its columns.
 */
headers: Array<string>, 
/**
 * Which column means what.
 */
columns: Array<RosterColumn>, 
/**
 * How many people it holds.
 */
people: number, 
/**
 * The first of them, as they would be taken in.
 */
first: Array<RosterPerson>, 
/**
 * What is wrong; then nothing is taken in.
 */
findings: Array<FindingView>, };

/**
 * What there is to know about one route beside its steps.
 */
export type RouteChoices = { 
/**
 * The steps in the order of their achievement, with the qualifications that each brings.
 */
exits: Array<ExitView>, 
/**
 * Until when something must be used, the first to run out first.
 */
shelf_life: Array<ClockView>, 
/**
 * What each pin of the record costs.
 */
pins: Array<PinPriceView>, };

/**
 * A route.
 */
export type RouteView = { 
/**
 * What it is best by.
 */
by: Objective, 
/**
 * When the ask said `beside`: what it asks beyond the route of the same objective by the record as it stands. Null
 * besides, for the front, and where the currencies differ.
 */
delta: DeltaView | null, 
/**
 * Whether that is proven.
 */
proven: boolean, 
/**
 * When it is not: no route can be better than this, in words.
 */
bound: string | null, 
/**
 * Sum of costs and fees.
 */
cost: Money, 
/**
 * The same by certainty.
 */
cost_split: Split<Money>, 
/**
 * Sum of study hours, decimal.
 */
hours: string, 
/**
 * The same by certainty.
 */
hours_split: Split<string>, 
/**
 * The week in which the target is achieved.
 */
finish_week: number, 
/**
 * The first day of that week.
 */
finish: string, 
/**
 * The steps in order.
 */
steps: Array<StepView>, 
/**
 * Unknown gates that it relies on.
 */
to_confirm: Array<GateQuestion>, 
/**
 * Grades that it relies on.
 */
assumptions: Array<AssumptionView>, 
/**
 * What counts where.
 */
ledger: LedgerView, 
/**
 * The route as a graph.
 */
map: MapView, 
/**
 * The route week by week.
 */
calendar: CalendarView, 
/**
 * What is gained by what is held.
 */
saved: Saved, 
/**
 * What the person should know.
 */
notes: Array<string>, 
/**
 * Exceptions of the record that it relies on, as sentences.
 */
exceptions: Array<string>, };

/**
 * What is gained by what is held.
 */
export type Saved = { 
/**
 * How many held awards the route relies on, with credit or without.
 */
awards: number, 
/**
 * Credit of held awards that the route applies, by unit.
 */
credit: Array<Credit>, 
/**
 * The prices of the held awards that the route relies on, stated or estimated: what need not be paid again.
 */
money: Fact<Money>, };

/**
 * What something saves: what the best route without it asks more.
 */
export type SavingView = { 
/**
 * The award or agreement; null for all of them.
 */
of: Titled | null, 
/**
 * The best without it; `delta` is what is saved.
 */
outcome: OutcomeView, 
/**
 * A sentence.
 */
text: string, };

/**
 * What is saved.
 */
export type SavingsView = { 
/**
 * Against the direct route, which ignores all that is held or granted.
 */
held: SavingView, 
/**
 * Against the best route without any agreement.
 */
recognition: SavingView, 
/**
 * By each held award alone, the most first.
 */
by_award: Array<SavingView>, 
/**
 * By each agreement of the route alone, the most first.
 */
by_agreement: Array<SavingView>, };

/**
 * What is searched for. Empty lists and nulls do not restrict.
 */
export type SearchQuery = { 
/**
 * Words; the last may be the beginning of one.
 */
words: string, 
/**
 * Kinds of awards.
 */
kinds: Array<string>, 
/**
 * Issuers, by organization id.
 */
issuers: Array<string>, 
/**
 * Platforms, by organization id.
 */
platforms: Array<string>, 
/**
 * Countries of issuers, ISO 3166-1 alpha-2.
 */
countries: Array<string>, 
/**
 * EQF levels.
 */
levels: Array<string>, 
/**
 * At least that much credit, in ECTS.
 */
min_credit_ects: number | null, 
/**
 * At most that price, in minor units of `currency`.
 */
max_cost_minor: number | null, 
/**
 * The currency of `max_cost_minor`.
 */
currency: string | null, 
/**
 * `self-paced` or `scheduled`.
 */
pacing: string | null, 
/**
 * `active`, `retired` or `planned`.
 */
status: string | null, 
/**
 * Whether courses, modules and parts are left out.
 */
qualifications_only: boolean, 
/**
 * By what the results are sorted; null: the best match first.
 */
sort: SortColumn | null, 
/**
 * Whether the largest comes first.
 */
descending: boolean, 
/**
 * How many rows to skip.
 */
offset: number, 
/**
 * How many rows to return.
 */
limit: number, };

/**
 * What was found.
 */
export type SearchResults = { 
/**
 * How many awards match.
 */
total: number, 
/**
 * The rows asked for, best first.
 */
rows: Array<AwardRow>, 
/**
 * How the matches divide.
 */
facets: Facets, };

/**
 * What a step is there for.
 */
export type ServesView = { 
/**
 * The award that rests on it.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * In which part: `required`, `3 of 12 us-semester`, `recognised`.
 */
as: string, };

/**
 * What people write in a session.
 */
export type SessionNotes = { 
/**
 * What was talked about.
 */
talked: string, 
/**
 * What is still open.
 */
questions: string, 
/**
 * What is to be done next.
 */
next_step: string, 
/**
 * When they meet next, or by when it is to be done.
 */
next_date: string | null, };

/**
 * A session.
 */
export type SessionView = { 
/**
 * Names it.
 */
id: string, 
/**
 * Who advises.
 */
advisor: string, 
/**
 * When it began, with the time.
 */
started: string, 
/**
 * When it ended; null: it is open.
 */
ended: string | null, 
/**
 * What people write.
 */
written: SessionNotes, 
/**
 * What was changed in the record, in order.
 */
sentences: Array<string>, 
/**
 * Whether a what-if is being tried.
 */
what_if: boolean, };

/**
 * The sessions with the open learner.
 */
export type SessionsView = { 
/**
 * The one that is open.
 */
open: SessionView | null, 
/**
 * Those that have ended, the latest first.
 */
past: Array<SessionView>, };

/**
 * A step that every route takes.
 */
export type SharedView = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The earliest week in which a route starts it.
 */
start_week: number, 
/**
 * A sentence.
 */
text: string, };

/**
 * By what results are sorted.
 */
export type SortColumn = "title" | "kind" | "level" | "credits" | "cost" | "hours" | "recognised";

/**
 * Where a fact comes from.
 */
export type SourceRef = { 
/**
 * The page.
 */
url: string, 
/**
 * When it said so: a year, a month or a day.
 */
as_of: string | null, };

/**
 * A total by the certainty of its parts; the parts sum to the total.
 */
export type Split<T> = { 
/**
 * What sources state.
 */
stated: T, 
/**
 * What was computed from sources.
 */
derived: T, 
/**
 * What a person filled in.
 */
assumed: T, 
/**
 * What was estimated.
 */
estimated: T, };

/**
 * All that the window needs to draw itself.
 */
export type Start = { 
/**
 * The catalogue.
 */
catalogue: CatalogueSummary, 
/**
 * The learner that is open.
 */
learner: LearnerView, 
/**
 * All learners.
 */
learners: Array<LearnerSummary>, 
/**
 * Whether nobody has chosen a role yet.
 */
first_start: boolean, 
/**
 * Why nothing can be changed here; absent where everything can.
 */
look_only: LookOnly | null, 
/**
 * The day, so that ages of facts can be told.
 */
today: string, 
/**
 * What can be searched by, with counts over the whole catalogue.
 */
facets: Facets, };

/**
 * The route that minds a failure least.
 */
export type SteadiestView = { 
/**
 * Its place among the plan's routes, from 0.
 */
route: number, 
/**
 * The failure that hurts it most, a sentence.
 */
worst: string | null, 
/**
 * The finish, in weeks, after that failure; null: the target would be closed.
 */
worst_finish_week: number | null, };

/**
 * How a step moves on.
 */
export type StepMark = { 
/**
 * The award.
 */
award: string, 
/**
 * Where it stands now.
 */
state: StepState, 
/**
 * Since when; needed unless it is planned.
 */
on: string | null, 
/**
 * The grade, 0 to 100.
 */
grade: string | null, 
/**
 * Why it is given up.
 */
reason: string | null, };

/**
 * Names a step of a route that is shown.
 */
export type StepRef = { 
/**
 * The award.
 */
award: string, 
/**
 * `earn`, or the id of the recognition.
 */
way: string, 
/**
 * The week in which it starts.
 */
start_week: number, };

/**
 * A step's standing.
 */
export type StepStanding = { 
/**
 * The award.
 */
award: string, 
/**
 * Where it stands.
 */
state: StepState, 
/**
 * Since when; null while it is planned.
 */
on: string | null, 
/**
 * The grade, 0 to 100.
 */
grade: string | null, 
/**
 * Why it was given up.
 */
reason: string | null, 
/**
 * Whether it was to have begun or ended by now.
 */
overdue: boolean, };

/**
 * Where a step stands.
 */
export type StepState = "planned" | "enrolled" | "completed" | "dropped";

/**
 * A step.
 */
export type StepView = { 
/**
 * The award.
 */
award: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its kind.
 */
kind: string, 
/**
 * Who awards it.
 */
issuer_name: string, 
/**
 * `earn`, or the id of the recognition.
 */
way: string, 
/**
 * The recognition.
 */
recognition: RecognitionRow | null, 
/**
 * The first day.
 */
start: string, 
/**
 * The day on which it has ended.
 */
end: string, 
/**
 * The week in which it starts.
 */
start_week: number, 
/**
 * The week at whose beginning it has ended.
 */
end_week: number, 
/**
 * What it costs.
 */
cost: Fact<Money>, 
/**
 * The same as it is stated, where that is in another currency.
 */
listed: Money | null, 
/**
 * Study hours.
 */
hours: Fact<string>, 
/**
 * What it is there for.
 */
serves: Array<ServesView>, 
/**
 * What the person should know.
 */
notes: Array<string>, 
/**
 * Its page.
 */
url: string | null, };

/**
 * An award that an agreement takes.
 */
export type Taken = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Its kind; `other` when no pack has it.
 */
kind: string, };

/**
 * A term, and how often it came.
 */
export type TermCount = { 
/**
 * The class or column it stands in, and the term.
 */
term: string, 
/**
 * How often it came.
 */
count: number, };

/**
 * An award by name.
 */
export type Titled = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its title.
 */
title: string, };

/**
 * What a route asks of a person.
 */
export type TotalsView = { 
/**
 * What the route is best by.
 */
by: Objective, 
/**
 * Whether that is proven.
 */
proven: boolean, 
/**
 * Sum of costs and fees.
 */
cost: Money, 
/**
 * Sum of study hours, decimal.
 */
hours: string, 
/**
 * Earned awards.
 */
steps: number, 
/**
 * The week in which the target is achieved, counted from the start.
 */
finish_week: number, 
/**
 * The first day of that week.
 */
finish: string, };

/**
 * A learner whose plan is touched.
 */
export type TouchedLearner = { 
/**
 * Who.
 */
id: string, 
/**
 * The name in the list.
 */
name: string, };

/**
 * Learners whose plans rest on what has changed in the catalogue.
 */
export type TouchedView = { 
/**
 * How many there are.
 */
total: number, 
/**
 * The first of them by name.
 */
first: Array<TouchedLearner>, };

/**
 * An agreement with what it spares.
 */
export type TransferRow = { 
/**
 * The agreement.
 */
recognition: RecognitionRow, 
/**
 * The awards that it can rest on, by id and title.
 */
takes: Array<Taken>, 
/**
 * What the credit would cost at the institution, in the learner's currency.
 */
money: Fact<Money>, 
/**
 * The same in the institution's currency, where that is another.
 */
original: Money | null, 
/**
 * The study hours that it would take there, decimal.
 */
hours: Fact<string>, 
/**
 * The same in weeks, at the learner's hours a week; null when either is unknown.
 */
weeks: number | null, 
/**
 * How many conditions it names beside what it takes.
 */
conditions: number, 
/**
 * When the oldest of its sources was read: a year, a month or a day.
 */
read: string | null, };

/**
 * What the list is asked for.
 */
export type TriageAsk = { 
/**
 * Words of the name or of a tag.
 */
words: string, 
/**
 * Only learners with this tag.
 */
tag: string | null, 
/**
 * Only some.
 */
only: TriageOnly | null, 
/**
 * The archived instead of the others.
 */
archived: boolean, 
/**
 * In which order.
 */
order: TriageOrder, 
/**
 * How many are skipped.
 */
offset: number, 
/**
 * How many come at most.
 */
limit: number, };

/**
 * What is known of a learner.
 */
export type TriageKnown = { 
/**
 * How many awards are held.
 */
held: number, 
/**
 * The title of the target of the plan; null: nothing is agreed.
 */
target: string | null, 
/**
 * When it finishes.
 */
finish: string | null, 
/**
 * Steps completed.
 */
completed: number, 
/**
 * Steps in all.
 */
steps: number, 
/**
 * When something is due next.
 */
due: string | null, 
/**
 * What, a sentence.
 */
due_text: string | null, 
/**
 * Conditions outstanding.
 */
conditions: number, 
/**
 * What of the plan cannot be followed as agreed.
 */
broken: number, 
/**
 * Everything that no longer holds.
 */
drifted: number, 
/**
 * The first of it, a sentence.
 */
text: string | null, };

/**
 * A restriction of the list.
 */
export type TriageOnly = "broken" | "conditions" | "without-plan" | "touched";

/**
 * An order of the list.
 */
export type TriageOrder = "urgency" | "name" | "changed";

/**
 * A learner in the list.
 */
export type TriageRow = { 
/**
 * Who.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The day of the last change.
 */
changed: string, 
/**
 * Whether the record or the catalogue has changed since somebody looked.
 */
stale: boolean, 
/**
 * What is known; null: nobody has looked yet.
 */
known: TriageKnown | null, };

/**
 * The list.
 */
export type TriageView = { 
/**
 * How many there are in all.
 */
total: number, 
/**
 * Those that were asked for.
 */
rows: Array<TriageRow>, 
/**
 * How many should be looked at again.
 */
stale: number, 
/**
 * All tags.
 */
tags: Array<string>, };

/**
 * A document of the trust store.
 */
export type TrustRow = { 
/**
 * Its id.
 */
id: string, 
/**
 * Whether it is a list of what was revoked, rather than an issuer's keys.
 */
status_list: boolean, 
/**
 * The name of its file.
 */
file: string, 
/**
 * Whose keys they are, when the document does not say.
 */
issuer: string | null, };

/**
 * What becomes of a what-if.
 */
export type TryOut = "begin" | "keep" | "drop";

/**
 * A qualification and what remains to it at least.
 */
export type UnlockView = { 
/**
 * The qualification.
 */
award: AwardRow, 
/**
 * No route costs less; null: it is closed, whatever is spent.
 */
cost: Money | null, 
/**
 * No route takes fewer study hours.
 */
hours: string | null, 
/**
 * No route earns fewer awards.
 */
steps: number | null, };

/**
 * That a plan is unofficial.
 */
export type Unofficial = { 
/**
 * The sentence.
 */
text: string, 
/**
 * Whom to ask: the issuer of the target, and who recognises on the way.
 */
ask: Array<Contact>, };

/**
 * A snapshot of a plan that was agreed.
 */
export type VersionRow = { 
/**
 * Names it.
 */
id: string, 
/**
 * What was done when it was agreed.
 */
title: string, 
/**
 * The title of its target.
 */
target: string, 
/**
 * When, with the time.
 */
agreed: string, 
/**
 * Whether it is the plan of record now.
 */
current: boolean, };

/**
 * One week.
 */
export type WeekView = { 
/**
 * Study in it, in minutes.
 */
minutes: number, 
/**
 * Whether a break of the learner touches it.
 */
broken: boolean, };

/**
 * A record as it would be; nothing of it is kept. What is null, empty or absent stays as the record has it.
 */
export type WhatIf = { 
/**
 * The first day of week 0.
 */
start?: string | null, 
/**
 * Study hours in a week, decimal.
 */
hours_per_week?: string | null, 
/**
 * The currency of totals.
 */
currency?: string | null, 
/**
 * A hard limit on cost, in major units, decimal.
 */
budget?: string | null, 
/**
 * No limit on cost.
 */
no_budget?: boolean | null, 
/**
 * A hard limit on the finish.
 */
deadline?: string | null, 
/**
 * No limit on the finish.
 */
no_deadline?: boolean | null, 
/**
 * Answers to gates.
 */
gates?: Array<GateAnswer> | null, 
/**
 * Awards held besides; one that is held already is replaced.
 */
hold?: Array<Holding> | null, 
/**
 * Awards no longer held.
 */
drop?: Array<string> | null, 
/**
 * What is barred besides.
 */
exclude?: Array<Barred> | null, 
/**
 * What is allowed again.
 */
allow?: Array<Barred> | null, 
/**
 * Pins besides.
 */
pin?: Array<PinView> | null, 
/**
 * Awards about which every pin is released.
 */
release?: Array<string> | null, };

/**
 * Which repair.
 */
export type WhichRepair = "best" | "smallest";

/**
 * How far a question is that is solved many times over.
 */
export type WorkEvent = { 
/**
 * Solutions done.
 */
done: number, 
/**
 * Solutions to do.
 */
of: number, };

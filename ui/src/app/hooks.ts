/** Names by which end-to-end tests find parts of the window (`data-testid`). They are stable; markup is not. */
export const hooks = {
  welcomeLearner: "welcome-learner",
  welcomeAdvisor: "welcome-advisor",
  welcomeExplorer: "welcome-explorer",
  railHome: "rail-home",
  railExplore: "rail-explore",
  railMine: "rail-mine",
  railRoutes: "rail-routes",
  railPlan: "rail-plan",
  railLearners: "rail-learners",
  railCatalogue: "rail-catalogue",
  /** What the last run broke off with. */
  failure: "failure",
  lookOnly: "look-only",
  licences: "licences",
  exploreSearch: "explore-search",
  /** One row of the results; `data-award` is the award's id. */
  exploreRow: "explore-row",
  /** The three ways to look at the catalogue. */
  modeAwards: "mode-awards",
  modeTransfers: "mode-transfers",
  modeCompare: "mode-compare",
  /** One agreement; `data-recognition`. */
  transferRow: "transfer-row",
  compareTable: "compare-table",
  awardPage: "award-page",
  /** Who takes the award, in its page. */
  awardRecognised: "award-recognised",
  /** From an award to the routes that lead to it. */
  awardPlan: "award-plan",
  /** Puts an award side by side with others; `data-award`. */
  exploreCompare: "explore-compare",
  holdSearch: "hold-search",
  /** One suggestion; `data-award`. */
  holdOption: "hold-option",
  holdEarned: "hold-earned",
  holdSave: "hold-save",
  /** One held award; `data-award`. */
  heldRow: "held-row",
  credentialDesk: "credential-desk",
  importCredentials: "import-credentials",
  /** One credential that came in; `data-evidence` is verified, declared or rejected. */
  credential: "credential",
  /** Takes a proposed match; `data-award`. */
  acceptMatch: "accept-match",
  targetSearch: "target-search",
  /** One suggestion; `data-award`. */
  targetOption: "target-option",
  /** One route; `data-by` is cost, hours, steps or finish. */
  routeCard: "route-card",
  routeMap: "route-map",
  /** The map is still being drawn. */
  mapLaying: "map-laying",
  /** One station of the map; `data-award` when it is an award. */
  mapNode: "map-node",
  routeTimeline: "route-timeline",
  routeSteps: "route-steps",
  routeLedger: "route-ledger",
  tabMap: "tab-map",
  tabTimeline: "tab-timeline",
  tabLedger: "tab-ledger",
  tabWhy: "tab-why",
  tabCompare: "tab-compare",
  routeWhy: "route-why",
  routeCompare: "route-compare",
  planB: "plan-b",
  /** Looks at the routes as they would be after that answer. */
  tryPlanB: "try-plan-b",
  /** Works out what can go wrong, what is saved, what would stand in a step's place. */
  risksSeek: "risks-seek",
  steadiest: "steadiest",
  savings: "savings",
  savingsSeek: "savings-seek",
  insteadSeek: "instead-seek",
  /** The answer about one award; `data-award`. */
  instead: "instead",
  /** What is near, one row for each qualification; `data-award`. */
  near: "near",
  nearOpen: "near-open",
  nearRow: "near-row",
  nearExactly: "near-exactly",
  /** What becomes of the route if something goes otherwise. */
  outcome: "outcome",
  wishHours: "wish-hours",
  wishStart: "wish-start",
  wishBudget: "wish-budget",
  wishDeadline: "wish-deadline",
  wishGates: "wish-gates",
  /** One condition whose answer is tried out; `data-gate`. */
  wishGate: "wish-gate",
  /** What changes by what is tried out. */
  wishDeltas: "wish-deltas",
  wishKeep: "wish-keep",
  wishReset: "wish-reset",
  /** The questions to ask before one relies on a route. */
  questions: "questions",
  /** What would open a closed target. */
  openings: "openings",
  loosen: "loosen",
  /** One click that opens a closed target again. */
  applyChange: "apply-change",
  blockers: "blockers",
  takeHome: "take-home",
  tabLearners: "tab-learners",
  tabSession: "tab-session",
  sessionAdvisor: "session-advisor",
  sessionStart: "session-start",
  sessionOpen: "session-open",
  sessionNotes: "session-notes",
  sessionQuestions: "session-questions",
  sessionNextStep: "session-next-step",
  sessionNextDate: "session-next-date",
  sessionEnd: "session-end",
  sessionPast: "session-past",
  whatIfBegin: "what-if-begin",
  whatIfKeep: "what-if-keep",
  whatIfDrop: "what-if-drop",
  tabExceptions: "tab-exceptions",
  tabPrivacy: "tab-privacy",
  /** The passphrase and the log; `data-encrypted`. */
  privacy: "privacy",
  passphraseNow: "passphrase-now",
  passphraseNext: "passphrase-next",
  passphraseAgain: "passphrase-again",
  passphraseFinal: "passphrase-final",
  passphraseSet: "passphrase-set",
  passphraseRemove: "passphrase-remove",
  activity: "activity",
  activityMe: "activity-me",
  activityNamed: "activity-named",
  lockNow: "lock-now",
  lockScreen: "lock-screen",
  lockPassphrase: "lock-passphrase",
  unlock: "unlock",
  triageSearch: "triage-search",
  /** One learner of the list; `data-learner`. */
  triageRow: "triage-row",
  triageOnly: "triage-only",
  recheck: "recheck",
  /** What needs attention, on the first page; a plan that no longer holds; `data-learner`. */
  attention: "attention",
  brokenPlan: "broken-plan",
  /** Whose plans an import touches; `data-total`. One of them; `data-learner`. */
  touchedPlans: "touched-plans",
  touchedPlan: "touched-plan",
  touchedAll: "touched-all",
  eraseNow: "erase-now",
  receipt: "receipt",
  roster: "roster",
  rosterOpen: "roster-open",
  rosterTake: "roster-take",
  /** One exception; `data-kind`. */
  exceptionRow: "exception-row",
  exceptionKind: "exception-kind",
  exceptionAward: "exception-award",
  exceptionAwardOption: "exception-award-option",
  exceptionWith: "exception-with",
  exceptionWithOption: "exception-with-option",
  exceptionWithin: "exception-within",
  exceptionWithinOption: "exception-within-option",
  exceptionReason: "exception-reason",
  exceptionAuthority: "exception-authority",
  exceptionSave: "exception-save",
  mergeOpen: "merge-open",
  mergePanel: "merge-panel",
  mergeApply: "merge-apply",
  /** Makes the route that is shown the plan of record. */
  adoptRoute: "adopt-route",
  planProgress: "plan-progress",
  /** One step of the plan of record; `data-award`, `data-state`. */
  agreedStep: "agreed-step",
  /** Followed by `-enrolled`, `-completed`, `-dropped` or `-planned`. */
  moveStep: "move-step",
  stepOn: "step-on",
  stepGrade: "step-grade",
  stepSave: "step-save",
  /** What no longer holds; `data-breaks` says whether the plan is broken. */
  planDrift: "plan-drift",
  seekRepairs: "seek-repairs",
  repairs: "repairs",
  /** One way to go on; `data-which` is best or smallest. */
  repair: "repair",
  takeRepair: "take-repair",
  /** One version of the plan; `data-current`. What it is compared with; what to do with it; the outcome. */
  planVersion: "plan-version",
  versionBase: "version-base",
  versionCompare: "version-compare",
  versionRestore: "version-restore",
  versionDifference: "version-difference",
  catalogue: "catalogue",
  /** One pack; `data-pack`. */
  packRow: "pack-row",
  packRemove: "pack-remove",
  /** One pack that was taken out; `data-pack`. */
  removedPack: "removed-pack",
  packRestore: "pack-restore",
  importReport: "import-report",
  /** One pack that came in; `data-pack`. */
  importedPack: "imported-pack",
  /** One catalogue that came in another form. */
  conversion: "conversion",
  refusedFile: "refused-file",
  /** Followed by `-pack`, `-ctdl`, `-graphml` or `-dot`. */
  exportCatalogue: "export-catalogue",
  exportOption: "export-option",
  /** Followed by `-record`, `-clr` or `-elm`. */
  exportRecord: "export-record",
  learnerTab: "learner-tab",
  undo: "undo",
  redo: "redo",
  /** The search over everything, and its field. */
  commands: "commands",
  commandsSearch: "commands-search",
  /** All shortcuts. */
  keys: "keys",
  glossary: "glossary",
  fault: "fault",
  /** The guide to a first route: its start on the home page, its fields, its way on. */
  guideStart: "guide-start",
  guideName: "guide-name",
  guideNext: "guide-next",
  guideHours: "guide-hours",
  guideStartDate: "guide-start-date",
} as const;

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
  railCatalogue: "rail-catalogue",
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
  holdSearch: "hold-search",
  /** One suggestion; `data-award`. */
  holdOption: "hold-option",
  holdEarned: "hold-earned",
  holdSave: "hold-save",
  /** One held award; `data-award`. */
  heldRow: "held-row",
  targetSearch: "target-search",
  /** One suggestion; `data-award`. */
  targetOption: "target-option",
  /** One route; `data-by` is cost, hours, steps or finish. */
  routeCard: "route-card",
  routeMap: "route-map",
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
  planBSeek: "plan-b-seek",
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
  /** One click that opens a closed target again; `data-cause`. */
  applyChange: "apply-change",
  blockers: "blockers",
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
  planVersion: "plan-version",
  undo: "undo",
  redo: "redo",
  /** The search over everything, and its field. */
  commands: "commands",
  commandsSearch: "commands-search",
  /** All shortcuts. */
  keys: "keys",
  fault: "fault",
  /** The guide to a first route: its start on the home page, its fields, its way on. */
  guideStart: "guide-start",
  guideName: "guide-name",
  guideNext: "guide-next",
  guideHours: "guide-hours",
  guideStartDate: "guide-start-date",
} as const;

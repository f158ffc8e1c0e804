/** Names by which end-to-end tests find parts of the window (`data-testid`). They are stable; markup is not. */
export const hooks = {
  welcomeLearner: "welcome-learner",
  welcomeAdvisor: "welcome-advisor",
  welcomeExplorer: "welcome-explorer",
  railHome: "rail-home",
  railExplore: "rail-explore",
  railMine: "rail-mine",
  railRoutes: "rail-routes",
  railCatalogue: "rail-catalogue",
  exploreSearch: "explore-search",
  /** One row of the results; `data-award` is the award's id. */
  exploreRow: "explore-row",
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
  routeSteps: "route-steps",
  routeLedger: "route-ledger",
  tabMap: "tab-map",
  tabSteps: "tab-steps",
  tabLedger: "tab-ledger",
  undo: "undo",
  fault: "fault",
} as const;

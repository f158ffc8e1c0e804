import { count } from "./plural";

/** The choice between routes: the plot of cost against finish, the list, what is tried out. */
export const front = {
  plot: "Cost against finish, one point for each route",
  help: "Arrow keys go from route to route.",
  cost: "Cost",
  finish: "Finish",
  route: (letter: string) => `Route ${letter}`,
  point: (letter: string, cost: string, finish: string) => `Route ${letter}: ${cost}, until ${finish}`,
  ghost: "Faint: without what is tried out",
  bestOf: (names: string) => `Best by ${names}`,
  only: "Only route",
  notFront: "another is cheaper and sooner",
  unproven: "Not proven",
  proven: "Proven",
  list: "Routes",
  next: "Next",
  nextNone: "Nothing is left to study.",
  noRegret: "No regret",
  noRegretHelp: "Every route has this step: whatever you decide later, it is not lost.",
  steady: "Minds its worst failure least",
  steadyHelp: "If the worst single failure happens, this route still finishes first.",
  nextWeeks: (n: number) => count(n, "week", "weeks"),
};

/** A route in time: the chart, the load of its weeks, the table. */
export const timeline = {
  chart: "Timeline",
  table: "Table",
  label: "The steps in time, with the study of each week below",
  step: "Step",
  load: "Study a week",
  limit: (hours: string) => `at most ${hours} a week`,
  peak: (hours: string) => `up to ${hours}`,
  noLimit: "no weekly limit is set",
  breakLabel: "Break",
  deadline: (day: string) => `Deadline ${day}`,
  finish: (day: string) => `Finish ${day}`,
  weeks: (from: number, to: number) => (from === to ? `week ${from}` : `weeks ${from}–${to}`),
  runsOut: (day: string) => `agreement until ${day}`,
  runsOutNear: (day: string) => `agreement only until ${day}`,
  atOnce: "takes no time",
  loadRow: (from: number, to: number, hours: string) => `${from === to ? `week ${from}` : `weeks ${from}–${to}`}: ${hours}`,
};

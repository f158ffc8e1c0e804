import { scaleLinear, scaleTime } from "d3-scale";
import { major } from "$/format/number";
import type { Line } from "$/state/lines";

export interface Room {
  width: number;
  height: number;
  /** The person's size of print beside the usual one. */
  print: number;
}

/** The room of the axis of costs. */
export const axisRoom = (print: number): number => 46 * print;

/** A route's place on the plot. */
export interface Spot {
  line: Line;
  x: number;
  y: number;
}

export interface Tick {
  at: number;
  value: number;
}

export interface Plot {
  spots: Spot[];
  ghosts: Spot[];
  /** The front as stairs: on the way to a cheaper route the later date is paid first. */
  stairs: string;
  ghostStairs: string;
  costs: Tick[];
  dates: Tick[];
}

const PAD = { right: 14, top: 14, bottom: 24 };
/** A plot of one date or one price still needs a width: so many days, and this share of the price. */
const LEAST_DAYS = 120;
const LEAST_SHARE = 0.16;
const DAY = 86_400_000;

const finishes = (lines: readonly Line[]) => lines.map((line) => Date.parse(line.route.finish));
const costs = (lines: readonly Line[]) => lines.map((line) => major(line.route.cost));

function span(values: number[], least: number): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const missing = Math.max(0, least - (high - low)) / 2;
  const air = Math.max(high - low, least) * 0.12;
  return [low - missing - air, high + missing + air];
}

/** A name of a month needs so many pixels. */
const MONTH = 62;

/** Every second or third where all would run into each other. */
function few<T>(ticks: T[], { width, print }: Room): T[] {
  const every = Math.max(1, Math.ceil((ticks.length * MONTH * print) / Math.max(MONTH, width - axisRoom(print))));
  return ticks.filter((_, index) => index % every === 0);
}

/** Sets routes by finish, left to right, and by cost, bottom to top; ghosts share the scales. */
export function plot(lines: readonly Line[], ghosts: readonly Line[], room: Room): Plot {
  const all = [...lines, ...ghosts];
  if (all.length === 0) return { spots: [], ghosts: [], stairs: "", ghostStairs: "", costs: [], dates: [] };
  const x = scaleTime(span(finishes(all), LEAST_DAYS * DAY), [axisRoom(room.print), room.width - PAD.right]);
  const [low, high] = span(costs(all), Math.max(1, Math.max(...costs(all)) * LEAST_SHARE));
  const y = scaleLinear([Math.max(0, low), high], [room.height - PAD.bottom * room.print, PAD.top]);
  const spot = (line: Line): Spot => ({ line, x: x(Date.parse(line.route.finish)), y: y(major(line.route.cost)) });
  const stairs = (of: readonly Line[]) =>
    of
      .filter((line) => line.onFront)
      .map(spot)
      .sort((a, b) => a.x - b.x)
      .map((one, index) => (index === 0 ? `M${one.x} ${one.y}` : `H${one.x}V${one.y}`))
      .join("");
  return {
    spots: lines.map(spot),
    ghosts: ghosts.map(spot),
    stairs: stairs(lines),
    ghostStairs: stairs(ghosts),
    costs: y.ticks(4).map((value) => ({ at: y(value), value })),
    dates: few(x.ticks(3), room).filter((value) => x(value) < room.width - (MONTH * room.print) / 2).map((value) => ({ at: x(value), value: value.getTime() })),
  };
}

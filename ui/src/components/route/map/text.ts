import { NAME_LINES, STATION } from "./layout";
import type { Stop } from "./stops";
import { stopTitle } from "./wording";

/** Breaks text into lines that fit; what is left over ends in an ellipsis. SVG does neither itself. */
export function lines(text: string, width: number, most: number, measure: (text: string) => number): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      found.push(line);
      line = word;
    } else line = longer;
  }
  if (line) found.push(line);
  const shown = found.slice(0, most);
  if (found.length > most) shown[most - 1] = `${shown[most - 1] ?? ""} ${found.slice(most).join(" ")}`;
  return shown.map((one) => cut(one, width, measure));
}

function cut(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  let end = text.length;
  while (end > 1 && measure(`${text.slice(0, end).trimEnd()}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

/** Names that carry the map are set heavier. */
export const isHeavy = (stop: Stop): boolean => stop.kind === "target" || stop.kind === "requirement";

/** The name of a stop, broken to the width of its station. */
export function nameLines(stop: Stop): string[] {
  return lines(stopTitle(stop), STATION.width - 8, NAME_LINES, measured(12, isHeavy(stop) ? 680 : 560));
}

/** One line of text, shortened to fit. */
export const shorten = (text: string, width: number, size: number, weight: number): string => cut(text, width, measured(size, weight));

/** The width of a text in the window's font, as the canvas measures it. Without a canvas, by a mean width of letters. */
function measured(size: number, weight: number): (text: string) => number {
  const font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily || "sans-serif"}`;
  return (text) => {
    const key = `${font}|${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      context ??= globalThis.CanvasRenderingContext2D ? document.createElement("canvas").getContext("2d") : null;
      if (context) context.font = font;
      width = context?.measureText(text).width ?? text.length * 6.4;
      widths.set(key, width);
    }
    return width;
  };
}

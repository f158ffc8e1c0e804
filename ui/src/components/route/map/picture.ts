import type { Picture } from "$/ipc/types";

const SVG = "http://www.w3.org/2000/svg";
/** What of a style a drawing on paper needs. */
const KEPT = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "font-family", "font-size", "font-weight",
  "text-anchor", "text-decoration-line",
];
const MARGIN = 24;
/** Pixels of a PNG for one of the map, so that it stays sharp on paper. */
const SHARP = 2;

/** A copy of the map that carries its own styles, in the colours of paper whatever the window's are. */
export function drawing(map: SVGSVGElement): SVGSVGElement {
  const root = document.documentElement;
  const shown = root.dataset.theme;
  root.dataset.theme = "light";
  const copy = map.cloneNode(true) as SVGSVGElement;
  copyStyles(map, copy);
  if (shown === undefined) delete root.dataset.theme;
  else root.dataset.theme = shown;
  for (const one of copy.querySelectorAll("[role], [tabindex], [class], [data-testid]")) {
    for (const name of ["role", "tabindex", "class", "aria-pressed", "aria-label", "aria-hidden", "focusable", "data-testid", "data-award", "data-node", "data-kind"]) one.removeAttribute(name);
  }
  copy.removeAttribute("class");
  return copy;
}

function copyStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of KEPT) {
    const value = style.getPropertyValue(name);
    if (value && value !== "none" && value !== "normal") to.setAttribute(name === "text-decoration-line" ? "text-decoration" : name, value);
    else if (value === "none" && (name === "fill" || name === "stroke")) to.setAttribute(name, value);
  }
  for (const [index, child] of [...from.children].entries()) {
    const twin = to.children[index];
    if (twin) copyStyles(child, twin);
  }
}

/** A sheet: the heading, the map, and the line that says what it is worth. */
export function sheet(map: SVGSVGElement, head: string, foot: string): SVGSVGElement {
  const box = map.viewBox.baseVal;
  const width = Math.max(480, box.width + 2 * MARGIN);
  const height = box.height + 2 * MARGIN + 60;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("xmlns", SVG);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", "#ffffff");
  map.setAttribute("x", String(MARGIN));
  map.setAttribute("y", String(MARGIN + 30));
  map.setAttribute("width", String(box.width));
  map.setAttribute("height", String(box.height));
  svg.append(ground, words(head, MARGIN, MARGIN + 14, 18, 680), map, words(foot, MARGIN, height - 14, 11, 400));
  return svg;
}

function words(text: string, x: number, y: number, size: number, weight: number): SVGTextElement {
  const line = document.createElementNS(SVG, "text");
  const attributes = { x, y, "font-size": size, "font-weight": weight, fill: "#1e2328", "font-family": getComputedStyle(document.body).fontFamily };
  for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, String(value));
  line.textContent = text;
  return line;
}

/** The text of an SVG document. */
export function asSvg(svg: SVGSVGElement): Picture {
  return { format: "svg", data: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n` };
}

/** The same as pixels. */
export async function asPng(svg: SVGSVGElement): Promise<Picture> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Number(svg.getAttribute("width")) * SHARP;
  canvas.height = Number(svg.getAttribute("height")) * SHARP;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { format: "png", data: canvas.toDataURL("image/png").split(",")[1] ?? "" };
}

/** Prints one sheet and nothing else of the window. */
export function printSheet(svg: SVGSVGElement): void {
  const paper = document.createElement("div");
  paper.className = "paper";
  paper.append(svg);
  document.body.append(paper);
  globalThis.addEventListener("afterprint", () => paper.remove(), { once: true });
  globalThis.print();
}

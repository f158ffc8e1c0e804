import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");

function tokens(theme: "light" | "dark"): Record<string, string> {
  const block = css.split(`[data-theme="${theme}"] {`)[1]?.split("}")[0] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["ground", "surface", "raised", "sunken", "hover"];
const inks = ["ink", "ink-2", "ink-3", "accent", "held", "planned", "recognised", "warning"];
const pairs = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ["on-accent", "accent"] as const,
  ["on-accent", "accent-hover"] as const,
  ["ink", "accent-soft"] as const,
  ["ink-2", "accent-soft"] as const,
  ["accent", "accent-soft"] as const,
  ["ink", "warning-soft"] as const,
  ["ink-2", "warning-soft"] as const,
  ["warning", "warning-soft"] as const,
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const colours = tokens(theme);

  it.each(pairs)("writes %s on %s with 4.5:1", (ink, ground) => {
    expect(contrast(colours[ink] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it("draws the edges of controls with 3:1", () => {
    expect(contrast(colours["edge-strong"] ?? "", colours.surface ?? "")).toBeGreaterThanOrEqual(3);
  });
});

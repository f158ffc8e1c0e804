import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cleanup, screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";
import { speak } from "$/messages";
import { sentences } from "$/messages/es/sentences";
import { phrasebook } from "$/messages/phrases";
import { places } from "$/state/places";
import { openWindow } from "./render";

afterEach(() => {
  cleanup();
  speak("en");
});

/** Notes every text that the shell gave: what a pack or a record says is no message. */
function listening(port: Port): { port: Port; heard: Set<string> } {
  const heard = new Set<string>();
  const note = (value: unknown): void => {
    if (typeof value === "string") heard.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(note);
  };
  const calls = Object.entries(port).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      const told = given.map((one) => (typeof one === "function" ? (event: unknown) => (note(event), one(event) as unknown) : one));
      const answer: unknown = await (call as (...all: unknown[]) => Promise<unknown>)(...told);
      note(answer);
      return answer;
    },
  ]);
  return { port: Object.fromEntries(calls) as Port, heard };
}

/** Texts on the screen that neither a message nor the shell has said. Dates, amounts and keys are made by the platform. */
function hardCoded(heard: Set<string>): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(node.getAttribute(name) ?? "");
    else if (!["STYLE", "SCRIPT", "KBD", "CODE"].includes(node.parentElement?.tagName ?? "")) texts.push(node.textContent ?? "");
  }
  const known = [...heard].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  const left = texts.map((text) => {
    let rest = text.replace(/⟦[^⟦⟧]*(?:⟦[^⟦⟧]*⟧[^⟦⟧]*)*⟧/gu, "");
    for (const said of known) rest = rest.replaceAll(said, "");
    return rest.replace(/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|English|Español|[A-Z]{3}\b|Ireland|United States|Esc/g, "");
  });
  return [...new Set(left.filter((text) => /\p{L}{2}/u.test(text)).map((text) => text.trim()))];
}

describe("the pseudo-language", () => {
  it("shows no text of its own on the first page", async () => {
    const { port, heard } = listening(fakePort({ planningMs: 0 }));
    openWindow(port, { language: "pseudo" });
    await screen.findByTestId(hooks.welcomeLearner);
    expect(hardCoded(heard)).toEqual([]);
  });

  it.each(places)("shows no text of its own in %s", async (place) => {
    const { port, heard } = listening(fakePort({ planningMs: 0, firstStart: false }));
    openWindow(port, { language: "pseudo", where: { place, award: place === "explore" ? "oc:mm-analytics" : null }, trail: { award: null, target: { id: "nfu:ms-analytics", title: "MS in Data Analytics" } } });
    await waitFor(() => expect(screen.getByRole("main").textContent).toContain("⟦"));
    await new Promise((settle) => setTimeout(settle, 50));
    expect(hardCoded(heard)).toEqual([]);
  });
});

describe("Spanish", () => {
  it("is what the window speaks when it is kept", async () => {
    openWindow(undefined, { language: "es" });
    expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent("Encuentre el camino");
    expect(document.documentElement.lang).toBe("es");
  });

  it("is chosen while the window is open, and nothing is lost", async () => {
    const { user } = openWindow(fakePort({ planningMs: 0, firstStart: false }), { where: { place: "mine", award: null } });
    expect(await screen.findByRole("heading", { name: "My credentials" })).toBeVisible();
    await user.click(await screen.findByRole("button", { name: "Appearance and language" }));
    await user.click(await screen.findByText("Español"));
    expect(await screen.findByRole("heading", { name: "Mis credenciales" })).toBeVisible();
    expect(screen.getAllByTestId(hooks.heldRow).length).toBeGreaterThan(0);
  });

  it("puts the sentences of the engine into words, and leaves what it does not know", () => {
    const say = phrasebook(sentences);
    expect(say("It ran out on 2026-01-01, before the start.")).toBe("Caducó el 2026-01-01, antes del comienzo.");
    expect(say("Hours estimated: The median of 12 awards of kind course with known hours")).toBe(
      "Horas estimadas: La mediana de 12 credenciales de tipo curso con horas conocidas",
    );
    expect(say("Something that nobody has translated")).toBeNull();
  });

  /** The sources in which the engine words what the window shows. */
  const engine = "../pathways/src";
  it.each(["planner/blockers.rs", "planner/route.rs", "ledger/own.rs", "agreed/drift.rs", "agreed/progress.rs"])("knows every sentence of %s", (file) => {
    const source = readFileSync(join(engine, file), "utf8").split("#[cfg(test)]")[0] ?? "";
    const literals = [...source.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)].map(([, text]) => text ?? "");
    const said = literals.filter((text) => /^[\p{Lu}“{]/u.test(text) && /\p{Ll}{2,} \p{Ll}/u.test(text.replace(/\{[^}]*\}/g, "")));
    const say = phrasebook(sentences);
    // A clause that is added to a sentence is no sentence of its own.
    const filled = said.map((text) => text.replace("{again}", "").replace(/\{what\}/, "pins").replace(/\{[^}]*\}/g, "9"));
    expect(filled.filter((text) => say(text) === null)).toEqual([]);
  });

  // What the checks of a credential find begins in small letters: it is shown as a list, and stands inside other sentences.
  it.each(["recipient.rs", "token.rs", "status.rs", "shape.rs"])("knows every finding of credential/%s", (file) => {
    const source = readFileSync(join(engine, "interchange/credential", file), "utf8").split("#[cfg(test)]")[0] ?? "";
    const code = source.replace(/^\s*\/\/.*$/gm, "");
    const literals = [...code.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)].map(([, text]) => text ?? "");
    const said = literals.filter((text) => /^[a-z`{]/.test(text) && /[a-z}`] [a-z]+ [a-z`{]/.test(text));
    const say = phrasebook(sentences);
    const filled = said.map((text) => text.replace(/\{[^}]*\}/g, "9"));
    expect(filled.filter((text) => say(text) === null)).toEqual([]);
  });
});

it("styles use the reading direction, not left and right", () => {
  const styles = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => /\.(svelte|css)$/.test(file));
  const found = styles.flatMap((file) => {
    const text = readFileSync(join("src", file), "utf8");
    const css = file.endsWith(".svelte") ? (text.split("<style>")[1] ?? "") : text;
    return [...css.matchAll(/^.*(?:(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|[^-]\b(?:left|right): (?!50%)).*$/gm)].map(([line]) => `${file}: ${line.trim()}`);
  });
  expect(found).toEqual([]);
});

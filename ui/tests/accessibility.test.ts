import { screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import { places } from "$/state/places";
import { openWindow } from "./render";

/** What axe-core finds; contrast is measured from the tokens and in the real window, because jsdom draws nothing. */
async function violations(): Promise<string[]> {
  const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

const target = { id: "nfu:ms-analytics", title: "MS in Data Analytics" };
type Opened = ReturnType<typeof openWindow>;
const opened = (place: string, award: string | null = null) =>
  openWindow(fakePort({ planningMs: 0, firstStart: false }), { where: { place, award }, trail: { award: null, target } });
const found = (hook: string) => screen.findAllByTestId(hook);

const states: [string, string, string | null, (window: Opened) => Promise<unknown>][] = [
  ["a facet", "explore", null, async ({ user }) => user.click((await screen.findAllByRole("button", { name: "Kind" }))[0] as HTMLElement)],
  ["saved searches", "explore", null, async ({ user }) => user.click(await screen.findByRole("button", { name: "Saved searches" }))],
  ["a search without matches", "explore", null, async ({ user }) => { await user.type(await screen.findByTestId(hooks.exploreSearch), "zzz"); await screen.findByText("Nothing matches."); }],
  ["an award", "explore", "oc:mm-analytics", () => found(hooks.awardPage)],
  ["what an award requires", "explore", "nfu:ms-analytics", async ({ user }) => user.click(await screen.findByRole("tab", { name: "Requires" }))],
  ["who takes an award", "explore", "oc:mm-analytics", async ({ user }) => { await user.click(await screen.findByRole("tab", { name: /Recognised by/ })); await found(hooks.transferRow); }],
  ["what counts where", "explore", null, async ({ user }) => { await user.click(await screen.findByTestId(hooks.modeTransfers)); await found(hooks.transferRow); }],
  ["an empty comparison", "explore", null, async ({ user }) => { await user.click(await screen.findByTestId(hooks.modeCompare)); await screen.findByText("Nothing to compare yet."); }],
  ["a word explained", "explore", "oc:mm-analytics", async ({ user }) => user.click(await screen.findByRole("button", { name: /MicroMasters: what is that/ }))],
  ["the source of a fact", "explore", "oc:mm-analytics", async ({ user }) => user.click((await screen.findAllByRole("button", { name: /Show where it comes from/ }))[0] as HTMLElement)],
  ["the commands", "home", null, async ({ user }) => { await screen.findByTestId(hooks.railHome); await user.keyboard("{Control>}k{/Control}"); await found(hooks.commands); }],
  ["the shortcuts", "home", null, async ({ user }) => { await screen.findByTestId(hooks.railHome); await user.keyboard("?"); await found(hooks.keys); }],
  ["the guide", "home", null, async ({ user }) => { await user.click(await screen.findByTestId(hooks.guideStart)); await found(hooks.guideName); }],
];

describe("axe-core finds nothing", () => {
  it("at the first start", async () => {
    openWindow();
    await screen.findByTestId(hooks.welcomeLearner);
    expect(await violations()).toEqual([]);
  });

  it.each(places)("in %s", async (place) => {
    opened(place);
    await screen.findByRole("main");
    await waitFor(() => expect(screen.getByRole("main").textContent.length).toBeGreaterThan(20));
    expect(await violations()).toEqual([]);
  });

  it.each(states)("with %s open", async (_, place, award, reach) => {
    await reach(opened(place, award));
    expect(await violations()).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  /** Presses Tab until something is focused; a person would not press it for ever. */
  async function tabTo(user: Opened["user"], isThere: (focused: Element) => boolean): Promise<HTMLElement> {
    for (let presses = 0; presses < 80; presses += 1) {
      await user.tab();
      if (document.activeElement && isThere(document.activeElement)) return document.activeElement as HTMLElement;
    }
    throw new Error(`not reached; the focus is on ${document.activeElement?.outerHTML.slice(0, 200)}`);
  }

  it("a prospective student finds who takes a MicroMasters, compares it and plans", async () => {
    const { user } = openWindow();
    await screen.findByTestId(hooks.welcomeExplorer);
    await tabTo(user, (at) => at.getAttribute("data-testid") === hooks.welcomeExplorer);
    await user.keyboard("{Enter}");
    await found(hooks.exploreRow);
    await user.keyboard("/");
    await user.keyboard("micromasters");
    await waitFor(() => expect(screen.getAllByTestId(hooks.exploreRow)).toHaveLength(1));
    await tabTo(user, (at) => at.hasAttribute("data-open"));
    await user.keyboard("c");
    expect(await screen.findByRole("region", { name: "Side by side" })).toHaveTextContent("MicroMasters in Data Analytics");
    await user.keyboard("{Enter}");
    const page = await screen.findByTestId(hooks.awardPage);
    await within(page).findByRole("tab", { name: "About" });
    await tabTo(user, (at) => at.getAttribute("role") === "tab");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(within(page).getByRole("tab", { name: /Recognised by/ })).toHaveAttribute("aria-selected", "true");
    await user.keyboard("{Control>}k{/Control}");
    const commands = await screen.findByTestId(hooks.commandsSearch);
    await waitFor(() => expect(commands).toHaveFocus());
    await user.keyboard("ms in data");
    await waitFor(() => expect(document.querySelector("[data-entry='plan-nfu:ms-analytics']")).not.toBeNull());
    await user.keyboard("{ArrowDown}{Enter}");
    expect((await found(hooks.routeCard)).length).toBeGreaterThan(0);
    await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(await screen.findByTestId(hooks.awardPage)).toBeVisible();
  });

  it("every place is left by Tab and comes round again", async () => {
    const { user } = opened("explore");
    await found(hooks.exploreRow);
    const first = screen.getByText("Skip to content");
    await user.tab();
    expect(first).toHaveFocus();
    await tabTo(user, (at) => at.getAttribute("data-testid") === hooks.exploreSearch);
    await tabTo(user, (at) => at.getAttribute("role") === "separator");
    const before = document.querySelector("col")?.getAttribute("style");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(document.querySelector("col")?.getAttribute("style")).not.toBe(before);
  });
});

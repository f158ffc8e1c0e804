import { screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";
import type { SearchQuery, SearchResults } from "$/ipc/types";
import { openWindow } from "./render";

/** A port whose searches answer when the test says so. */
function slow() {
  const port = fakePort({ planningMs: 0, firstStart: false });
  const waiting: { query: SearchQuery; answer: () => void }[] = [];
  const held: Port = {
    ...port,
    search: (query) => new Promise<SearchResults>((resolve) => waiting.push({ query, answer: () => void port.search(query).then(resolve) })),
  };
  const answer = async (words: string) => {
    await waitFor(() => expect(waiting.some(({ query }) => query.words === words)).toBe(true));
    for (const one of waiting.filter(({ query }) => query.words === words)) one.answer();
    await new Promise((resolve) => setTimeout(resolve, 60));
  };
  return { port: held, answer };
}

const selected = () => document.querySelector<HTMLElement>("[data-entry][data-selected]")?.dataset.entry;

describe("results that come late", () => {
  it("leave the selection of the palette where it was put", async () => {
    const { port, answer } = slow();
    const { user } = openWindow(port, { where: { place: "home", award: null } });
    await screen.findByTestId(hooks.railHome);
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId(hooks.commandsSearch), "da");
    await waitFor(() => expect(selected()).toBeDefined());
    await answer("da");
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    await user.type(screen.getByTestId(hooks.commandsSearch), "t");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    const put = selected();
    expect(put).toMatch(/^(award|plan)-/);
    await answer("dat");
    expect(selected()).toBe(put);
  });

  it("leave a selection that they no longer hold to the nearest in its place, not to the first of the list", async () => {
    const { port, answer } = slow();
    const { user } = openWindow(port, { where: { place: "home", award: null } });
    await screen.findByTestId(hooks.railHome);
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId(hooks.commandsSearch), "r");
    await answer("r");
    await user.type(screen.getByTestId(hooks.commandsSearch), "e");
    await waitFor(() => expect(selected()).toBeDefined());
    const entries = () => [...document.querySelectorAll<HTMLElement>("[data-entry]")].map((entry) => entry.dataset.entry);
    const before = entries();
    await user.keyboard("{ArrowUp}");
    expect(selected()).toBe(before.at(-1));
    await answer("re");
    expect(entries()).toContain(selected());
    expect(selected()).not.toBe(entries()[0]);
  });

  it("do not open the list of a picker again, nor change what was chosen in it", async () => {
    const { port, answer } = slow();
    const { user } = openWindow(port, { where: { place: "routes", award: null, target: null } });
    const field = await screen.findByTestId(hooks.targetSearch);
    await user.type(field, "M");
    await answer("M");
    await user.type(field, "S in Data");
    await user.click((await screen.findAllByTestId(hooks.targetOption)).find((one) => one.dataset.award === "nfu:ms-analytics") as HTMLElement);
    const chosen = (field as HTMLInputElement).value;
    expect(chosen).not.toBe("");
    await answer("MS in Data");
    expect(screen.queryByTestId(hooks.targetOption)).toBeNull();
    expect(screen.getByTestId(hooks.targetSearch)).toHaveValue(chosen);
  });

  it("do not open it again after it was put away by Escape", async () => {
    const { port, answer } = slow();
    const { user } = openWindow(port, { where: { place: "routes", award: null, target: null } });
    const field = await screen.findByTestId(hooks.targetSearch);
    await user.type(field, "M");
    await answer("M");
    await user.type(field, "S");
    await user.keyboard("{Escape}");
    await answer("MS");
    expect(screen.queryByTestId(hooks.targetOption)).toBeNull();
  });
});

import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import { followed, link } from "$/state/places";
import { openWindow } from "./render";

const opened = (place = "home", more: Record<string, unknown> = {}) =>
  openWindow(fakePort({ planningMs: 0, firstStart: false }), { where: { place, award: null }, ...more });
const titles = () => screen.getAllByTestId(hooks.exploreRow).map((row) => row.dataset.award);

describe("links inside the window", () => {
  it("say where one is, and lead there", () => {
    const where = { place: "routes", award: null, target: "gt:oms-analytics" } as const;
    expect(followed(link(where))).toEqual(where);
    expect(followed("#/nowhere")).toBeNull();
  });

  it("open the routes to the target that they name", async () => {
    opened();
    await screen.findByTestId(hooks.railHome);
    location.hash = "#/routes?target=nfu:ms-analytics";
    expect((await screen.findAllByTestId(hooks.routeCard)).length).toBeGreaterThan(0);
    expect(location.hash).toBe("#/routes?target=nfu%3Ams-analytics");
  });
});

describe("everything by its name", () => {
  it("finds a place, and an award with its routes", async () => {
    const { user } = opened();
    await screen.findByTestId(hooks.railHome);
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId(hooks.commandsSearch), "catal");
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("heading", { name: "Catalogue" })).toBeVisible();
  });
});

describe("results", () => {
  it("are sorted by a column, the other way round, and as they were", async () => {
    const { user } = opened("explore");
    const asFound = await waitFor(() => titles());
    const head = await screen.findByRole("button", { name: "Own cost" });
    await user.click(head);
    await waitFor(() => expect(titles()[0]).toBe("oc:eth"));
    expect(head.closest("th")).toHaveAttribute("aria-sort", "ascending");
    await user.click(head);
    await waitFor(() => expect(titles()[0]).toBe("hcu:msc-data"));
    expect(titles().at(-1)).toBe("ris:grad-cert");
    await user.click(head);
    await waitFor(() => expect(titles()).toEqual(asFound));
  });

  it("are kept as a search under a name; removing it can be undone", async () => {
    const { user } = opened("explore");
    await user.type(await screen.findByTestId(hooks.exploreSearch), "micro");
    await user.click(screen.getByRole("button", { name: "Saved searches" }));
    await user.click(await screen.findByText("Save this search"));
    await user.click(await screen.findByLabelText("Remove the search micro"));
    expect(screen.queryByLabelText("Remove the search micro")).toBeNull();
    await user.keyboard("{Escape}");
    await user.click(screen.getByTestId(hooks.undo));
    await user.click(screen.getByRole("button", { name: "Saved searches" }));
    expect(await screen.findByLabelText("Remove the search micro")).toBeInTheDocument();
  });

  it("are compared side by side, what differs first", async () => {
    const { user } = opened("explore", { shortlist: [{ id: "oc:viz", title: "Data Visualisation" }, { id: "oc:eth", title: "Ethics" }] });
    await user.click(await screen.findByTestId(hooks.modeCompare));
    const table = await screen.findByTestId(hooks.compareTable);
    const heads = within(table).getAllByRole("rowheader").map((head) => head.textContent);
    expect(heads.indexOf("Own cost")).toBeLessThan(heads.indexOf("Where they are alike"));
    expect(heads.indexOf("Issuer")).toBeGreaterThan(heads.indexOf("Where they are alike"));
  });
});

describe("what counts where", () => {
  it("says for how much, what it spares and how sure that is, in force first", async () => {
    const { user } = opened("explore");
    await user.click(await screen.findByTestId(hooks.modeTransfers));
    const rows = await screen.findAllByTestId(hooks.transferRow);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveTextContent("9 of 36 US semester credits");
    expect(rows[0]).toHaveTextContent("$2,475");
    await user.click(screen.getByLabelText("In force only"));
    expect(await screen.findAllByTestId(hooks.transferRow)).toHaveLength(2);
  });
});

describe("the guide", () => {
  it("leads to routes from one's own data, in a record beside the sample", async () => {
    const { user } = opened();
    await user.click(await screen.findByTestId(hooks.guideStart));
    await user.type(await screen.findByTestId(hooks.guideName), "Robin");
    await user.click(screen.getByTestId(hooks.guideNext));
    await screen.findByRole("heading", { name: "What have you earned, or nearly earned?" });
    await user.click(screen.getByTestId(hooks.guideNext));
    await user.type(await screen.findByTestId(hooks.targetSearch), "MS in");
    await user.click((await screen.findAllByTestId(hooks.targetOption))[0] as HTMLElement);
    await user.click(screen.getByTestId(hooks.guideNext));
    await screen.findByTestId(hooks.guideHours);
    await user.click(screen.getByTestId(hooks.guideNext));
    expect((await screen.findAllByTestId(hooks.routeCard)).length).toBeGreaterThan(0);
    expect(screen.getByTitle("Switch learner")).toHaveTextContent("Robin");
  });
});

describe("the size of text", () => {
  it("doubles by keyboard and is remembered", async () => {
    const { user } = opened();
    await screen.findByTestId(hooks.railHome);
    for (let press = 0; press < 5; press += 1) await user.keyboard("{Control>}+{/Control}");
    await waitFor(() => expect(document.documentElement.style.getPropertyValue("--text-size")).toBe("200%"));
    expect(localStorage.getItem("cairn.text")).toBe("200");
    await user.keyboard("{Control>}0{/Control}");
    await waitFor(() => expect(document.documentElement.style.getPropertyValue("--text-size")).toBe("100%"));
  });
});

import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import { openWindow } from "./render";

const held = (award: string) => screen.queryAllByTestId(hooks.heldRow).find((row) => row.dataset.award === award);

async function hold(user: ReturnType<typeof openWindow>["user"], words: string, award: string, earned: string) {
  await user.type(await screen.findByTestId(hooks.holdSearch), words);
  const option = await waitFor(() => {
    const found = screen.getAllByTestId(hooks.holdOption).find((one) => one.dataset.award === award);
    if (!found) throw new Error(`${award} is not offered`);
    return found;
  });
  await user.click(option);
  await user.type(await screen.findByTestId(hooks.holdEarned), earned);
  await user.click(screen.getByTestId(hooks.holdSave));
}

describe("the first start", () => {
  it("lands a learner on a sample record", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeLearner));
    expect(await screen.findByRole("heading", { name: "My credentials" })).toBeVisible();
    expect(held("oc:da1")).toBeDefined();
  });

  it("lands an explorer in the catalogue", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeExplorer));
    expect((await screen.findAllByTestId(hooks.exploreRow)).length).toBeGreaterThan(5);
  });

  it("lands an advisor on the routes to the nearest degree", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeAdvisor));
    // They come one by one.
    await waitFor(() => expect(screen.getAllByTestId(hooks.routeCard).map((card) => card.dataset.by)).toEqual(["cost", "front", "hours", "finish"]));
  });

  it("says what failed and offers to try again when the shell does not answer", async () => {
    let tries = 0;
    const port = fakePort();
    const { user } = openWindow({
      ...port,
      start: () => (tries++ === 0 ? Promise.reject({ code: "store", message: "The store is locked.", place: null, remedy: "Close the other window." }) : port.start()),
    });
    expect(await screen.findByTestId(hooks.fault)).toHaveTextContent("The store is locked.");
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByTestId(hooks.welcomeLearner)).toBeVisible();
  });
});

describe("what is held", () => {
  it("is added by search and date, and undone", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeLearner));
    await hold(user, "regression", "oc:da3", "2026-05-01");
    await waitFor(() => expect(held("oc:da3")).toHaveTextContent("2026"));
    await user.click(screen.getByTestId(hooks.undo));
    await waitFor(() => expect(held("oc:da3")).toBeUndefined());
  });

  it("is not saved without the day on which it was earned", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeLearner));
    await user.type(await screen.findByTestId(hooks.holdSearch), "regression");
    await user.click((await screen.findAllByTestId(hooks.holdOption))[0] as HTMLElement);
    await user.click(await screen.findByTestId(hooks.holdSave));
    expect(screen.getByText("Enter the day on which it was earned.")).toBeVisible();
    expect(held("oc:da3")).toBeUndefined();
  });
});

describe("explore", () => {
  it("narrows as one types and tells who recognises an award", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeExplorer));
    await user.type(screen.getByTestId(hooks.exploreSearch), "micromasters");
    await waitFor(() => expect(screen.getAllByTestId(hooks.exploreRow)).toHaveLength(1));
    await user.click(screen.getByTestId(hooks.exploreRow));
    const page = await screen.findByTestId(hooks.awardPage);
    await user.click(await within(page).findByRole("tab", { name: /Recognised by/ }));
    const panel = within(within(page).getByRole("tabpanel"));
    expect(panel.getByText("9 US semester credits")).toBeVisible();
    expect(panel.getAllByText("Not in force")[0]).toBeVisible();
  });
});

describe("routes", () => {
  async function toRoutes(port = fakePort({ planningMs: 0 })) {
    const opened = openWindow(port);
    await opened.user.click(await screen.findByTestId(hooks.welcomeAdvisor));
    await screen.findAllByTestId(hooks.routeCard);
    return opened;
  }

  it("show steps and ledger of the chosen route", async () => {
    const { user } = await toRoutes();
    await user.click(screen.getByTestId(hooks.tabTimeline));
    await user.click(screen.getByRole("radio", { name: "Table" }));
    expect(await screen.findByTestId(hooks.routeSteps)).toHaveTextContent("Applied Analytics Practicum");
    await user.click(screen.getByTestId(hooks.tabLedger));
    const ledger = await screen.findByTestId(hooks.routeLedger);
    expect(ledger).toHaveTextContent("Unusable");
    const asked = within(ledger).getByText("Admission to the MS in Data Analytics").closest("p");
    expect(asked).toHaveTextContent("To confirm");
    expect(asked).not.toHaveTextContent("Met");
  });

  it("say that they are unofficial and whom to ask", async () => {
    await toRoutes();
    expect(screen.getByText(/Unofficial until the institution confirms it/)).toHaveTextContent("Northfield University");
  });

  it("name what is in the way, and a button opens the target again", async () => {
    const { user } = await toRoutes();
    await user.click(screen.getByLabelText("Without estimates"));
    await user.click(await screen.findByRole("button", { name: "Plan with estimates and open conditions" }));
    await waitFor(() => expect(screen.getAllByTestId(hooks.routeCard)).toHaveLength(4));
  });

  it("can be stopped while they are planned", async () => {
    const port = fakePort({ planningMs: 60_000 });
    const { user } = openWindow(port);
    await user.click(await screen.findByTestId(hooks.welcomeAdvisor));
    await user.click(await screen.findByRole("button", { name: "Cancel" }));
    expect(await screen.findByText(/Planning was stopped/)).toBeVisible();
  });
});

describe("the keyboard", () => {
  it("changes places by number and undoes with Ctrl+Z", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeLearner));
    await user.click(within(held("oc:da1") as HTMLElement).getByRole("button", { name: /^Remove/ }));
    await waitFor(() => expect(held("oc:da1")).toBeUndefined());
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(held("oc:da1")).toBeDefined());
    await user.keyboard("2");
    expect(await screen.findByTestId(hooks.exploreSearch)).toBeVisible();
    await user.keyboard("/");
    expect(screen.getByTestId(hooks.exploreSearch)).toHaveFocus();
  });
});

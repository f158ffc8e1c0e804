import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import { openWindow } from "./render";

async function learners(port = fakePort({ planningMs: 0 })) {
  const { user } = openWindow(port);
  await user.click(await screen.findByTestId(hooks.welcomeLearner));
  await user.click(await screen.findByTestId(hooks.railLearners));
  return user;
}

describe("the list of learners", () => {
  it("says whose plan is broken, and is searched", async () => {
    const user = await learners();
    const rows = await screen.findAllByTestId(hooks.triageRow);
    expect(rows[1]).toHaveTextContent("1 thing broken");
    await user.type(screen.getByTestId(hooks.triageSearch), "Tom");
    await waitFor(() => expect(screen.getAllByTestId(hooks.triageRow)).toHaveLength(1));
  });

  it("erases somebody only after saying what that means, and gives a receipt", async () => {
    const erased: string[] = [];
    const port = fakePort({ planningMs: 0 });
    const user = await learners({ ...port, eraseLearner: (id) => (erased.push(id), port.eraseLearner(id)) });
    const row = (await screen.findAllByTestId(hooks.triageRow))[1] as HTMLElement;
    await user.click(within(row).getByRole("button", { name: /^Erase for good/ }));
    expect(erased).toEqual([]);
    expect(screen.getByText(/cannot be undone/)).toBeVisible();
    await user.click(screen.getByTestId(hooks.eraseNow));
    expect(await screen.findByTestId(hooks.receipt)).toHaveTextContent("3 × states of the record");
    expect(erased).toEqual(["2"]);
  });

  it("shows what a table would bring in before it does", async () => {
    const user = await learners();
    await user.click(await screen.findByTestId(hooks.rosterOpen));
    expect(await screen.findByTestId(hooks.roster)).toHaveTextContent("2 people would come in");
    await user.click(screen.getByTestId(hooks.rosterTake));
    await waitFor(() => expect(screen.queryByTestId(hooks.roster)).toBeNull());
  });
});

describe("plans under which something changes", () => {
  it("are named on the first page when they are broken, and lead to the plan", async () => {
    const { user } = openWindow(fakePort({ planningMs: 0, firstStart: false }), { where: { place: "home", award: null } });
    const broken = await screen.findByTestId(hooks.brokenPlan);
    expect(broken).toHaveTextContent("Ines Marques: Statistical Modelling and Regression was completed with 60");
    await user.click(broken);
    await waitFor(() => expect(screen.queryByTestId(hooks.attention)).toBeNull());
  });

  it("stand beside what a new version changes, and lead to the list of those", async () => {
    const port = fakePort({ planningMs: 0, firstStart: false });
    const asked: unknown[] = [];
    const { user } = openWindow({ ...port, chooseFiles: () => Promise.resolve(["/packs"]), triage: (ask) => (asked.push(ask.only), port.triage(ask)) }, { where: { place: "catalogue", award: null } });
    await user.click(await screen.findByRole("button", { name: "Import…" }));
    expect(await screen.findByTestId(hooks.touchedPlans)).toHaveTextContent("1 agreed plan rests on what changed");
    await user.click(screen.getByTestId(hooks.touchedAll));
    expect(await screen.findByTestId(hooks.triageOnly)).toHaveValue("touched");
    expect(asked.at(-1)).toBe("touched");
  });
});

describe("a session", () => {
  it("keeps notes, ends with a summary, and is read-only from then on", async () => {
    const user = await learners();
    await user.click(screen.getByTestId(hooks.tabSession));
    await user.type(await screen.findByTestId(hooks.sessionAdvisor), "Dr Silva");
    await user.click(screen.getByTestId(hooks.sessionStart));
    await user.type(await screen.findByTestId(hooks.sessionNotes), "Wants to finish early");
    await user.click(screen.getByTestId(hooks.sessionEnd));
    const past = await screen.findByTestId(hooks.sessionPast);
    expect(past).toHaveTextContent("Wants to finish early");
    expect(within(past).queryByRole("textbox")).toBeNull();
  });
});

describe("exceptions", () => {
  it("ask for a reason and an authority", async () => {
    const user = await learners();
    await user.click(screen.getByTestId(hooks.tabExceptions));
    await user.click(await screen.findByTestId(hooks.exceptionSave));
    expect(await screen.findByText(/enter the reason, who decided/)).toBeVisible();
    expect(screen.queryByTestId(hooks.exceptionRow)).toBeNull();
  });
});

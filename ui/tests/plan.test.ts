import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { openWindow } from "./render";

const step = (award: string) => screen.getAllByTestId(hooks.agreedStep).find((row) => row.dataset.award === award);

/** A learner who has agreed the first route that is shown. */
async function followed() {
  const { user } = openWindow();
  await user.click(await screen.findByTestId(hooks.welcomeAdvisor));
  await waitFor(() => expect(screen.getByTestId(hooks.adoptRoute)).toBeEnabled());
  await user.click(screen.getByTestId(hooks.adoptRoute));
  await screen.findByTestId(hooks.planProgress);
  return user;
}

async function complete(user: Awaited<ReturnType<typeof followed>>, award: string, grade: string) {
  await user.click(within(step(award) as HTMLElement).getByTestId(`${hooks.moveStep}-completed`));
  await user.type(await screen.findByTestId(hooks.stepGrade), grade);
  await user.click(screen.getByTestId(hooks.stepSave));
  await waitFor(() => expect(step(award)?.dataset.state).toBe("completed"));
}

describe("the plan of record", () => {
  it("teaches what to do while nothing is agreed", async () => {
    const { user } = openWindow();
    await user.click(await screen.findByTestId(hooks.welcomeLearner));
    await user.click(screen.getByTestId(hooks.railPlan));
    await user.click(await screen.findByRole("button", { name: "Compare routes" }));
    expect(screen.getByTestId(hooks.railRoutes)).toHaveAttribute("aria-current", "page");
  });

  it("is a route that was agreed, and undo takes the agreement back", async () => {
    const user = await followed();
    expect(screen.getByTestId(hooks.planProgress)).toHaveTextContent(/^0 of \d+ steps completed/);
    await user.click(screen.getByTestId(hooks.undo));
    expect(await screen.findByText("Nothing has been agreed yet.")).toBeVisible();
  });

  it("holds what is completed, and undo takes both back at once", async () => {
    const user = await followed();
    await complete(user, "oc:da3", "88");
    expect(screen.getByTestId(hooks.planProgress)).toHaveTextContent(/^1 of/);
    await user.click(screen.getByTestId(hooks.railMine));
    const held = () => screen.queryAllByTestId(hooks.heldRow).some((row) => row.dataset.award === "oc:da3");
    await waitFor(() => expect(held()).toBe(true));
    await user.click(screen.getByTestId(hooks.undo));
    await waitFor(() => expect(held()).toBe(false));
    await user.click(screen.getByTestId(hooks.railPlan));
    await waitFor(() => expect(step("oc:da3")?.dataset.state).toBe("planned"));
  });

  it("says what a missed grade breaks and offers two repairs", async () => {
    const user = await followed();
    await complete(user, "oc:da3", "60");
    await waitFor(() => expect(screen.getByTestId(hooks.planDrift).dataset.breaks).toBe("true"));
    expect(screen.getByTestId(hooks.planDrift)).toHaveTextContent("needs 70 or better");
    await user.click(screen.getByTestId(hooks.seekRepairs));
    const cards = await screen.findAllByTestId(hooks.repair);
    expect(cards.map((card) => card.dataset.which)).toEqual(["best", "smallest"]);
    await user.click(within(cards[1] as HTMLElement).getByTestId(hooks.takeRepair));
    await waitFor(() => expect(screen.getByTestId(hooks.planDrift).dataset.breaks).toBe("false"));
  });

  it("refuses a grade that is none and says so", async () => {
    const user = await followed();
    await user.click(within(step("oc:da3") as HTMLElement).getByTestId(`${hooks.moveStep}-completed`));
    await user.type(await screen.findByTestId(hooks.stepGrade), "120");
    await user.click(screen.getByTestId(hooks.stepSave));
    expect(await screen.findByText("A grade is a number from 0 to 100.")).toBeVisible();
    expect(step("oc:da3")?.dataset.state).toBe("planned");
  });
});

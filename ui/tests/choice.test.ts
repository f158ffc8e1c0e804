import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { addMonths, moneyStep } from "$/components/route/whatif/wishes";
import { duration } from "$/format/delta";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";
import type { PlanAsk } from "$/ipc/types";
import { letter } from "$/state/lines";
import { openWindow } from "./render";

const target = { id: "nfu:ms-analytics", title: "MS in Data Analytics" };

/** The routes to the degree of the fake world, and what is asked of the planner. */
async function routes(port: Port = fakePort({ planningMs: 0, firstStart: false })) {
  const asked: PlanAsk[] = [];
  const listening: Port = { ...port, planRoutes: (ask, on) => (asked.push(ask), port.planRoutes(ask, on)) };
  const { user } = openWindow(listening, { where: { place: "routes", award: null }, trail: { award: null, target } });
  const cards = await screen.findAllByTestId(hooks.routeCard);
  return { user, asked, cards };
}

const chosen = () => screen.getAllByTestId(hooks.routeCard).find((card) => card.getAttribute("aria-pressed") === "true");
const slide = (hook: string, to: number) => fireEvent.input(screen.getByTestId(hook), { target: { value: String(to) } });

describe("the front", () => {
  it("is walked by arrow keys, and the list follows", async () => {
    const { user } = await routes();
    const points = within(screen.getByRole("radiogroup", { name: /Cost against finish/ })).getAllByRole("radio");
    const start = points.find((point) => point.getAttribute("aria-checked") === "true");
    expect(start).toHaveAccessibleName(/^Route A/);
    start?.focus();
    await user.keyboard("{ArrowLeft}");
    await waitFor(() => expect(chosen()).not.toHaveTextContent("Cheapest"));
    expect(document.activeElement).toHaveAttribute("aria-checked", "true");
    await user.keyboard("{End}");
    await waitFor(() => expect(chosen()).toHaveTextContent("Cheapest"));
  });

  it("names a route by one letter in the list and on the plot", async () => {
    const { cards } = await routes();
    expect(screen.getAllByRole("radio", { name: /^Route [A-Z]:/ })).toHaveLength(cards.length);
    expect([letter(0), letter(25), letter(26)]).toEqual(["A", "Z", "AA"]);
  });
});

describe("what is tried out", () => {
  it("moves the finish with the hours, tells by how much, and is dropped without a trace", async () => {
    const { user, asked } = await routes();
    const before = chosen()?.textContent;
    await slide(hooks.wishHours, 5);
    await waitFor(() => expect(screen.getByTestId(hooks.wishDeltas)).toHaveTextContent(/\+\d+ months/));
    expect(asked.at(-1)?.what_if?.hours_per_week).toBe("5");
    expect(chosen()?.textContent).not.toBe(before);
    await user.click(screen.getByTestId(hooks.wishReset));
    await waitFor(() => expect(chosen()?.textContent).toBe(before));
    expect(screen.queryByTestId(hooks.wishKeep)).toBeNull();
  });

  it("asks once for a slider that is drawn far", async () => {
    const { asked } = await routes();
    const before = asked.length;
    for (const hours of [11, 12, 13, 14]) await slide(hooks.wishHours, hours);
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
    await waitFor(() => expect(screen.getByTestId(hooks.wishKeep)).toBeVisible());
    expect(asked.slice(before).map((ask) => ask.what_if?.hours_per_week)).toEqual(["14"]);
  });

  it("is kept in the record, where undo takes it back", async () => {
    const { user, asked } = await routes();
    await slide(hooks.wishHours, 15);
    await user.click(await screen.findByTestId(hooks.wishKeep));
    await waitFor(() => expect(screen.queryByTestId(hooks.wishKeep)).toBeNull());
    expect(screen.getByTestId(hooks.wishHours)).toHaveValue("15");
    expect(asked.at(-1)?.what_if).toBeUndefined();
    await user.click(screen.getByTestId(hooks.undo));
    await waitFor(() => expect(screen.getByTestId(hooks.wishHours)).toHaveValue("10"));
  });

  it("explains a budget that closes the target, and one click lifts it", async () => {
    const { user } = await routes();
    await slide(hooks.wishBudget, 2400);
    expect(await screen.findByTestId(hooks.blockers)).toHaveTextContent("Every route costs more than the budget");
    await user.click(screen.getByTestId(hooks.applyChange));
    expect((await screen.findAllByTestId(hooks.routeCard)).length).toBeGreaterThan(1);
  });
});

describe("why", () => {
  it("works out plan B: what remains if the admission is refused", async () => {
    const { user } = await routes();
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click(await screen.findByTestId(hooks.planBSeek));
    await waitFor(() => expect(screen.getByTestId(hooks.planB)).toHaveTextContent("closes the target"));
    expect(screen.getByTestId(hooks.routeWhy)).toHaveTextContent("MicroMasters in Data Analytics");
  });

  it("tells what a route becomes without a step", async () => {
    const { user, asked } = await routes();
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click((await screen.findAllByRole("button", { name: "What without it?" }))[0] as HTMLElement);
    await screen.findByText("Without it:");
    expect(asked.at(-1)?.what_if?.exclude).toEqual([{ kind: "award", id: "oc:da3" }]);
  });
});

describe("questions for the registrar", () => {
  it("collect conditions, grades, agreements and doubtful facts into one letter", async () => {
    const { user } = await routes();
    await user.click(screen.getByTestId(hooks.questions));
    const text = (await screen.findByLabelText<HTMLTextAreaElement>("Confirm before you rely on it", { selector: "textarea" })).value;
    for (const part of ["Admission to the MS in Data Analytics", "at least 70 %", "still recognise", "Statistical Modelling and Regression"]) expect(text).toContain(part);
  });
});

describe("side by side", () => {
  it("shows what differs first", async () => {
    const { user } = await routes();
    await user.click(screen.getByTestId(hooks.tabCompare));
    const table = await within(await screen.findByTestId(hooks.routeCompare)).findByRole("table");
    const heads = within(table).getAllByRole("rowheader").map((head) => head.textContent);
    expect(heads.indexOf("Cost")).toBeGreaterThan(-1);
    const parts = [...table.querySelectorAll("tr.part")].map((part) => part.textContent);
    expect(parts).toEqual(["What differs", "The same in all"]);
  });
});

describe("every tab", () => {
  it.each([hooks.tabMap, hooks.tabTimeline, hooks.tabLedger, hooks.tabWhy, hooks.tabCompare])("has no fault that axe finds: %s", async (tab) => {
    const { user } = await routes();
    await user.click(screen.getByTestId(tab));
    await screen.findByRole("tabpanel");
    // jsdom knows neither colours nor names from SVG titles; the run in the real window checks both.
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, "aria-command-name": { enabled: false } } });
    expect(found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

it("dates and amounts of the sliders stay whole", () => {
  expect(addMonths("2027-01-31", 1)).toBe("2027-02-28");
  expect(addMonths("2027-11-04", 3)).toBe("2028-02-04");
  expect([moneyStep(900), moneyStep(9000)]).toEqual([20, 200]);
  expect([duration(6), duration(17)]).toEqual(["6 weeks", "4 months"]);
});

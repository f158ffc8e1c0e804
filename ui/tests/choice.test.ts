import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { addMonths, moneyStep } from "$/components/route/whatif/wishes";
import { duration } from "$/format/delta";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";
import type { PlanAsk, PlanEvent } from "$/ipc/types";
import { letter } from "$/state/lines";
import { openWindow } from "./render";

const target = { id: "nfu:ms-analytics", title: "MS in Data Analytics" };

/** The routes to the degree of the fake world, and what is asked of the planner. */
async function routes(port: Port = fakePort({ planningMs: 0, firstStart: false })) {
  const asked: PlanAsk[] = [];
  const listening: Port = { ...port, planRoutes: (ask, on) => (asked.push(ask), port.planRoutes(ask, on)) };
  const { user } = openWindow(listening, { where: { place: "routes", award: null }, trail: { award: null, target } });
  // Routes come one by one; when all are there, one of them can be agreed.
  await waitFor(() => expect(screen.getByTestId(hooks.adoptRoute)).toBeEnabled());
  const cards = screen.getAllByTestId(hooks.routeCard);
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

  it("stays in view after it was kept, until the same has come as the plan of the record", async () => {
    const fake = fakePort({ planningMs: 0, firstStart: false });
    let hold: Promise<unknown> = Promise.resolve();
    const { user } = await routes({ ...fake, planRoutes: async (ask, on) => (await hold, fake.planRoutes(ask, on)) });
    const before = chosen()?.dataset.finish;
    await slide(hooks.wishHours, 15);
    await waitFor(() => expect(chosen()?.dataset.finish).not.toBe(before));
    const tried = chosen()?.dataset.finish;
    expect(screen.getByTestId(hooks.adoptRoute)).toBeDisabled();
    let release: (value?: unknown) => void = () => undefined;
    hold = new Promise((done) => (release = done));
    const seen = new Set<string | undefined>();
    const watch = new MutationObserver(() => seen.add(chosen()?.dataset.finish));
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    await user.click(screen.getByTestId(hooks.wishKeep));
    await waitFor(() => expect(screen.getByTestId(hooks.wishDeltas).dataset.state).toBe("idle"));
    expect(chosen()?.dataset.finish).toBe(tried);
    release();
    await waitFor(() => expect(screen.getByTestId(hooks.adoptRoute)).toBeEnabled());
    watch.disconnect();
    expect([...seen]).toEqual([tried]);
  });

  it("explains a budget that closes the target, and one click opens it", async () => {
    const { user } = await routes();
    await slide(hooks.wishBudget, 2400);
    expect(await screen.findByTestId(hooks.blockers)).toHaveTextContent("Every route costs more than the budget");
    expect(await screen.findByTestId(hooks.applyChange)).toHaveTextContent("Try it");
    expect(screen.getByTestId(hooks.openings)).toHaveTextContent(/Set the budget to 6340 USD\s*Then \$6,340/);
    await user.click(screen.getByTestId(hooks.applyChange));
    expect((await screen.findAllByTestId(hooks.routeCard)).length).toBeGreaterThan(1);
  });

  it("opens a target that the record itself has closed, as an edit that can be undone", async () => {
    const port = fakePort({ planningMs: 0, firstStart: false });
    await port.answerGate("nfu:admission", "unmet");
    const { user } = openWindow(port, { where: { place: "routes", award: null }, trail: { award: null, target } });
    const open = (await screen.findAllByTestId(hooks.applyChange))[0] as HTMLElement;
    expect(open).toHaveTextContent("Change it");
    await user.click(open);
    await screen.findAllByTestId(hooks.routeCard);
    await user.click(screen.getByTestId(hooks.undo));
    await screen.findByTestId(hooks.blockers);
  });
});

describe("planning", () => {
  it("shows the first route as soon as it is found, and lets nothing be agreed before all are there", async () => {
    const fake = fakePort({ planningMs: 0, firstStart: false });
    let release: (value?: unknown) => void = () => undefined;
    const rest = new Promise((done) => (release = done));
    const planRoutes: Port["planRoutes"] = async (ask, on) => {
      const events: PlanEvent[] = [];
      const plan = await fake.planRoutes(ask, (event) => events.push(event));
      const first = events.findIndex((event) => event.so_far);
      events.slice(0, first + 1).forEach(on);
      await rest;
      return plan;
    };
    openWindow({ ...fake, planRoutes }, { where: { place: "routes", award: null }, trail: { award: null, target } });
    expect(await screen.findAllByTestId(hooks.routeCard)).toHaveLength(1);
    expect(screen.getByTestId(hooks.adoptRoute)).toBeDisabled();
    release();
    await waitFor(() => expect(screen.getAllByTestId(hooks.routeCard).length).toBeGreaterThan(1));
    expect(screen.getByTestId(hooks.adoptRoute)).toBeEnabled();
  });
});

describe("what is near", () => {
  it("is ranked by what remains at least, exactly on demand, and chosen as the target", async () => {
    const { user } = openWindow(fakePort({ planningMs: 0, firstStart: false }), { where: { place: "routes", award: null } });
    const row = (await screen.findAllByTestId(hooks.nearRow))[0] as HTMLElement;
    expect(row).toHaveTextContent("≥ $400");
    await user.click(within(row).getByTestId(hooks.nearExactly));
    await waitFor(() => expect(row).toHaveTextContent("$6,340"));
    await user.click(within(row).getAllByRole("button")[0] as HTMLElement);
    await screen.findByTestId(hooks.adoptRoute).catch(() => screen.findByTestId(hooks.blockers));
  });
});

describe("why", () => {
  it("works out plan B by itself: what remains if the admission is refused, and shows it", async () => {
    const { user, asked } = await routes();
    await user.click(screen.getByTestId(hooks.tabWhy));
    await waitFor(() => expect(screen.getByTestId(hooks.planB)).toHaveTextContent("closes the target"));
    expect(screen.getByTestId(hooks.routeWhy)).toHaveTextContent("MicroMasters in Data Analytics");
    await user.click(screen.getByTestId(hooks.tryPlanB));
    await screen.findByTestId(hooks.blockers);
    expect(asked.at(-1)?.what_if?.gates).toEqual([{ gate: "nfu:admission", state: "unmet" }]);
  });

  it("tells what would stand in a step's place and at which price, and pins the wish to avoid it", async () => {
    const changes: unknown[] = [];
    const fake = fakePort({ planningMs: 0, firstStart: false });
    const { user } = await routes({ ...fake, applyChange: (change) => (changes.push(change), fake.applyChange(change)) });
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click((await screen.findAllByTestId(hooks.insteadSeek))[0] as HTMLElement);
    expect(await screen.findByTestId(hooks.instead)).toHaveTextContent(/Without it:\s*\+2 weeks, \+\$150/);
    await user.click(screen.getByRole("button", { name: /^Avoid it/ }));
    await waitFor(() => expect(changes).toEqual([{ pin: [{ kind: "avoid", award: "oc:da3", toward: null }] }]));
  });

  it("tells which failure hurts most, and which route minds it least", async () => {
    const { user } = await routes();
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click(await screen.findByTestId(hooks.risksSeek));
    expect(await screen.findByTestId(hooks.steadiest)).toHaveTextContent("minds its worst failure least");
    expect(screen.getAllByText("hurts most")).toHaveLength(1);
    expect(screen.getByTestId(hooks.routeWhy)).toHaveTextContent(/If not recognised:\s*\+6 weeks/);
  });

  it("tells what is saved by all that is held and by what alone", async () => {
    const { user } = await routes();
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click(await screen.findByTestId(hooks.savingsSeek));
    await waitFor(() => expect(screen.getByTestId(hooks.savings)).toHaveTextContent(/Without any recognition\s*\+6 months, \+\$3,100/));
  });

  it("says what went wrong, and asks again", async () => {
    const fake = fakePort({ planningMs: 0, firstStart: false });
    let tries = 0;
    const refused = { code: "shell", message: "The work broke off.", place: null, remedy: "Try again." };
    const { user } = await routes({ ...fake, routeSavings: (ask, on) => (tries++ === 0 ? Promise.reject(refused) : fake.routeSavings(ask, on)) });
    await user.click(screen.getByTestId(hooks.tabWhy));
    await user.click(await screen.findByTestId(hooks.savingsSeek));
    const told = within(screen.getByTestId(hooks.savings));
    await user.click(within(await told.findByRole("alert")).getByRole("button"));
    await waitFor(() => expect(screen.getByTestId(hooks.savings)).toHaveTextContent("Without any recognition"));
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

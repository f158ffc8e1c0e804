import { screen, waitFor } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import { whenIdle } from "$/state/idle";
import { openWindow } from "./render";

async function encrypted() {
  const { user } = openWindow(fakePort({ planningMs: 0 }));
  await user.click(await screen.findByTestId(hooks.welcomeLearner));
  await user.click(await screen.findByTestId(hooks.railLearners));
  await user.click(await screen.findByTestId(hooks.tabPrivacy));
  await user.type(await screen.findByTestId(hooks.passphraseNext), "correct horse");
  await user.type(screen.getByTestId(hooks.passphraseAgain), "correct horse");
  expect(screen.getByTestId(hooks.passphraseSet)).toBeDisabled();
  await user.click(screen.getByTestId(hooks.passphraseFinal));
  await user.click(screen.getByTestId(hooks.passphraseSet));
  await waitFor(() => expect(screen.getByTestId(hooks.privacy)).toHaveAttribute("data-encrypted", "true"));
  return user;
}

describe("the passphrase", () => {
  it("is set only after saying that forgetting it is final, and stands in the log", async () => {
    await encrypted();
    expect(screen.getByTestId(hooks.privacy)).toHaveTextContent("cannot be recovered");
    expect(screen.getByTestId(hooks.privacy)).toHaveTextContent("2 backups followed");
    expect(await screen.findByText("Encrypted with a passphrase")).toBeVisible();
  });

  it("closes the window until it is typed", async () => {
    const user = await encrypted();
    await user.click(screen.getByTestId(hooks.lockNow));
    expect(await screen.findByTestId(hooks.lockScreen)).toBeVisible();
    expect(screen.queryByTestId(hooks.railLearners)).toBeNull();
    await user.type(screen.getByTestId(hooks.lockPassphrase), "wrong horse");
    await user.click(screen.getByTestId(hooks.unlock));
    expect(await screen.findByTestId(hooks.fault)).toHaveTextContent("not the passphrase");
    await user.type(screen.getByTestId(hooks.lockPassphrase), "correct horse");
    await user.click(screen.getByTestId(hooks.unlock));
    expect(await screen.findByTestId(hooks.railLearners)).toBeVisible();
  });

  it("is locked from the palette", async () => {
    const user = await encrypted();
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByTestId(hooks.commandsSearch), "lock now");
    await user.keyboard("{Enter}");
    expect(await screen.findByTestId(hooks.lockScreen)).toBeVisible();
  });
});

describe("the log", () => {
  it("notes what the person calls themself, beside the account", async () => {
    const user = await encrypted();
    await user.type(screen.getByTestId(hooks.activityMe), "Grace Hopper");
    await user.click(screen.getByTestId(hooks.activityNamed));
    await user.type(screen.getByTestId(hooks.passphraseNow), "correct horse");
    await user.click(screen.getByTestId(hooks.passphraseRemove));
    expect(await screen.findByText("Grace Hopper (you)")).toBeVisible();
  });
});

describe("an idle window", () => {
  afterEach(() => vi.useRealTimers());

  it("locks once after the time, counted from the last sign of somebody", () => {
    vi.useFakeTimers();
    const act = vi.fn();
    whenIdle(60_000, act);
    vi.advanceTimersByTime(50_000);
    dispatchEvent(new Event("keydown"));
    vi.advanceTimersByTime(50_000);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(15_000);
    expect(act).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(600_000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("is no longer watched when it is closed", () => {
    vi.useFakeTimers();
    const act = vi.fn();
    whenIdle(60_000, act)();
    vi.advanceTimersByTime(600_000);
    expect(act).not.toHaveBeenCalled();
  });
});

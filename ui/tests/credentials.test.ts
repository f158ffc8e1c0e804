import { screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hooks } from "$/app/hooks";
import { openWindow } from "./render";

async function imported() {
  const { user } = openWindow();
  await user.click(await screen.findByTestId(hooks.welcomeLearner));
  await user.click(screen.getByTestId(hooks.importCredentials));
  await screen.findAllByTestId(hooks.credential);
  return user;
}

const cards = () => screen.getAllByTestId(hooks.credential);

describe("credentials", () => {
  it("come with a verdict in words, check by check", async () => {
    await imported();
    expect(cards().map((card) => card.dataset.evidence)).toEqual(["verified", "declared", "rejected"]);
    expect(cards()[0]).toHaveTextContent(/Signature\s*passed/);
    expect(cards()[1]).toHaveTextContent(/Issuer's key\s*not checkable offline/);
    expect(cards()[2]).toHaveTextContent(/Signature\s*failed/);
    expect(cards()[2]?.querySelector(`[data-testid="${hooks.acceptMatch}"]`)).toBeNull();
  });

  it("are held when their match is accepted, and undo takes that back", async () => {
    const user = await imported();
    const accept = () => cards()[0]?.querySelector<HTMLElement>(`[data-testid="${hooks.acceptMatch}"]`) ?? null;
    const award = accept()?.dataset.award;
    await user.click(accept() as HTMLElement);
    await waitFor(() => expect(accept()).toBeNull());
    expect(screen.getAllByTestId(hooks.heldRow).some((row) => row.dataset.award === award)).toBe(true);
    expect(cards()[0]).toHaveTextContent("Held");
  });
});

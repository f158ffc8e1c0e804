import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import { hooks } from "$/app/hooks";
import { fakePort } from "$/ipc/fake";
import type { ArrivedFile } from "$/ipc/types";
import { openWindow } from "./render";

const started = (arrived: ArrivedFile[] = [], failure: string | null = null) => fakePort({ firstStart: false, planningMs: 0, arrived, failure });

describe("files opened from outside", () => {
  it("bring a pack to the catalogue, where what is wrong with it is said", async () => {
    const port = started([{ path: "/home/you/harbour.cairnpack", kind: "pack" }]);
    const brought = vi.spyOn(port, "importCatalogues");
    openWindow(port);
    expect(await screen.findByTestId(hooks.importReport)).toHaveTextContent("The price has no currency.");
    expect(brought).toHaveBeenCalledWith(expect.anything(), ["/home/you/harbour.cairnpack"], expect.anything());
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Catalogue");
  });

  it("bring a credential to the record, where it is checked", async () => {
    openWindow(started([{ path: "/home/you/badge.png", kind: "credential" }]));
    expect((await screen.findAllByTestId(hooks.credential)).length).toBeGreaterThan(0);
  });

  it("wait until somebody has said who they are", async () => {
    const port = fakePort({ planningMs: 0, arrived: [{ path: "/home/you/badge.png", kind: "credential" }] });
    const { user } = openWindow(port);
    await user.click(await screen.findByTestId(hooks.welcomeExplorer));
    expect((await screen.findAllByTestId(hooks.credential)).length).toBeGreaterThan(0);
  });
});

describe("what went wrong", () => {
  it("is told at the next start, and can be copied and put away", async () => {
    const { user } = openWindow(started([], "Cairn 0.1.0 failed"));
    const write = vi.spyOn(navigator.clipboard, "writeText");
    const notice = await screen.findByTestId(hooks.failure);
    await user.click(within(notice).getByRole("button", { name: "Copy the report" }));
    expect(write).toHaveBeenCalledWith("Cairn 0.1.0 failed");
    await user.click(within(notice).getByRole("button", { name: "Put it away" }));
    await waitFor(() => expect(screen.queryByTestId(hooks.failure)).toBeNull());
  });
});

describe("the palette", () => {
  it("copies what helps others to help", async () => {
    const { user } = openWindow(started());
    await screen.findByTestId(hooks.railHome);
    const write = vi.spyOn(navigator.clipboard, "writeText");
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "diagnostics{Enter}");
    await waitFor(() => expect(write).toHaveBeenCalledWith("Cairn 0.1.0"));
  });

  it("shows what Cairn is built from", async () => {
    const { user } = openWindow(started());
    await screen.findByTestId(hooks.railHome);
    await user.keyboard("{Control>}k{/Control}");
    await user.type(await screen.findByRole("combobox"), "licences{Enter}");
    expect(await screen.findByTestId(hooks.licences)).toHaveTextContent("svelte");
  });
});

describe("a store that cannot be changed", () => {
  it("says that one can look, and why", async () => {
    openWindow(fakePort({ firstStart: false, lookOnly: "newer" }));
    expect(await screen.findByTestId(hooks.lookOnly)).toHaveTextContent("A newer version of Cairn has written what is kept here");
  });

  it("says nothing where everything can be changed", async () => {
    openWindow(started());
    await screen.findByTestId(hooks.railHome);
    expect(screen.queryByTestId(hooks.lookOnly)).toBeNull();
  });
});

import type { Port } from "$/ipc/port";

/** The shell behind the window; in mode `fake` a small world of its own, so that the window runs in a browser. */
export async function connect(): Promise<Port> {
  if (import.meta.env.MODE === "fake") {
    const { fakePort } = await import("$/ipc/fake");
    const wish = new URLSearchParams(location.search);
    return fakePort({ firstStart: !wish.has("started"), planningMs: Number(wish.get("planning") ?? 300) });
  }
  const { shellPort } = await import("$/ipc/client");
  return shellPort;
}

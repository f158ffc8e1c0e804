import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import App from "$/app/App.svelte";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";

/** The whole window over the fake client, as a person meets it; `kept`: what it remembers from before. */
export function openWindow(port: Port = fakePort({ planningMs: 0 }), kept: Record<string, unknown> = {}) {
  localStorage.clear();
  location.hash = "";
  for (const [key, value] of Object.entries(kept)) localStorage.setItem(`cairn.${key}`, JSON.stringify(value));
  const user = userEvent.setup();
  return { user, port, ...render(App, { port }) };
}

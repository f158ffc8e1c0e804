import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import App from "$/app/App.svelte";
import { fakePort } from "$/ipc/fake";
import type { Port } from "$/ipc/port";

/** The whole window over the fake client, as a person meets it. */
export function openWindow(port: Port = fakePort({ planningMs: 0 })) {
  localStorage.clear();
  const user = userEvent.setup();
  return { user, port, ...render(App, { port }) };
}

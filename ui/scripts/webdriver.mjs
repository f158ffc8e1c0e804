// A small client of the W3C WebDriver protocol: what the tour needs to see the real window, and no more.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const CALL_MS = 60_000;
const APPEARANCE_MS = 60_000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Opens the built application in folders of its own, behind tauri-driver. */
export async function openWindow({ application, driver, log }) {
  const home = mkdtempSync(join(tmpdir(), "cairn-tour-"));
  const [port, native] = [await freePort(), await freePort()];
  const folders = Object.fromEntries(["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "CAIRN_STORE"].map((name) => [name, join(home, name.toLowerCase())]));
  const into = openSync(log, "w");
  const child = spawn(driver, ["--port", String(port), "--native-port", String(native)], {
    detached: true,
    env: { ...process.env, ...folders },
    stdio: ["ignore", into, into],
  });

  async function call(method, path, body) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(CALL_MS),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.message ?? answer.status}`);
    return value;
  }

  /** Tries until it succeeds: the driver listens before the one behind it does, and a page takes its time. */
  async function until(what, attempt, limit = APPEARANCE_MS) {
    const end = Date.now() + limit;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (Date.now() > end) throw new Error(`${what}: ${error.message}`, { cause: error });
        await pause(250);
      }
    }
  }

  const capabilities = { alwaysMatch: { browserName: "wry", "tauri:options": { application } } };
  const { sessionId } = await until("opening the window", () => call("POST", "/session", { capabilities }), CALL_MS);
  const at = `/session/${sessionId}`;
  const element = async (css) => (await call("POST", `${at}/element`, { using: "css selector", value: css }))[ELEMENT];

  return {
    run: (script, ...args) => call("POST", `${at}/execute/sync`, { script, args }),
    size: (width, height) => call("POST", `${at}/window/rect`, { x: 0, y: 0, width, height }),
    see: (css) => until(css, () => element(css)),
    click: (css) => until(css, async () => call("POST", `${at}/element/${await element(css)}/click`, {})),
    write: (css, text) => until(css, async () => call("POST", `${at}/element/${await element(css)}/value`, { text })),
    picture: async () => Buffer.from(await call("GET", `${at}/screenshot`), "base64"),
    close: async () => {
      await call("DELETE", at).catch(() => undefined);
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended already.
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

// Takes a picture of every place of the window, light and dark, and checks each with axe.
// Usage: npm run build:fake && node scripts/look.mjs <folder for the pictures> [path of chromium]
import { mkdirSync, readFileSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));
const into = resolve(process.argv[2] ?? "pictures");
const axe = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
mkdirSync(into, { recursive: true });

const browser = await chromium.launch({ executablePath: process.argv[3] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
let violations = 0;

for (const scheme of ["light", "dark"]) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: scheme });
  page.on("console", (message) => message.type() === "error" && console.log(scheme, "console:", message.text()));
  page.on("pageerror", (error) => console.log(scheme, "error:", error.message));
  await page.route("http://app.test/**", (route) => {
    const path = new URL(route.request().url()).pathname;
    const file = join(root, "dist-fake", path === "/" ? "index.html" : path);
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
  const by = (id) => page.getByTestId(id);

  async function look(name) {
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(into, `${name}-${scheme}.png`) });
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
    violations += found.length;
    for (const one of found) console.log(`${name} ${scheme}: ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 140)).join("\n   ")}`);
  }

  await page.goto("http://app.test/?planning=200");
  await by("welcome-learner").waitFor();
  await look("welcome");
  await by("welcome-learner").click();
  await by("held-row").first().waitFor();
  await look("mine");
  await by("hold-search").fill("time");
  await by("hold-option").first().waitFor();
  await look("mine-search");
  await by("hold-option").first().click();
  await by("hold-earned").fill("2026-01-15");
  await look("mine-hold");
  await by("hold-save").click();
  await look("mine-held");
  await by("undo").click();
  await by("rail-explore").click();
  await by("explore-row").first().waitFor();
  await look("explore");
  await page.getByRole("button", { name: "Kind" }).first().click();
  await look("explore-facet");
  await page.keyboard.press("Escape");
  await by("explore-search").fill("micro");
  await by("explore-row").first().click();
  await by("award-page").waitFor();
  await look("award");
  await page.getByRole("button", { name: /Show where it comes from/ }).nth(2).click();
  await look("award-provenance");
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Requires" }).click();
  await look("award-requires");
  await page.getByRole("tab", { name: /Recognised by/ }).click();
  await look("award-recognised");
  await by("rail-routes").click();
  await look("routes-empty");
  await by("target-search").fill("analytics");
  await by("target-option").filter({ hasText: "MS in Data Analytics" }).first().click();
  await by("map-node").first().waitFor();
  await look("routes-map");
  await by("map-node").first().click();
  await look("routes-map-facts");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Outline" }).click();
  await look("routes-outline");
  await by("tab-timeline").click();
  await look("routes-timeline");
  await page.getByRole("radio", { name: "Table" }).check({ force: true });
  await look("routes-steps");
  await by("tab-ledger").click();
  await look("routes-ledger");
  await page.getByLabel("Without estimates").check();
  await page.waitForTimeout(500);
  await look("routes-blocked");
  await by("rail-home").click();
  await look("home");
  await by("rail-catalogue").click();
  await page.getByRole("button", { name: "Import a pack…" }).click();
  await look("catalogue");
  await page.close();
}

await browser.close();
console.log(violations === 0 ? "axe: no violations" : `axe: ${violations} violations`);
process.exitCode = violations === 0 ? 0 : 1;

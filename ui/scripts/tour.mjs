// Takes a picture of every screen of the built application, light and dark, and writes docs/tour.
// Usage, on a display: cargo build -p cairn-desktop && npm --prefix ui run tour
// Without one: xvfb-run -a -s "-screen 0 1280x800x24" npm --prefix ui run tour
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openWindow } from "./webdriver.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const application = process.env.CAIRN_APPLICATION ?? join(root, "target/debug/cairn-desktop");
const driver = process.env.CAIRN_TAURI_DRIVER ?? join(root, "target/tools/bin/tauri-driver");
const into = join(root, "docs/tour");
const TARGET = "gt:oms-analytics";
const AWARD = "edx:gtx-analytics-mm";
const by = (hook) => `[data-testid='${hook}']`;

/** Each screen: its name, what is said of it, and how one gets there from the one before. */
const screens = [
  ["home", "Home: three ways in, what needs attention, where one was.", (window) => window.click(by("rail-home"))],
  ["guide", "The guide: four questions to a first route from one's own data.", (window) => window.click(by("guide-start"))],
  ["explore", "Explore: search, filter, sort, keep a search, put awards side by side.", async (window) => {
    await window.click(by("rail-explore"));
    await window.see(by("explore-row"));
  }],
  ["transfers", "What counts where: who takes what, for how much, what it spares, how old that is.", async (window) => {
    await window.see(by("mode-transfers"));
    await window.run(`document.querySelector("${by("mode-transfers")}").click()`);
    await window.see(by("transfer-row"));
  }],
  ["award", "An award: what it is, what it requires, who recognises it, what it opens; every fact with its source.", async (window) => {
    await window.run(`document.querySelector("${by("mode-awards")}").click(); location.hash = "#/explore?award=${AWARD}"`);
    await window.see(`${by("award-page")}[data-award='${AWARD}'] article`);
  }],
  ["mine", "Mine: what is held, conditions as questions, wishes.", async (window) => {
    await window.click(by("rail-mine"));
    await window.see(by("held-row"));
  }],
  ["routes", "Routes: proven routes and the map from what is held to the target.", async (window) => {
    await window.run(`location.hash = "#/routes?target=${TARGET}"`);
    await window.see(by("route-card"));
    await window.see(by("map-node"));
    // The map is laid out beside the page, and drawn once more when it fits.
    await new Promise((resolve) => setTimeout(resolve, 2500));
  }],
  ["timeline", "Timeline: what to do in which week.", (window) => window.click(by("tab-timeline"))],
  ["ledger", "Ledger: which credit counts where, what is in excess and why.", (window) => window.click(by("tab-ledger"))],
  ["why", "Why: what each step is for, what would happen otherwise, what is saved.", (window) => window.click(by("tab-why"))],
  ["plan", "Plan: the agreed route, its next step and what no longer holds.", async (window) => {
    await window.click(by("adopt-route"));
    await window.click(by("rail-plan"));
    await window.see(by("agreed-step"));
  }],
  ["learners", "Learners: for those who advise.", (window) => window.click(by("rail-learners"))],
  ["catalogue", "Catalogue: the packs and the age of their facts; catalogues of other forms in and out.", async (window) => {
    await window.click(by("rail-catalogue"));
    await window.see(by("pack-row"));
  }],
  ["commands", "Everything by its name: Ctrl+K.", async (window) => {
    await window.run("window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))");
    await window.write(by("commands-search"), "micromasters");
    await window.see("[data-entry^='award-']");
  }],
];

/** Few colours are enough for a window, and make a picture a third as large; without ImageMagick it stays as it is. */
function smaller(path) {
  const colours = ["-dither", "None", "-colors", "96", "-define", "png:compression-level=9", "-strip"];
  spawnSync("convert", [path, ...colours, `PNG8:${path}`], { stdio: "ignore" });
}

async function take(window, name, scheme) {
  // Two frames and the longest movement, so that nothing is caught half-way.
  await new Promise((resolve) => setTimeout(resolve, 600));
  const path = join(into, `${name}-${scheme}.png`);
  writeFileSync(path, await window.picture());
  smaller(path);
}

for (const program of [application, driver]) {
  if (!existsSync(program)) {
    console.error(`${program} is missing. Build the window with: cargo build -p cairn-desktop; tauri-driver comes with: cargo xtask test window`);
    process.exit(1);
  }
}
mkdirSync(into, { recursive: true });
const missing = [];
for (const scheme of ["light", "dark"]) {
  const window = await openWindow({ application, driver, log: join(root, "target/tour.driver.log") });
  try {
    await window.size(1280, 800);
    await window.see(by("welcome-learner"));
    await window.run("localStorage.setItem('cairn.appearance', JSON.stringify(arguments[0])); localStorage.setItem('cairn.language', '\"en\"'); location.reload()", scheme);
    await window.see(by("welcome-learner"));
    // The first page of a new process is drawn later than it can be found.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await take(window, "welcome", scheme);
    await window.click(by("welcome-learner"));
    await window.see(by("rail-home"));
    for (const [name, , reach] of screens) {
      try {
        await reach(window);
        await take(window, name, scheme);
      } catch (error) {
        missing.push(`${name} (${scheme}): ${error.message}`);
      }
    }
  } finally {
    await window.close();
  }
}

const picture = (name, says) => `## ${says.split(":")[0]}\n\n${says}\n\n![${name}, light](${name}-light.png)\n\n![${name}, dark](${name}-dark.png)\n`;
const pages = [["welcome", "The first start: one question, and a sample to play with."], ...screens].map(([name, says]) => picture(name, says));
writeFileSync(join(into, "README.md"), `# A tour of the window\n\nEvery screen of the real application, light and dark. \`npm --prefix ui run tour\` makes these pictures anew.\n\n${pages.join("\n")}`);
if (missing.length > 0) {
  console.error(`Not reached:\n${missing.join("\n")}`);
  process.exitCode = 1;
} else console.log(`The tour is in ${into}`);

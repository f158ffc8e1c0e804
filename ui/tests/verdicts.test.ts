import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { messages, said, speak } from "$/messages";

/** A verdict as the library's own snapshot has it, with what became of each check. */
interface Verdict {
  file: string;
  evidence: "verified" | "declared" | "rejected";
  reasons: string[];
  "x-outcomes": Record<string, "passed" | "failed" | "open">;
}

const verdicts = JSON.parse(readFileSync(join(import.meta.dirname, "../../pathways/tests/credentials/verdicts.json"), "utf8")) as Verdict[];

afterEach(() => speak("en"));

function inWords(verdict: Verdict): string {
  const m = messages.credentials;
  const checks = Object.entries(verdict["x-outcomes"]).map(([check, outcome]) => `  ${m.checks[check as keyof typeof m.checks]}: ${m.outcome[outcome]}`);
  const reasons = verdict.reasons.map((reason) => `  - ${said(reason)}`);
  return [`${verdict.file}: ${m.evidence[verdict.evidence]}. ${m.meaning[verdict.evidence]}`, ...checks, ...reasons].join("\n");
}

/** `npx vitest run -u tests/verdicts.test.ts` renews them; look at what changed. */
describe("the verdict on every form of credential", () => {
  for (const language of ["en", "es"] as const) {
    it(`is said in ${language} as before, check by check`, async () => {
      speak(language);
      await expect(`${verdicts.map(inWords).join("\n\n")}\n`).toMatchFileSnapshot(`./verdicts/${language}.txt`);
    });
  }

  it("leaves no reason in English when the window speaks Spanish", () => {
    speak("es");
    const english = verdicts.flatMap((verdict) => verdict.reasons).filter((reason) => said(reason) === reason);
    expect(english).toEqual([]);
  });
});

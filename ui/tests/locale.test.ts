import { expect, test } from "vitest";
import { usable } from "$/format/locale";

test("a system locale that is no language tag is passed over", () => {
  expect(usable(["C", "de-AT"])).toBe("de-AT");
  expect(usable(["C"])).toBe("en");
  expect(usable([])).toBe("en");
});

import { describe, expect, it } from "vitest";
import { credit } from "$/format/credit";
import { date, isOutOfDate } from "$/format/date";
import { money } from "$/format/number";
import { ownCost, ownHours } from "$/format/price";
import type { Fact } from "$/ipc/types";

const known = { certainty: "stated", sources: [], note: null } satisfies Omit<Fact<unknown>, "value">;

describe("amounts", () => {
  it("show money in its own currency, with decimals only where there are some", () => {
    expect(money({ minor: 742500, exponent: 2, currency: "USD" })).toBe("$7,425");
    expect(money({ minor: 12550, exponent: 2, currency: "EUR" })).toBe("€125.50");
    expect(money({ minor: 90000, exponent: 0, currency: "JPY" })).toBe("¥90,000");
  });

  it("never call a degree free whose courses carry its price", () => {
    const own = (minor: number) => ({ ...known, value: { minor, exponent: 2, currency: "USD" } });
    expect(ownCost({ made_of_parts: true, cost: own(0) })).toBe("in its parts");
    expect(ownCost({ made_of_parts: false, cost: own(0) })).toBe("Free");
    expect(ownCost({ made_of_parts: true, cost: own(5000) })).toBe("$50");
    expect(ownHours({ made_of_parts: true, hours: { ...known, value: "0" } })).toBe("in its parts");
    expect(ownHours({ made_of_parts: false, hours: { ...known, value: "0" } })).toBe("0 h");
  });

  it("show credit with its unit, an issuer's own unit by its name", () => {
    expect(credit({ value: "7.5", unit: "ects" })).toBe("7.5 ECTS");
    expect(credit({ value: "20", unit: "org:x:points" })).toBe("20 points");
  });
});

describe("dates", () => {
  it("are shown no more exactly than they are known", () => {
    expect(date("2024")).toBe("2024");
    expect(date("2024-05")).toBe("May 2024");
    expect(date("2024-05-02")).toBe("May 2, 2024");
  });

  it("make a fact out of date after three years", () => {
    expect(isOutOfDate("2023-11", "2026-11-24")).toBe(false);
    expect(isOutOfDate("2023-10", "2026-11-24")).toBe(true);
    expect(isOutOfDate(null, "2026-11-24")).toBe(false);
  });
});

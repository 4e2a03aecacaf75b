import { dayNumber } from "../../../lib/core/day";

describe("the number of a day", () => {
  it.each([
    ["1970-01-01", 0],
    ["1970-01-02", 1],
    ["2024-02-29", 19_782],
  ])("of %s is %p", (day, number) => {
    expect(dayNumber(day)).toBe(number);
  });

  it.each(["", "2026-02-30", "2026-2-3", "2026-11-21T00:00:00Z", "yesterday", "2023-02-29"])("%p is no day", (text) => {
    expect(dayNumber(text)).toBeUndefined();
  });
});

import { formatProblem, PalisadeError, show } from "../../../lib/core/errors";

describe("a problem", () => {
  it("reads: where and what, got, allowed, do this", () => {
    const text = formatProblem({
      where: "prod-rpc/tier",
      what: "a tier has too few replicas",
      got: 1,
      allowed: "2 or more",
      doThis: "set replicas to 2",
    });
    expect(text.split("\n")).toEqual([
      "prod-rpc/tier: a tier has too few replicas",
      "  got: 1",
      "  allowed: 2 or more",
      "  do this: set replicas to 2",
    ]);
  });

  it("leaves out what was not said", () => {
    expect(formatProblem({ what: "it is wrong", doThis: "mend it" })).toBe("it is wrong\n  do this: mend it");
  });

  it("shows a given null, zero and empty text, which are values too", () => {
    for (const [got, shown] of [
      [null, "null"],
      [0, "0"],
      ["", '""'],
    ] as const) {
      expect(formatProblem({ what: "w", got, doThis: "d" })).toContain(`  got: ${shown}`);
    }
  });
});

describe("a value in a message", () => {
  it("stays on one line, whatever is in it", () => {
    expect(show("one\ntwo")).toBe('"one\\ntwo"');
    expect(show({ text: "one\ntwo" })).not.toContain("\n");
  });

  it("is cut when it is long", () => {
    const shown = show("x".repeat(500));
    expect(shown).toHaveLength(120);
    expect(shown.endsWith("…")).toBe(true);
    expect(show("x".repeat(118))).toHaveLength(120);
  });

  it("is shown when JSON cannot say it", () => {
    expect(show(undefined)).toBe("undefined");
    expect(show(Number.NaN)).toBe("NaN");
    expect(show(12n)).toBe("12");
  });

  it("is shown when it holds itself", () => {
    const ring: Record<string, unknown> = {};
    ring["self"] = ring;
    expect(show(ring)).toBe("[object Object]");
  });
});

describe("an error", () => {
  it("holds every problem, in the order they were found, and says them all", () => {
    const problems = [
      { what: "first", doThis: "mend the first" },
      { what: "second", doThis: "mend the second" },
    ];
    const error = new PalisadeError(problems);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("PalisadeError");
    expect(error.problems).toEqual(problems);
    expect(error.message).toBe("first\n  do this: mend the first\n\nsecond\n  do this: mend the second");
  });
});

import { Checker } from "../../../lib/core/checks";
import { PalisadeError } from "../../../lib/core/errors";

const problem = (what: string) => ({ what, doThis: "mend it" });

function thrownBy(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("a checker", () => {
  it("says nothing when nothing is wrong", () => {
    const check = new Checker("here");
    expect(check.that(true, () => problem("never"))).toBe(true);
    expect(() => check.done()).not.toThrow();
  });

  it("throws every problem at once, in order", () => {
    const check = new Checker("here");
    expect(check.that(false, () => problem("first"))).toBe(false);
    check.add(problem("second"));
    const error = thrownBy(() => check.done());
    expect(error).toBeInstanceOf(PalisadeError);
    expect(error).toMatchObject({ problems: [{ what: "first" }, { what: "second" }] });
  });

  it("puts its own place on problems that name none, and leaves the others", () => {
    const check = new Checker("here");
    check.add(problem("first"));
    check.add({ ...problem("second"), where: "there" });
    expect(check.problems.map(({ where }) => where)).toEqual(["here", "there"]);
  });

  it("makes a problem only when the condition does not hold", () => {
    const make = jest.fn(() => problem("costly"));
    new Checker("here").that(true, make);
    expect(make).not.toHaveBeenCalled();
  });

  it("keeps the problems of what it tries, and gives its result when there are none", () => {
    const check = new Checker("here");
    expect(check.collect(() => 7)).toBe(7);
    const result = check.collect(() => {
      throw new PalisadeError([problem("inner"), { ...problem("deeper"), where: "there" }]);
    });
    expect(result).toBeUndefined();
    expect(check.problems).toEqual([
      { ...problem("inner"), where: "here" },
      { ...problem("deeper"), where: "there" },
    ]);
  });

  it("lets a fault through that is no problem of the input", () => {
    const check = new Checker("here");
    const fault = () =>
      check.collect(() => {
        throw new TypeError("a fault of ours");
      });
    expect(fault).toThrow(TypeError);
    expect(check.problems).toEqual([]);
  });

  it("hands out a copy of what it found", () => {
    const check = new Checker("here");
    const before = check.problems;
    check.add(problem("later"));
    expect(before).toEqual([]);
  });
});

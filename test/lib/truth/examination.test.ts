import { Examination } from "../../../lib/truth/examination";
import { FACT_KINDS, type Fact, factKey } from "../../../lib/truth/fact";

const FACT: Fact = { kind: "client flag", of: "reth v2.10.1", name: "--http" };

describe("an examination", () => {
  it("holds each fact once, and one that is checked anywhere is checked", () => {
    const examination = new Examination();
    examination.unchecked(FACT);
    examination.checked({ ...FACT });
    examination.unchecked(FACT);
    examination.unchecked({ ...FACT, name: "--ws" });
    expect(examination.facts).toEqual([
      { ...FACT, checked: true },
      { ...FACT, name: "--ws", checked: false },
    ]);
  });

  it("keeps what is wrong, what is doubtful and what is worth knowing apart, in the order they were found", () => {
    const examination = new Examination();
    examination.refuse({ what: "a", doThis: "b" });
    examination.warn({ what: "c", doThis: "d" });
    examination.note({ where: "e", what: "f", lines: [] });
    examination.refuse({ what: "g", doThis: "h" });
    expect(examination.problems.map(({ what }) => what)).toEqual(["a", "g"]);
    expect(examination.warnings.map(({ what }) => what)).toEqual(["c"]);
    expect(examination.notes.map(({ what }) => what)).toEqual(["f"]);
  });
});

it("a fact's key tells kind, program and name apart", () => {
  const keys = FACT_KINDS.flatMap((kind) => [
    factKey({ kind, of: "a b", name: "c" }),
    factKey({ kind, of: "a", name: "b c" }),
  ]);
  expect(new Set(keys).size).toBe(keys.length);
});

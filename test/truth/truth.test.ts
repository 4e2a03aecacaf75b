import { readFileSync } from "node:fs";
import { join } from "node:path";
import { NOT_CHECKED } from "./not-checked";
import { weighTruth } from "./truth";
import { truthPage } from "./truth-page";

const truth = weighTruth();
const shown = ({ kind, of, name }: { kind: string; of: string; name: string }) => `${kind}, ${of}: ${name}`;

describe("what the environments take for granted", () => {
  it("is proven, or somebody wrote down why not", () => {
    const open = truth.facts.filter(({ acceptedBy }) => acceptedBy === undefined).length;
    process.stderr.write(
      `\n${truth.facts.length} facts used, ${open} of them not proven by a real program: docs/truth.md\n`,
    );
    expect(truth.unexplained.map(shown)).toEqual([]);
  });

  it("has no more and no fewer facts without proof than somebody counted", () => {
    // Fewer fails too: a number that stays too high would let the next ones in unseen.
    const counted = truth.explained.map(({ kind, of, facts }) => `${kind} of ${of.source}: ${facts}`);
    expect(truth.explained.map(({ kind, of, found }) => `${kind} of ${of.source}: ${found.length}`)).toEqual(counted);
  });

  it("is checked at synth, or somebody wrote down why not", () => {
    const unchecked = new Set(truth.facts.filter(({ checked }) => !checked).map(({ kind }) => kind));
    expect(Object.keys(NOT_CHECKED).sort()).toEqual([...unchecked].sort());
  });

  it("is what docs/truth.md says", () => {
    expect(readFileSync(join(__dirname, "../../docs/truth.md"), "utf8")).toBe(truthPage(truth));
  });
});

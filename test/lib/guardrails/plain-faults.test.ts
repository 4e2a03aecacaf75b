import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { GUARDRAILS, judge } from "../../../lib/guardrails";
import { readStacks } from "../../../lib/rehearsal/stack-entry";
import { FAULTS } from "../../fixtures/plain-faults/faults";
import { declareFaults } from "../../fixtures/plain-faults/stack";

/** What no rule finds, and why. */
const MISSED: Readonly<Record<string, string>> = {};

/** A program written directly on cdktf, with thirty faults that public scanners know by an id, judged as it is. */
describe("a program that nobody at Palisade wrote", () => {
  let folder = "";
  let findings: ReturnType<typeof judge>["findings"] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "palisade-faults-"));
    const app = new App({ outdir: folder });
    declareFaults(app);
    app.synth();
    const verdicts = judge(readStacks(folder), { rules: GUARDRAILS, today: "2026-11-21" });
    expect(verdicts.errors).toEqual([]);
    findings = verdicts.findings;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const rulesWithAlias = (id: string) => GUARDRAILS.filter(({ aliases = [] }) => aliases.includes(id));
  const isFound = (id: string) =>
    rulesWithAlias(id).some((rule) =>
      findings.some(({ path, rule: found }) => found === rule.id && path === `shop/${id}`),
    );

  it("has thirty faults", () => {
    expect(Object.keys(FAULTS)).toHaveLength(30);
  });

  it.each(Object.keys(FAULTS).filter((id) => !(id in MISSED)))(
    "is found by the rule that knows the fault as %s",
    (id) => {
      expect(rulesWithAlias(id).map((rule) => rule.id)).not.toEqual([]);
      expect(isFound(id)).toBe(true);
    },
  );

  it("hides no more than three of them, each for a reason", () => {
    expect(Object.keys(FAULTS).filter((id) => !isFound(id))).toEqual(Object.keys(MISSED));
    expect(Object.keys(MISSED).length).toBeLessThanOrEqual(3);
  });

  it("is told of no high finding on what is clean", () => {
    const onClean = findings.filter(({ path }) => path.startsWith("shop/clean-"));
    expect(onClean.filter(({ severity }) => severity === "high" || severity === "critical")).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fact } from "../../lib/truth/fact";
import { expectEvidence, readEvidence } from "./evidence";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-evidence-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const flag = (name: string): Fact => ({ kind: "client flag", of: "geth 1.17.8", name });
const metric = (name: string): Fact => ({ kind: "metric", of: "geth 1.17.8", name });
const evidence = (facts: readonly Fact[], version = "1.17.8") => ({ program: "geth", version, facts });

/** Records as `PALISADE_RECORD=1` does. */
function recordFacts(facts: readonly Fact[]): void {
  process.env["PALISADE_RECORD"] = "1";
  try {
    expectEvidence("geth", evidence(facts), {}, folder);
  } finally {
    delete process.env["PALISADE_RECORD"];
  }
}

const compare = (facts: readonly Fact[], version?: string, anyVersion = false) =>
  expectEvidence("geth", evidence(facts, version), { anyVersion }, folder);

test("evidence is written sorted and once, and read back as facts", () => {
  recordFacts([metric("chain_head"), flag("--http"), flag("--datadir"), flag("--http")]);
  expect(JSON.parse(readFileSync(join(folder, "geth.json"), "utf8"))).toEqual({
    program: "geth",
    version: "1.17.8",
    facts: {
      "client flag": { "geth 1.17.8": ["--datadir", "--http"] },
      metric: { "geth 1.17.8": ["chain_head"] },
    },
  });
  expect(readEvidence(folder)).toEqual([
    { name: "geth", ...evidence([flag("--datadir"), flag("--http"), metric("chain_head")]) },
  ]);
});

test("the same facts in another order are no difference", () => {
  recordFacts([flag("--http"), metric("chain_head")]);
  expect(() => compare([metric("chain_head"), flag("--http")])).not.toThrow();
});

test("every difference is told at once, with the way to record", () => {
  recordFacts([flag("--http"), flag("--datadir")]);
  expect(() => compare([flag("--http"), metric("chain_head")], "1.17.9")).toThrow(
    [
      "evidence/geth.json is not what geth 1.17.9 accepts",
      "recorded of geth 1.17.8, now geth 1.17.9",
      "1 recorded and no longer accepted:",
      "  client flag, geth 1.17.8: --datadir",
      "1 accepted and not recorded:",
      "  metric, geth 1.17.8: chain_head",
      "If that is right, record it: PALISADE_RECORD=1 npm run test:real -- geth, and look at the difference in git.",
    ].join("\n"),
  );
});

test("another version of a distribution's program is no difference", () => {
  recordFacts([flag("--http")]);
  expect(() => compare([flag("--http")], "1.18.0", true)).not.toThrow();
});

test("what was never recorded is told", () => {
  expect(() => compare([flag("--http")])).toThrow("nothing is recorded yet");
});

test("all that is recorded in this repository can be read", () => {
  for (const { name, program, version, facts } of readEvidence()) {
    expect({ name, program, version, some: facts.length > 0 }).toEqual({
      name,
      program: expect.stringMatching(/./),
      version: expect.stringMatching(/^\d/),
      some: true,
    });
  }
});

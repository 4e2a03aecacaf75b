import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Problem } from "../../../lib/core/errors";
import { rehearse } from "../../../lib/rehearsal/rehearse";
import type { RehearsalReport } from "../../../lib/rehearsal/report";
import {
  renderFailures,
  renderNoteCount,
  renderNotes,
  renderReport,
  renderWarnings,
} from "../../../lib/rehearsal/report-text";
import { readStacks } from "../../../lib/rehearsal/stack-entry";
import { inDependencyOrder } from "../../../lib/rehearsal/stack-graph";
import type { Examination } from "../../../lib/truth/examination";
import type { SynthesizedResource } from "../../../lib/truth/synthesized-resource";
import { REPOSITORY } from "../../support/rehearsal";
import { describeWithTerraform, terraformBinary } from "../../support/terraform-binary";

/** An examiner that finds what the stack's `input` asks for, so that the rehearsal is tested and no examiner. */
jest.mock("../../../lib/truth/examiners", () => ({
  EXAMINERS: [
    ({ path, config }: SynthesizedResource, examination: Examination): void => {
      const wanted = String(config["input"]);
      const problem = (what: string): Problem => ({
        where: `${path} ${what}`,
        what: `reth v2.10.1 has no such flag`,
        allowed: "--http",
        doThis: "correct it",
        source: "reth's own help, v2.10.1",
      });
      if (wanted.includes("wrong")) {
        examination.refuse(problem("first"));
        examination.refuse(problem("second"));
      }
      if (wanted.includes("doubt")) for (const place of ["a", "b", "c"]) examination.warn(problem(place));
      if (wanted.includes("note"))
        examination.note({ where: path, what: "eks:* stands for", lines: ["eks:A", "eks:B"] });
    },
  ],
}));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Stacks by name: what their one resource asks the examiner for, and the stacks they come after. */
function written(stacks: { readonly [name: string]: readonly [input: string, ...after: string[]] }) {
  const folder = mkdtempSync(join(tmpdir(), "palisade-examined-"));
  folders.push(folder);
  const entries = Object.entries(stacks).map(([name, [input, ...dependencies]]) => {
    const path = join("stacks", name, "cdk.tf.json");
    mkdirSync(join(folder, "stacks", name), { recursive: true });
    const thing = { "//": { metadata: { path: `${name}/thing` } }, input };
    writeFileSync(join(folder, path), JSON.stringify({ resource: { terraform_data: { thing } } }));
    return [name, { name, synthesizedStackPath: path, dependencies }];
  });
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ stacks: Object.fromEntries(entries) }));
  return inDependencyOrder(readStacks(folder));
}

function rehearsed(stacks: Parameters<typeof written>[0]): Promise<RehearsalReport> {
  return rehearse({
    stacks: written(stacks),
    terraformBinary,
    searchFrom: [REPOSITORY],
    environment: process.env,
  });
}

jest.setTimeout(60_000);

describeWithTerraform("what the examination finds", () => {
  it("fails every stack in which something would not work, before Terraform starts, also one that waits for another", async () => {
    const report = await rehearsed({
      one: ["wrong"],
      two: ["wrong", "one"],
      three: ["fine", "two"],
      four: ["fine"],
    });
    expect(
      report.stacks.map(({ name, verdict, failure, steps }) => [name, verdict, failure?.step, steps.length]),
    ).toEqual([
      ["one", "failed", "examine", 1],
      ["two", "failed", "examine", 1],
      ["three", "skipped", undefined, 1],
      ["four", "passed", undefined, 7],
    ]);
    expect(renderReport(report)).toMatch(/^two .* failed at examine$/m);
    expect(renderReport(report)).toMatch(/^three .* skipped: two failed$/m);
    expect(report.stacks[0]?.failure).toMatchObject({ diagnostics: [], problems: [{ allowed: "--http" }, {}] });
    const said = (stack: string, place: string): string =>
      [
        `${stack}/thing ${place}: reth v2.10.1 has no such flag`,
        "  allowed: --http",
        "  do this: correct it",
        "  source: reth's own help, v2.10.1",
      ].join("\n");
    expect(renderFailures(report)).toBe(
      ["one", "two"]
        .map((stack) => `${stack} (examine):\n${said(stack, "first")}\n\n${said(stack, "second")}`)
        .join("\n\n"),
    );
  });

  it("shows doubts as warnings, each once with the number of its places, and lets the stack pass", async () => {
    const report = await rehearsed({ one: ["doubt"] });
    expect(report.verdict).toBe("passed");
    expect(report.stacks[0]?.doubts).toHaveLength(3);
    expect(renderWarnings(report)).toMatch(
      /^warning: one\/thing a and 2 more: reth v2\.10\.1 has no such flag\n {2}allowed:/,
    );
    expect(renderWarnings(report).split("warning: ")).toHaveLength(2);
  });

  it("counts notes, and shows them to who asks, in a stack that fails as well", async () => {
    const report = await rehearsed({ one: ["note"], two: ["note and wrong"], three: ["fine"] });
    expect(renderNoteCount(report)).toBe("2 notes on 2 stacks: --notes shows them");
    expect(renderNotes(report)).toBe(
      ["one/thing: eks:* stands for\n  eks:A\n  eks:B", "two/thing: eks:* stands for\n  eks:A\n  eks:B"].join("\n\n"),
    );
    expect(report.stacks.map(({ notes }) => notes.length)).toEqual([1, 1, 0]);
  });

  it("is its own step, and counts", async () => {
    const [stack] = (await rehearsed({ one: ["fine"] })).stacks;
    expect(stack?.steps[0]?.step).toBe("examine");
    const sum = stack?.steps.reduce((total, { seconds }) => total + seconds, 0) ?? 0;
    expect(stack?.seconds).toBeGreaterThanOrEqual(sum);
  });
});

describe("nothing to show", () => {
  const nothing: RehearsalReport = { verdict: "passed", providers: "simulated", seconds: 0, stacks: [] };

  it.each([renderFailures, renderNoteCount, renderNotes, renderWarnings])("is nothing: %p", (render) => {
    expect(render(nothing)).toBe("");
  });
});

describe("a rehearsal refuses", () => {
  it("to plan with real providers", async () => {
    await expect(
      rehearse({
        stacks: [],
        depth: "plan",
        providers: { kind: "real", pluginDirectories: [], cacheDirectory: "unused" },
        terraformBinary,
        searchFrom: [],
        environment: {},
      }),
    ).rejects.toThrow(
      /^rehearsal: with real providers a stack is validated and no more: a plan would need accounts\n {2}got: "plan"\n {2}allowed: validate\n/,
    );
  });
});

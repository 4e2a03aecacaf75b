import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { synthesize } from "../../../constructs/core/synthesize";
import { addValidations } from "../../../constructs/core/validations";
import { addGuardrails, type GuardrailsProps, letOff } from "../../../constructs/policy";
import { PalisadeError, type Problem } from "../../../lib/core/errors";
import { isJsonRecord } from "../../../lib/core/json";
import { Baseline, GUARDRAILS, guardrail, judge, PASS } from "../../../lib/guardrails";
import { readStacks } from "../../../lib/rehearsal/stack-entry";

let folder = "";
const output = () => join(folder, "out");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-guardrails-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A stack with a volume that is not encrypted: a finding of severity high. */
function openVolume(app: App, name: string, props: Partial<GuardrailsProps> = {}): EbsVolume {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `../../../${name}.tfstate` });
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  addValidations(stack);
  addGuardrails(stack, { profile: "standard", ...props });
  return new EbsVolume(stack, "volume", { availabilityZone: "eu-central-1a", size: 1 });
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

function problemsOf(build: (app: App) => void): readonly Problem[] {
  const error = thrownBy(() => synthesize({ outputDirectory: output() }, build));
  if (error !== undefined && !(error instanceof PalisadeError)) throw error;
  return error?.problems ?? [];
}

const about = (rule: string, problems: readonly Problem[]) => problems.filter(({ what }) => what.includes(rule));

/** A day so many days from now. */
function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

const DECISION = {
  rule: "encryption/encrypted-volume",
  reason: "holds nothing but a cache that is public anyway",
  owner: "platform",
  created: day(0),
  expires: day(30),
};

describe("a stack with guardrails", () => {
  it("does not synthesize with what would hurt, and says it of every stack at once", () => {
    const problems = problemsOf((app) => {
      openVolume(app, "first");
      openVolume(app, "second");
    });
    expect(about(DECISION.rule, problems)).toEqual([
      {
        where: "first/volume, encrypted",
        what: "breaks the guardrail encryption/encrypted-volume (high): Every EBS volume is encrypted",
        allowed: "true",
        doThis: "set encrypted to true, with a kmsKeyId of your own where the data is worth it",
        source: "docs/guardrails.md#encryptionencrypted-volume",
      },
      expect.objectContaining({ where: "second/volume, encrypted" }),
    ]);
    expect(existsSync(output())).toBe(false);
  });

  it("synthesizes with what the profile only warns of, and with what it only reports", () => {
    const stacks = synthesize({ outputDirectory: output() }, (app) => {
      openVolume(app, "desk", { profile: "relaxed" });
    });
    expect(
      about(
        DECISION.rule,
        stacks.flatMap(({ warnings }) => warnings),
      ),
    ).toHaveLength(1);
  });

  it("can be stricter about a rule than its profile, and not milder", () => {
    const effects = { [DECISION.rule]: "block" } as const;
    expect(
      about(
        DECISION.rule,
        problemsOf((app) => openVolume(app, "a", { profile: "relaxed", effects })),
      ),
    ).toHaveLength(1);
    const milder = { [DECISION.rule]: "report" } as const;
    expect(
      about(
        DECISION.rule,
        problemsOf((app) => openVolume(app, "b", { effects: milder })),
      ),
    ).toHaveLength(1);
  });

  it("leaves the last good output as it was", () => {
    synthesize({ outputDirectory: output() }, (app) => (openVolume(app, "a").encrypted = true));
    const file = join(output(), "stacks/a/cdk.tf.json");
    const before = readFileSync(file, "utf8");
    expect(problemsOf((app) => openVolume(app, "a"))).not.toEqual([]);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("is not judged less under a plain app.synth(), nor with skipValidation", () => {
    const app = new App({ outdir: output(), skipValidation: true });
    openVolume(app, "a");
    expect(() => app.synth()).toThrow(/^a\/volume, encrypted: breaks the guardrail encryption\/encrypted-volume/m);
    expect(existsSync(join(output(), "stacks/a/cdk.tf.json"))).toBe(false);
  });

  it("is judged by the rules of its team as well, and a rule that throws stops the synth", () => {
    const rules = [
      guardrail({
        id: "team/small-volume",
        title: "Volumes are small",
        severity: "critical",
        why: "Large ones cost.",
        fix: "take a smaller one",
        source: "our own budget",
        subject: "resource",
        types: ["aws_ebs_volume"],
        check: ({ config }) => {
          if (config["size"] === 1) throw new Error("one is no size");
          return PASS;
        },
        examples: () => ({ pass: [], fail: [] }),
      }),
    ];
    expect(
      about(
        "team/",
        problemsOf((app) => openVolume(app, "a", { rules })),
      ),
    ).toEqual([
      {
        where: "a/volume",
        what: "the guardrail team/small-volume failed to judge: one is no size",
        doThis: "mend the rule; a rule of Palisade's own that fails is a bug worth reporting",
        source: "docs/guardrails.md#teamsmall-volume",
      },
    ]);
  });

  it("names the profiles when there is no such", () => {
    const profile: string = "strickt";
    const props: GuardrailsProps = JSON.parse(JSON.stringify({ profile }));
    expect(() => openVolume(new App({ outdir: output() }), "a", props)).toThrow(
      "a guardrails.profile: there is no such profile of the guardrails\n" +
        '  got: "strickt"\n  allowed: strict, standard, relaxed\n  do this: write one of them; the closest is strict',
    );
  });
});

describe("findings that were accepted as they are", () => {
  const accept = (name: string): string => {
    const file = join(folder, "baseline.json");
    const app = new App({ outdir: join(folder, "plain") });
    const stack = TerraformStack.of(openVolume(app, name));
    const json: unknown = stack.toTerraform();
    const verdicts = judge([{ name, json: isJsonRecord(json) ? json : {} }], { rules: GUARDRAILS, today: day(0) });
    Baseline.of(verdicts, GUARDRAILS).write(file);
    return file;
  };
  const run = (guardrailBaseline: string, build: (app: App) => void) =>
    thrownBy(() => synthesize({ outputDirectory: output(), guardrailBaseline }, build));

  it("do not stop the synth, and new ones do", () => {
    const file = accept("a");
    expect(run(file, (app) => openVolume(app, "a"))).toBeUndefined();
    const error = run(file, (app) => {
      const stack = TerraformStack.of(openVolume(app, "a"));
      new EbsVolume(stack, "new", { availabilityZone: "eu-central-1a", size: 1 });
    });
    expect(error).toMatchObject({ problems: [{ where: "a/new, encrypted" }] });
  });

  it("have to be in a file that is there", () => {
    expect(run(join(folder, "nowhere.json"), (app) => openVolume(app, "a"))).toMatchObject({
      message: expect.stringContaining("there is no such baseline"),
    });
  });
});

describe("stacks that are refused", () => {
  it("are left where palisade check asks for them, and the synth fails all the same", () => {
    const left = join(folder, "left");
    const context = { "palisade:refused-output": left };
    const error = thrownBy(() => synthesize({ outputDirectory: output(), context }, (app) => openVolume(app, "a")));
    expect(error).toMatchObject({ message: expect.stringMatching(/^the guardrails refuse what was synthesized/) });
    expect(existsSync(output())).toBe(false);
    expect(readStacks(left).map(({ name }) => name)).toEqual(["a"]);
  });
});

describe("a finding that is let off", () => {
  it("counts no more for what stands there and below, and travels in the file", () => {
    const problems = problemsOf((app) => letOff(openVolume(app, "a"), DECISION));
    expect(problems).toEqual([]);
    const stack: unknown = JSON.parse(readFileSync(join(output(), "stacks/a/cdk.tf.json"), "utf8"));
    expect(stack).toMatchObject({ "//": { palisade: { suppressions: [{ ...DECISION, scope: "a/volume" }] } } });
  });

  it("counts again elsewhere in the stack", () => {
    const problems = problemsOf((app) => {
      const stack = TerraformStack.of(openVolume(app, "a"));
      letOff(new EbsVolume(stack, "other", { availabilityZone: "eu-central-1a", size: 1 }), DECISION);
    });
    expect(about(DECISION.rule, problems).map(({ where }) => where)).toEqual(["a/volume, encrypted"]);
  });

  it("counts again after its last day, and the message says why", () => {
    const past = { ...DECISION, created: day(-40), expires: day(-1) };
    const problems = problemsOf((app) => letOff(openVolume(app, "a"), past));
    expect(about(DECISION.rule, problems)).toHaveLength(1);
    expect(about("guardrails/valid-suppression", problems)).toEqual([
      expect.objectContaining({
        where: `a/volume, suppression of ${DECISION.rule}`,
        got: `it expired on ${past.expires}`,
      }),
    ]);
  });

  it("is refused at once without a reason, an owner or a day, all in one message", () => {
    const bad = { ...DECISION, reason: "because", owner: " ", expires: "soon" };
    const volume = openVolume(new App({ outdir: output() }), "a");
    const error = thrownBy(() => letOff(volume, bad));
    expect(error).toBeInstanceOf(PalisadeError);
    expect(error instanceof PalisadeError ? error.problems.map(({ what }) => what) : []).toEqual([
      `a finding of ${DECISION.rule} is let off, and it has no reason that says anything`,
      `a finding of ${DECISION.rule} is let off, and nobody answers for it: it has no owner`,
      `a finding of ${DECISION.rule} is let off, and expires is no day such as 2026-11-21: "soon"`,
    ]);
  });
});

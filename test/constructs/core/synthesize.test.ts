import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, type App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Construct } from "constructs";
import { synthesize, TIMINGS_FILE } from "../../../constructs/core/synthesize";
import { addValidations } from "../../../constructs/core/validations";
import { PalisadeError, type Problem } from "../../../lib/core/errors";

let folder = "";
const output = () => join(folder, "out");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-synthesize-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A stack that nothing is wrong with. */
function goodStack(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `../../../${name}.tfstate` });
  addValidations(stack);
  new TerraformOutput(stack, "name", { staticId: true, value: name });
  return stack;
}

/** A stack without a backend. */
function badStack(app: App, name: string): TerraformStack {
  const stack = new TerraformStack(app, name);
  addValidations(stack);
  return stack;
}

function run(build: (app: App) => void) {
  return synthesize({ outputDirectory: output() }, build);
}

function problemsOf(build: (app: App) => void): readonly Problem[] {
  try {
    run(build);
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems;
    throw error;
  }
  return [];
}

/** Every file of the output folder with its content. */
function contents(): Record<string, string> {
  if (!existsSync(output())) return {};
  const files = readdirSync(output(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path, readFileSync(path, "base64")];
    }),
  );
}

function writeBeside(stack: string, ...path: readonly string[]): void {
  const file = join(output(), "stacks", stack, ...path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `kept: ${path.join("/")}`);
}

describe("synth without problems", () => {
  it("writes every stack, cdktf's manifest and how long each stack took", () => {
    const stacks = run((app) => {
      goodStack(app, "first");
      goodStack(app, "second");
    });
    expect(stacks.map(({ name }) => name)).toEqual(["first", "second"]);
    for (const { name, seconds } of stacks) {
      expect(seconds).toBeGreaterThan(0);
      const written = JSON.parse(readFileSync(join(output(), "stacks", name, "cdk.tf.json"), "utf8"));
      expect(written.output.name.value).toBe(name);
    }
    expect(Object.keys(JSON.parse(readFileSync(join(output(), "manifest.json"), "utf8")).stacks)).toHaveLength(2);
    const timings = JSON.parse(readFileSync(join(output(), TIMINGS_FILE), "utf8"));
    expect(timings.stacks.first.seconds).toBe(stacks[0]?.seconds);
  });

  it("leaves nothing beside its output folder", () => {
    run((app) => goodStack(app, "first"));
    run((app) => goodStack(app, "first"));
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  it("makes the folders above its output folder", () => {
    synthesize({ outputDirectory: join(folder, "a", "b", "out") }, (app) => goodStack(app, "first"));
    expect(existsSync(join(folder, "a", "b", "out", "stacks", "first", "cdk.tf.json"))).toBe(true);
  });

  it("replaces what an earlier synth wrote, stacks that are gone included", () => {
    run((app) => {
      goodStack(app, "first");
      goodStack(app, "second");
    });
    run((app) => goodStack(app, "second"));
    expect(readdirSync(join(output(), "stacks"))).toEqual(["second"]);
  });

  it("hands the context to the app", () => {
    synthesize({ outputDirectory: output(), context: { color: "blue" } }, (app) => {
      expect(app.node.tryGetContext("color")).toBe("blue");
      goodStack(app, "first");
    });
  });
});

describe("what Terraform keeps in a stack's folder", () => {
  it("is carried over", () => {
    run((app) => goodStack(app, "first"));
    writeBeside("first", ".terraform", "providers", "aws");
    writeBeside("first", ".terraform.lock.hcl");
    run((app) => goodStack(app, "first"));
    const stack = join(output(), "stacks", "first");
    expect(readFileSync(join(stack, ".terraform", "providers", "aws"), "utf8")).toBe("kept: .terraform/providers/aws");
    expect(existsSync(join(stack, ".terraform.lock.hcl"))).toBe(true);
  });

  it("is carried over when it is the state itself, which a local backend with a bare file name puts there", () => {
    run((app) => goodStack(app, "first"));
    writeBeside("first", "terraform.tfstate");
    writeBeside("first", "terraform.tfstate.d", "blue", "terraform.tfstate");
    run((app) => goodStack(app, "first"));
    const stack = join(output(), "stacks", "first");
    expect(readFileSync(join(stack, "terraform.tfstate"), "utf8")).toBe("kept: terraform.tfstate");
    expect(existsSync(join(stack, "terraform.tfstate.d", "blue", "terraform.tfstate"))).toBe(true);
  });

  it("is left alone when its stack is not part of this run: the state stays, the rest goes", () => {
    run((app) => {
      goodStack(app, "first");
      goodStack(app, "second");
    });
    writeBeside("second", "terraform.tfstate");
    writeBeside("second", ".terraform", "providers", "aws");
    run((app) => goodStack(app, "first"));
    expect(readdirSync(join(output(), "stacks", "second"))).toEqual(["terraform.tfstate"]);
  });

  it("does not bring back what an earlier synth wrote", () => {
    run((app) => goodStack(app, "first"));
    writeBeside("first", "assets", "old");
    writeBeside("first", "cdk.tf");
    run((app) => goodStack(app, "first"));
    expect(readdirSync(join(output(), "stacks", "first"))).toEqual(["cdk.tf.json"]);
  });
});

describe("synth with problems", () => {
  const twoBadStacks = (app: App) => {
    goodStack(app, "good");
    badStack(app, "first");
    const second = badStack(app, "second");
    Annotations.of(new Construct(second, "inner")).addError("this is not how it is done");
  };

  it("reports those of all stacks at once, error annotations and validations alike", () => {
    expect(problemsOf(twoBadStacks).map(({ where, what }) => [where, what].filter(Boolean).join(": "))).toEqual([
      "first: the stack does not say where its state lives",
      "second: the stack does not say where its state lives",
      "second/inner: this is not how it is done",
    ]);
  });

  it("writes nothing when there was nothing", () => {
    expect(problemsOf(twoBadStacks)).toHaveLength(3);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves the last good output as it was, to the byte", () => {
    run((app) => goodStack(app, "good"));
    writeBeside("good", ".terraform", "providers", "aws");
    writeBeside("good", "terraform.tfstate");
    const before = contents();
    expect(problemsOf(twoBadStacks)).toHaveLength(3);
    expect(contents()).toEqual(before);
    expect(readdirSync(folder)).toEqual(["out"]);
  });

  it("fails as well when cdktf's command line asks to go on after errors", () => {
    const name = "CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS";
    const before = process.env[name];
    process.env[name] = "1";
    try {
      expect(problemsOf(twoBadStacks)).toHaveLength(3);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    }
  });

  it("reports the sentence of a validation that is not ours, with its place", () => {
    const problems = problemsOf((app) => {
      const stack = goodStack(app, "good");
      new DataResource(stack, "held", {}).node.addValidation({ validate: () => ["it does not fit"] });
    });
    expect(problems).toEqual([
      { what: "it does not fit", doThis: "mend what the validation says", where: "good/held" },
    ]);
  });

  it("keeps every part of a problem of ours", () => {
    const [problem] = problemsOf((app) => {
      const stack = goodStack(app, "good");
      new DataResource(stack, "a.b", {});
      new DataResource(stack, "ab", {});
    });
    expect(problem).toMatchObject({ got: ["good/a.b", "good/ab"], allowed: expect.any(String) });
    expect(problem?.doThis).toContain("rename one of the constructs");
  });

  it("reports a construct outside of every stack, which cdktf drops silently", () => {
    const problems = problemsOf((app) => {
      goodStack(app, "good");
      new Construct(app, "lost");
    });
    expect(problems).toEqual([expect.objectContaining({ where: "lost" })]);
    expect(problems[0]?.what).toContain("outside of every stack");
  });

  it("lets a fault of the app through as it is, and clears up", () => {
    run((app) => goodStack(app, "good"));
    const before = contents();
    const fault = () =>
      run((app) => {
        goodStack(app, "good");
        throw new TypeError("a fault of the app");
      });
    expect(fault).toThrow(TypeError);
    expect(contents()).toEqual(before);
    expect(readdirSync(folder)).toEqual(["out"]);
  });
});

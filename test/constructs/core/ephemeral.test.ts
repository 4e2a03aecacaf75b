import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { type App, LocalBackend, TerraformLocal, TerraformOutput, TerraformStack } from "cdktf";
import { EphemeralResource, EphemeralVariable } from "../../../constructs/core/ephemeral";
import { EphemeralValue } from "../../../constructs/core/ephemeral-value";
import { EphemeralVaultKvSecretV2 } from "../../../constructs/secrets/ephemeral-vault-kv-secret-v2";
import { PalisadeError } from "../../../lib/core/errors";
import { escapeForTerraform } from "../../../lib/core/escape";
import { isEmptyPlan } from "../../../lib/sandbox/plan-summary";
import { Rehearsals } from "../../support/rehearsal";
import { only, type SynthesizedJson, synthApp, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";

function declare(app: App, name = "test"): { readonly stack: TerraformStack } {
  const stack = new TerraformStack(app, name);
  new LocalBackend(stack, { path: `terraform.${name}.tfstate` });
  new VaultProvider(stack, "vault", { address: "https://vault.example.org:8200" });
  return { stack };
}

/** Terraform's own way to put a value into text. */
const interpolated = (expression: string) => `\${${expression}}`;

function read(stack: TerraformStack, id = "api-key"): EphemeralVaultKvSecretV2 {
  return new EphemeralVaultKvSecretV2(stack, id, { mount: "apps", name: "rpc/provider-a" });
}

function problemsOf(build: (stack: TerraformStack) => void, options = {}): string {
  try {
    synthStack(build, options);
  } catch (error) {
    if (error instanceof PalisadeError) return error.message;
    throw error;
  }
  return "";
}

describe("an ephemeral resource", () => {
  it("writes an ephemeral block with its arguments and its construct path", () => {
    const written = synthApp((app) => {
      const { stack } = declare(app);
      read(stack);
    })["test"];
    expect(written?.["ephemeral"]).toEqual({
      vault_kv_secret_v2: { "api-key": { mount: "apps", name: "rpc/provider-a" } },
    });
  });

  it("notes its construct path where reports and Terraform's messages look for it", () => {
    let block: unknown;
    synthStack((stack) => {
      block = read(stack).toTerraform();
    });
    expect(block).toMatchObject({
      ephemeral: { vault_kv_secret_v2: { "api-key": { "//": { metadata: { path: "test/api-key" } } } } },
    });
  });

  it("refers to one entry of a map, in a write-only argument", () => {
    const stack = synthStack((scope) => {
      const source = read(scope);
      new KvSecretV2(scope, "copy", {
        mount: "apps",
        name: "copy",
        dataJsonWo: EphemeralValue.json({ key: source.key("api-key") }).forWriteOnly,
        dataJsonWoVersion: 1,
      });
    });
    expect(only(stack.resource["vault_kv_secret_v2"]).data_json_wo).toBe(
      interpolated('jsonencode({"key" = ephemeral.vault_kv_secret_v2.api-key.data["api-key"]})'),
    );
  });

  it("waits for what it depends on, and takes a provider with an alias", () => {
    const stack = synthStack((scope) => {
      const provider = new VaultProvider(scope, "other", { address: "https://other.example.org", alias: "other" });
      const mount = new Mount(scope, "mount", { path: "apps", type: "kv" });
      new EphemeralVaultKvSecretV2(scope, "key", { mount: "apps", name: "a", provider, dependsOn: [mount] });
    });
    expect(stack["ephemeral"].vault_kv_secret_v2.key).toMatchObject({
      provider: "vault.other",
      depends_on: ["vault_mount.mount"],
    });
  });

  it("takes overrides, as every other element does", () => {
    const stack = synthStack((scope) => {
      read(scope).addOverride("version", 3);
    });
    expect(stack["ephemeral"].vault_kv_secret_v2["api-key"].version).toBe(3);
  });

  it("refuses a stack that does not declare its provider", () => {
    const problems = problemsOf((stack) => read(stack), { providers: false });
    expect(problems).toContain("ephemeral.vault_kv_secret_v2.api-key needs the vault provider");
  });

  it("refuses HCL output instead of losing the block", () => {
    synthStack((stack) => {
      const block = read(stack);
      expect(() => block.toHclTerraform()).toThrow("no HCL form");
    });
  });
});

describe("an ephemeral value", () => {
  it.each<[string, (stack: TerraformStack, value: EphemeralValue) => void, string]>([
    [
      "an ordinary argument",
      (stack, value) => new KvSecretV2(stack, "kept", { mount: "apps", name: "a", dataJson: value.forWriteOnly }),
      "test/kept: the argument vault_kv_secret_v2.kept.data_json would keep",
    ],
    [
      "an argument inside other text",
      (stack, value) => new Mount(stack, "kept", { path: "a", type: "kv", description: `key: ${value.forWriteOnly}` }),
      "test/kept: the argument vault_mount.kept.description would keep",
    ],
    [
      "an output",
      (stack, value) => new TerraformOutput(stack, "kept", { value: value.forWriteOnly, sensitive: true }),
      "output.kept.value would keep",
    ],
    [
      "a local value",
      (stack, value) => new TerraformLocal(stack, "kept", value.forWriteOnly),
      "locals.kept would keep",
    ],
  ])("is refused in %s", (_where, use, message) => {
    expect(problemsOf((stack) => use(stack, read(stack).key("api-key")))).toContain(message);
    expect(
      problemsOf((stack) => use(stack, new EphemeralVariable(stack, "given", { description: "a key" }).ephemeralValue)),
    ).toContain(message);
  });

  it("is welcome in a provider block", () => {
    const problems = problemsOf((stack) => {
      const token = new EphemeralVariable(stack, "token", { description: "a token" });
      new VaultProvider(stack, "second", {
        address: "https://x.example.org",
        alias: "second",
        token: token.stringValue,
      });
    });
    expect(problems).toBe("");
  });

  it("is not seen in text that only looks like a reference", () => {
    const problems = problemsOf((stack) => {
      read(stack);
      new Mount(stack, "mount", {
        path: "a",
        type: "kv",
        description: escapeForTerraform(
          `write ${interpolated("ephemeral.vault_kv_secret_v2.x.data")} or ephemeral.a.b here`,
        ),
      });
    });
    expect(problems).toBe("");
  });

  it("cannot be read from another stack", () => {
    const build = () =>
      synthApp((app) => {
        const { stack } = declare(app);
        const { stack: other } = declare(app, "other");
        new KvSecretV2(other, "copy", {
          mount: "apps",
          name: "copy",
          dataJsonWo: read(stack).dataJson.forWriteOnly,
          dataJsonWoVersion: 1,
        });
      });
    expect(build).toThrow("would keep a value that must be forgotten");
  });
});

describe("an ephemeral variable", () => {
  it("is ephemeral, sensitive, required and without a default", () => {
    const stack = synthStack((scope) => {
      new EphemeralVariable(scope, "api-key", { description: "the key of provider A" });
    });
    expect(stack["variable"]["api-key"]).toEqual({
      type: "string",
      description: "the key of provider A",
      sensitive: true,
      nullable: false,
      ephemeral: true,
    });
  });

  it("refuses a default that came in behind its back, without showing it", () => {
    const problems = problemsOf((stack) => {
      new EphemeralVariable(stack, "api-key", { description: "a key" }).addOverride("default", "sk-live-123");
    });
    expect(problems).toContain("test/api-key: an ephemeral variable has a default");
    expect(problems).not.toContain("sk-live-123");
  });
});

describeWithTerraform("ephemeral blocks and the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  const written = (build: (stack: TerraformStack) => void): SynthesizedJson => {
    const stacks = synthApp((app) => build(declare(app).stack));
    const stack = stacks["test"];
    if (stack === undefined) throw new Error("the stack was not written");
    return stack;
  };

  const stack = () =>
    written((scope) => {
      const given = new EphemeralVariable(scope, "given", { description: "a key" });
      const mount = new Mount(scope, "mount", { path: "apps", type: "kv", options: { version: "2" } });
      const first = new KvSecretV2(scope, "first", {
        mount: mount.path,
        name: "first",
        dataJsonWo: EphemeralValue.json({ key: given.ephemeralValue }).forWriteOnly,
        dataJsonWoVersion: 1,
      });
      const source = new EphemeralVaultKvSecretV2(scope, "source", {
        mount: mount.path,
        name: first.name,
        dependsOn: [first],
      });
      new KvSecretV2(scope, "copy", {
        mount: mount.path,
        name: "copy",
        dataJsonWo: EphemeralValue.json({ key: source.key("key") }).forWriteOnly,
        dataJsonWoVersion: 1,
      });
    });

  it("are accepted, applied and planned again without a change", async () => {
    const sandbox = await rehearsals.open(stack());
    await sandbox.init();
    await expect(sandbox.validate()).resolves.toEqual([]);
    await sandbox.plan();
    await sandbox.apply();
    expect(isEmptyPlan(await sandbox.replan())).toBe(true);
  });

  it("are refused by it too where the value would be kept", async () => {
    const kept = stack();
    kept.resource["vault_mount"] = {
      ...kept.resource["vault_mount"],
      kept: {
        path: "kept",
        type: "kv",
        description: interpolated("ephemeral.vault_kv_secret_v2.source.data_json"),
      },
    };
    const sandbox = await rehearsals.open(kept);
    await sandbox.init();
    await expect(sandbox.validate()).rejects.toThrow(/Invalid use of ephemeral value/i);
  });

  it("are refused by it when an argument is misspelt", async () => {
    const misspelt = written((scope) => {
      new EphemeralResource(scope, "x", { type: "vault_kv_secret_v2", config: { mount: "apps", nmae: "a" } });
    });
    const sandbox = await rehearsals.open(misspelt);
    await sandbox.init();
    await expect(sandbox.validate()).rejects.toThrow(/nmae/);
  });
});

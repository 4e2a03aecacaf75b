import type { TerraformStack } from "cdktf";
import * as fc from "fast-check";
import { DatabaseEngine, SopsFile, SopsProvider } from "../../../constructs/secrets";
import { readSopsFile } from "../../../lib/core/sops-file";
import { messageOf } from "../../support/refusals";
import { type Json, only, synthStack } from "../../support/synth";
import { describeWithTerraform } from "../../support/terraform-binary";
import { storeIn } from "./fixture";
import { findingsOf, Rehearsals } from "./proof";
import { AGE_RECIPIENT, ENCRYPTED, sopsData, sopsFile } from "./sops-fixture";

const CANARY = "canary-5f3a91c7d2";

function bootstrapIn(stack: TerraformStack, file = sopsFile(sopsData())): SopsFile {
  new SopsProvider(stack, "sops");
  return new SopsFile(stack, "bootstrap", { file });
}

/** A stack that hands the first password of a database from a file to Vault. */
function handedOn(stack: TerraformStack): void {
  const engine = new DatabaseEngine(stack, "database", { store: storeIn(stack) });
  engine.connection("main", {
    kind: "postgresql",
    host: "db.internal",
    database: "app",
    username: "vault",
    password: bootstrapIn(stack).value("db.password"),
    passwordVersion: 1,
  });
}

describe("a file of SOPS", () => {
  test("is opened by an ephemeral block of the provider, which the stack requires at one version", () => {
    const stack = synthStack(handedOn);
    expect(stack.terraform.required_providers.sops).toEqual({ source: "carlpett/sops", version: "1.4.1" });
    expect(stack["ephemeral"].sops_file.bootstrap.source_file).toMatch(/^assets\/.*bootstrap\.yaml$/);
    expect(stack.data).toEqual({});
    expect(only(stack.resource["vault_database_secret_backend_connection"]).postgresql.password_wo).toContain(
      'ephemeral.sops_file.bootstrap.data["db.password"]',
    );
  });

  test.each(["bootstrap.yaml", "bootstrap.yml", "bootstrap.json"])("may be %s", (name) => {
    synthStack((stack) => {
      expect(bootstrapIn(stack, sopsFile(sopsData(), name)).values).toEqual(["db.user", "db.password", "relays.0"]);
    });
  });

  test("may be opened by AWS KMS, alone or in groups", () => {
    const kms = [{ arn: "arn:aws:kms:eu-central-1:123456789012:key/1f3a", enc: "AQICAHg=", created_at: "2026-11-21" }];
    for (const sops of [
      { age: [], kms },
      { age: [], key_groups: [{ kms }] },
    ]) {
      expect(messageOf(() => synthStack((stack) => bootstrapIn(stack, sopsFile(sopsData({ sops })))))).toBe("");
    }
  });

  test("cannot be kept where Terraform keeps values", () => {
    const message = messageOf(() =>
      synthStack((stack) => {
        const value = bootstrapIn(stack).value("db.password").forWriteOnly;
        stack.addOverride("output.leak", { value });
      }),
    );
    expect(message).toContain("would keep a value that must be forgotten");
  });

  test("needs its provider in the stack", () => {
    const message = messageOf(() =>
      synthStack((stack) => new SopsFile(stack, "bootstrap", { file: sopsFile(sopsData()) })),
    );
    expect(message).toContain("needs the sops provider, and the stack declares none");
  });
});

describe("bad input", () => {
  const refusal = (content: Json, name?: string) =>
    messageOf(() => synthStack((stack) => bootstrapIn(stack, sopsFile(content, name))));

  test.each<[string, Json, string]>([
    ["in clear", `password: ${CANARY}\n`, "was not encrypted by SOPS: it has no sops block"],
    ["without a MAC", sopsData({ sops: { mac: undefined } }), "the file has no MAC"],
    ["with a MAC in clear", sopsData({ sops: { mac: CANARY } }), "the file has no MAC"],
    ["without a date", sopsData({ sops: { lastmodified: undefined } }), "does not say when it was changed last"],
    ["without recipients", sopsData({ sops: { age: [] } }), "nobody can open the file with age or AWS KMS"],
    ["for PGP alone", sopsData({ sops: { age: [], pgp: [{ fp: "3CE5", enc: "x" }] } }), "nobody can open the file"],
    ["for nobody", sopsData({ sops: { age: [{ recipient: CANARY, enc: "x" }] } }), "an entry of sops.age is not one"],
    ["without a data key", sopsData({ sops: { age: [{ recipient: AGE_RECIPIENT }] } }), "an entry of sops.enc"],
    ["for no key", sopsData({ sops: { kms: [{ arn: "*", enc: "x" }] } }), "an entry of sops.kms is not one"],
    ["half in clear", sopsData({ values: { db: { password: CANARY } } }), "the value db.password stands in clear"],
    ["with a number in clear", sopsData({ values: { pin: 123456 } }), "the value pin stands in clear"],
    ["that is a list", `- ${CANARY}\n`, "is no tree of YAML or JSON"],
    ["with conflict marks", `<<<<<<< HEAD\na: ${CANARY}\n=======\n`, "is no tree of YAML or JSON"],
    ["with a key twice", `a: ${CANARY}\na: 1\n`, "is no tree of YAML or JSON"],
    ["with a tree that has no end", "a: &it [*it]\nsops: *it\n", "is no tree of YAML or JSON"],
    ["with its private key", `key: AGE-SECRET-KEY-1${CANARY}\n`, "holds a private key in clear"],
  ])("a file is refused %s", (_, content, fault) => {
    const message = refusal(content);
    expect(message).toContain(fault);
    expect(message).toContain("test/bootstrap");
    expect(message).not.toContain(CANARY);
  });

  test("everything wrong with a file is told at once", () => {
    const sops = { mac: undefined, lastmodified: undefined, age: [] };
    expect(refusal(sopsData({ sops, values: { pin: 1 } }))).toMatch(/no MAC[\s\S]*changed last[\s\S]*nobody[\s\S]*pin/);
  });

  test("a file is refused that is not there, or of a format that cannot be checked", () => {
    expect(messageOf(() => synthStack((stack) => bootstrapIn(stack, "nowhere.yaml")))).toContain("no such file");
    expect(refusal(ENCRYPTED, "bootstrap.env")).toContain("nobody can check before the apply");
  });

  test("a value is refused that is not there, with the closest names, or that stands in clear by choice", () => {
    const asked = (path: string, content: Json = sopsData()) =>
      messageOf(() => synthStack((stack) => bootstrapIn(stack, sopsFile(content)).value(path)));
    expect(asked("db.pasword")).toBe(
      [
        "test/bootstrap: the file has no such value",
        '  got: "db.pasword"',
        "  allowed: db.password, db.user, relays.0",
        "  do this: use one of its values",
      ].join("\n"),
    );
    const chosen = sopsData({ sops: { encrypted_regex: "^db$" }, values: { host: "db.internal" } });
    expect(asked("db.password", chosen)).toBe("");
    expect(asked("host", chosen)).toContain("the value stands in clear in the file");
  });

  test("no text at all makes the reader fail, and none that was not encrypted passes", () => {
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (text) => {
        expect(readSopsFile(text, "file").problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

test("the guardrails find nothing in it", () => {
  expect(findingsOf(synthStack(handedOn))).toEqual([]);
});

describeWithTerraform("a file of SOPS with the real Terraform", () => {
  const rehearsals = new Rehearsals();
  afterEach(() => rehearsals.clear());

  test("is planned and applied, and its values stand in no state", async () => {
    const sandbox = await rehearsals.open(synthStack(handedOn));
    await sandbox.init();
    await sandbox.validate();
    await sandbox.plan();
    await sandbox.apply();
    const state = JSON.stringify(sandbox.stateJson());
    expect(state).toContain("vault_database_secret_backend_connection");
    expect(state).toMatch(/"password_wo":null/);
    expect(state).not.toContain('"type":"sops_file"');
  });

  test("is refused where the provider has no such ephemeral resource", async () => {
    const stack = synthStack((scope) => {
      bootstrapIn(scope);
    });
    const files = { sops_files: { it: { source_file: "a" } } };
    await expect(rehearsals.open({ ...stack, ephemeral: files })).rejects.toThrow(
      /no schema of the ephemeral resource/,
    );
  });
});

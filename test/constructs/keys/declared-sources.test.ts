import { type ColdProps, KeySource, type MultisigProps } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { TOPIC } from "./key-fixtures";
import { fresh, untyped } from "./key-source-fixture";

describe("keys that are only written down", () => {
  const multisig: MultisigProps = {
    name: "treasury",
    account: "0x52908400098527886E0F7030069857D2E4169EE7",
    owners: {
      alice: "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
      bob: "0xde709f2102306220921060314715629080e2fb77",
      carol: "0x27b1fdb04752bbc536007a920d24acb045561c26",
    },
    threshold: 2,
  };
  const cold: ColdProps = {
    name: "withdrawals",
    curve: "bls12-381",
    owners: ["alice", "bob"],
    lastDrill: "2026-11-01",
    today: "2026-11-21",
    derivation: { kind: "ethereum-withdrawal", path: "m/12381/3600/0/0" },
  };

  it("a multisig knows its owners, its threshold and its account", () => {
    const source = KeySource.multisig(fresh(), multisig);
    expect(source.keys).toEqual([multisig.account]);
    expect(source.runbook).toMatch(/\| threshold +\| 2 of 3/);
  });

  it("a multisig of one owner, or with a threshold that is never or always reached, is none", () => {
    const { alice = "" } = multisig.owners;
    expect(
      problemsOf(() => KeySource.multisig(fresh(), { ...multisig, owners: { alice }, threshold: 1 })),
    ).toMatchObject([
      { what: "owners names too few people: that is a key of one person", got: 1 },
      { what: "the threshold of a multisig lets one owner act alone" },
    ]);
    expect(problemsOf(() => KeySource.multisig(fresh(), { ...multisig, threshold: 4 }))).toMatchObject([
      { got: 4, allowed: "2 to 3, since it has 3 owners" },
    ]);
    expect(
      problemsOf(() => KeySource.multisig(fresh(), { ...multisig, owners: { ...multisig.owners, dave: alice } })),
    ).toMatchObject([{ what: expect.stringContaining("one person counts twice"), got: ["alice", "dave"] }]);
  });

  it("a multisig names the owner whose address is none, and is no owner of itself", () => {
    const [[first = "", address = ""] = []] = Object.entries(multisig.owners);
    const refused = (owners: object, account = multisig.account) =>
      problemsOf(() => KeySource.multisig(fresh(), untyped<MultisigProps>({ ...multisig, account, owners }))).map(
        ({ what }) => what,
      );
    expect(refused({ ...multisig.owners, dave: 7, eve: "0x12" })).toEqual([
      "the address of owner dave is no public identifier of a key on secp256k1",
      "the address of owner eve is no public identifier of a key on secp256k1",
    ]);
    expect(refused(multisig.owners, "treasury.eth")).toEqual([
      "the account is no public identifier of a key on secp256k1",
    ]);
    expect(refused({ ...multisig.owners, [first]: multisig.account.toLowerCase() })).toEqual([
      "a multisig is an owner of itself, which can never sign",
    ]);
    expect(refused({ ...multisig.owners, dave: address.toUpperCase().replace("0X", "0x") })).toEqual([
      "two owners of a multisig sign with one address, so that one person counts twice",
    ]);
  });

  it("a cold key knows who brings it back, and where it lies", () => {
    expect(KeySource.cold(fresh(), cold).runbook).toContain("m/12381/3600/0/0 (ethereum-withdrawal)");
  });

  it.each([
    ["no day", undefined, "has no day of its last drill"],
    ["no real day", "yesterday", "has no day of its last drill"],
    ["a day that no month has", "2026-02-30", "has no day of its last drill"],
    ["a day to come", "2026-12-01", "has no day of its last drill"],
    ["a day too long ago", "2025-11-20", "is too long ago"],
  ])("a cold key with %s is refused", (_, lastDrill, said) => {
    const [problem, ...others] = problemsOf(() => KeySource.cold(fresh(), untyped<ColdProps>({ ...cold, lastDrill })));
    expect(problem?.what).toContain(said);
    expect(others).toEqual([]);
  });

  it("a path that the wallet would not show is refused with the one that it would", () => {
    const derivation = { kind: "ethereum-withdrawal", path: "m/44'/60'/0'/0/0" } as const;
    expect(problemsOf(() => KeySource.cold(fresh(), { ...cold, derivation, owners: ["alice"] }))).toMatchObject([
      { got: 1 },
      { allowed: "m/12381/3600/i/0", source: expect.stringContaining("ERC-2334") },
    ]);
  });

  it("a YubiHSM has a serial number, a connector, an object and two custodians", () => {
    const props = {
      name: "consensus",
      curve: "ed25519",
      serial: "0012345678",
      connector: "http://127.0.0.1:12345",
      objectId: 7,
      custodians: ["alice", "bob"],
    } as const;
    expect(KeySource.yubiHsm(fresh(), props).runbook).toContain("0012345678");
    const wrong = {
      ...props,
      serial: "x",
      connector: "usb",
      objectId: 0,
      custodians: ["alice"],
      curve: "bls12-381",
    } as const;
    expect(problemsOf(() => KeySource.yubiHsm(fresh(), wrong)).map(({ got }) => got)).toEqual([
      "bls12-381",
      "x",
      "usb",
      0,
      1,
    ]);
  });
});

describe("keys in shares with a provider", () => {
  const props = {
    name: "payments",
    provider: "fireblocks",
    curve: "secp256k1",
    workspace: "acme",
    bucketName: "acme-prod-co-signer",
    region: "eu-central-1",
    alarmTopicArn: TOPIC,
  } as const;

  const shareKeys = (stack: SynthesizedJson) =>
    Object.entries(stack.resource["aws_kms_key"] ?? {}).filter(([, { description }]) =>
      description.includes("the share"),
    );
  const shareStatements = (stack: SynthesizedJson): Json[] =>
    shareKeys(stack).flatMap(([, { policy }]) => JSON.parse(policy).Statement);

  it("stand on a role, a key and a bucket of their own, and nobody can decrypt before a person said what may", () => {
    const stack = synthStack((scope) => void KeySource.externalMpc(scope, "mpc", props));
    expect(Object.keys(stack.resource)).toEqual(
      expect.arrayContaining(["aws_iam_role", "aws_iam_instance_profile", "aws_kms_key", "aws_s3_bucket"]),
    );
    const [[id = ""] = []] = shareKeys(stack);
    expect(shareStatements(stack).flatMap(({ Action }) => Action)).not.toContain("kms:Decrypt");
    expect(only(stack.resource["aws_iam_role_policy"]).policy).not.toContain(`aws_kms_key.${id}.`);
  });

  it("are decrypted in the provider's own enclave alone", () => {
    const enclaveSignerPcr8 = "ab".repeat(48);
    const stack = synthStack((scope) => void KeySource.externalMpc(scope, "mpc", { ...props, enclaveSignerPcr8 }));
    const statement = shareStatements(stack).find(({ Action }) => Action.includes("kms:Decrypt"));
    expect(statement.Condition).toEqual({
      StringEqualsIgnoreCase: { "kms:RecipientAttestation:PCR8": enclaveSignerPcr8 },
    });
  });

  it("are decrypted by nobody outside of it, whatever IAM policies of the account allow", () => {
    const stack = synthStack(
      (scope) => void KeySource.externalMpc(scope, "mpc", { ...props, enclaveSignerPcr8: "ab".repeat(48) }),
    );
    const open = shareStatements(stack).filter(({ Condition }) => Condition === undefined);
    expect(
      open.flatMap(({ Action }) => Action).filter((action: string) => /\*|crypt|Generate|CreateGrant/.test(action)),
    ).toEqual([]);
  });

  it("keep a database that the co-signer's role can read and write, through S3 and under another key", () => {
    const stack = synthStack((scope) => void KeySource.externalMpc(scope, "mpc", props));
    const { rule } = only(stack.resource["aws_s3_bucket_server_side_encryption_configuration"]);
    const key: string = rule[0].apply_server_side_encryption_by_default.kms_master_key_id;
    const [[shareKey = ""] = []] = shareKeys(stack);
    expect(key).not.toContain(`aws_kms_key.${shareKey}.`);
    const { Statement } = JSON.parse(only(stack.resource["aws_iam_role_policy"]).policy);
    expect(Statement.find(({ Sid }: { Sid: string }) => Sid === "EncryptDatabase")).toMatchObject({
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [key],
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
  });

  it("report to the topic whoever touches the key of the share", () => {
    const stack = synthStack((scope) => void KeySource.externalMpc(scope, "mpc", props));
    expect(JSON.parse(only(stack.resource["aws_cloudwatch_event_rule"]).event_pattern).detail.resources.ARN).toEqual([
      expect.stringMatching(/^\$\{aws_kms_key\./),
      expect.stringMatching(/^\$\{aws_kms_alias\./),
    ]);
    expect(only(stack.resource["aws_cloudwatch_event_target"]).arn).toBe(TOPIC);
  });

  it("say what is left to a person, in the runbook too", () => {
    const source = KeySource.externalMpc(fresh(), "mpc", props);
    expect(source.toComplete.join("\n")).toContain("owner approves the new shares");
    expect(source.runbook).toContain("## To be completed by a person");
    expect(source.runbook).toContain("kms.eu-central-1.amazonaws.com");
  });

  it("are refused with every problem at once", () => {
    const wrong = { ...props, curve: "bls12-381", workspace: "", enclaveSignerPcr8: "AB", alarmTopicArn: "x" } as const;
    expect(problemsOf(() => KeySource.externalMpc(fresh(), "mpc", wrong))).toHaveLength(4);
  });
});

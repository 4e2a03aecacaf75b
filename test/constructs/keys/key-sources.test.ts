import { generateKeyPairSync } from "node:crypto";
import { type AwsKmsKeysProps, type ColdProps, KeySource } from "../../../constructs/keys";
import { problemsOf } from "../../support/refusals";
import { only, type SynthesizedJson, synthStack } from "../../support/synth";
import { blsKey, databaseIn, enclaveIn, hotWallet, podRole, TOPIC, vaultIn } from "./key-fixtures";
import { actionsOf, fresh, statements, untyped } from "./key-source-fixture";

describe("a key in AWS KMS", () => {
  const stack = synthStack((scope) => {
    hotWallet(scope).grantSign(podRole(scope, "payer"));
  });

  it("signs, cannot be lost by a destroy, and is deleted after the longest wait", () => {
    expect(only(stack.resource["aws_kms_key"])).toMatchObject({
      customer_master_key_spec: "ECC_SECG_P256K1",
      key_usage: "SIGN_VERIFY",
      enable_key_rotation: false,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(only(stack.resource["aws_kms_alias"])).toMatchObject({ name: "alias/palisade/sign/wallet" });
  });

  it("has an alias that no key for data can have, whatever both are called", () => {
    const json = synthStack((scope) => {
      hotWallet(scope, "payments");
      databaseIn(scope, { name: "payments" });
      enclaveIn(scope, { name: "payments-2" });
    });
    const names = Object.values(json.resource["aws_kms_alias"] ?? {}).map(({ name }) => name);
    expect(names.sort()).toEqual([
      "alias/palisade/payments",
      "alias/palisade/payments-2-enclave",
      "alias/palisade/payments-log",
      "alias/palisade/sign/payments",
    ]);
  });

  it("is managed by the account, which can neither sign nor hand signing on", () => {
    const actions = actionsOf(stack, ":root");
    expect(actions).toEqual(expect.arrayContaining(["kms:PutKeyPolicy", "kms:DisableKey"]));
    expect(actions.filter((action) => /Sign$|CreateGrant|\*/.test(action))).toEqual([]);
  });

  it("is deleted by nobody, also when its block left the configuration, save by a role that was named", () => {
    const refusal = (from: SynthesizedJson) => statements(from).find(({ Effect }) => Effect === "Deny");
    expect(refusal(stack)).toEqual({
      Sid: "RefuseLoss",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:ScheduleKeyDeletion"],
      Resource: ["*"],
    });
    const breakGlassRoleArns = ["arn:aws:iam::123456789012:role/break-glass"];
    const named = synthStack((scope) => void hotWallet(scope, "wallet", { breakGlassRoleArns }));
    expect(refusal(named).Condition).toEqual({ ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArns } });
    const wildcard = ["arn:aws:iam::123456789012:role/*"];
    expect(problemsOf(() => hotWallet(fresh(), "wallet", { breakGlassRoleArns: wildcard }))).toMatchObject([
      { got: wildcard[0], what: "breakGlassRoleArns names something that is no role" },
    ]);
  });

  it("is used by the one role, with the algorithms of its curve, which manages nothing", () => {
    const signer = statements(stack).filter(({ Principal }) => JSON.stringify(Principal).includes("role-payer"));
    expect(signer.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [["kms:Sign"], { StringEquals: { "kms:SigningAlgorithm": ["ECDSA_SHA_256"] } }],
      [["kms:GetPublicKey", "kms:DescribeKey"], undefined],
    ]);
  });

  it("signs for nobody as long as nobody was granted it", () => {
    expect(statements(synthStack((scope) => void hotWallet(scope))).map(({ Sid }) => Sid)).toEqual([
      "AccountAdministersAndDoesNotSign",
      "RefuseLoss",
    ]);
  });

  it("reports to the topic whoever disables or deletes it, or hands it on", () => {
    const { name_prefix: _, event_pattern: pattern } = only(stack.resource["aws_cloudwatch_event_rule"]);
    const { detail } = JSON.parse(pattern);
    expect(detail.eventName).toEqual(
      expect.arrayContaining(["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy", "CreateGrant", "UpdateAlias"]),
    );
    // Of a moved alias the event names the alias and the key that it goes to, and not this one.
    expect(detail.resources.ARN).toEqual([
      expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/),
      expect.stringMatching(/^\$\{aws_kms_alias\..*\.arn\}$/),
    ]);
    expect(only(stack.resource["aws_cloudwatch_event_target"]).arn).toBe(TOPIC);
  });

  it("signs on Ed25519 too", () => {
    const solana = synthStack((scope) => {
      const props = { name: "solana", curve: "ed25519", description: "Pays fees", alarmTopicArn: TOPIC } as const;
      KeySource.awsKms(scope, "solana", props).grantSign(podRole(scope, "fees"));
    });
    expect(only(solana.resource["aws_kms_key"]).customer_master_key_spec).toBe("ECC_NIST_EDWARDS25519");
    expect(statements(solana)[2].Condition.StringEquals["kms:SigningAlgorithm"]).toContain("ED25519_SHA_512");
  });

  it("signs for one role, and names both when there is a second", () => {
    const scope = fresh();
    const key = hotWallet(scope);
    const first = podRole(scope, "payer");
    key.grantSign(first);
    expect(() => key.grantSign(first)).not.toThrow();
    expect(() => key.grantSign(podRole(scope, "other"))).toThrow(
      "test/role-other: the key wallet already signs for test/role-payer\n" +
        "  allowed: one signer for each key: two would use one nonce twice, and nobody could tell who signed\n" +
        "  do this: make a key of its own for test/role-other",
    );
  });

  it("has a runbook of its own", () => {
    const { runbook } = hotWallet(fresh());
    expect(runbook).toContain("# wallet: keys in AWS KMS");
    expect(runbook).toContain("aws kms get-public-key --key-id alias/palisade/sign/wallet");
  });

  it("is no place for BLS keys, and says everything else that is wrong with it too", () => {
    const props = untyped<AwsKmsKeysProps>({ name: "Val 0", curve: "bls12-381", description: " " });
    expect(problemsOf(() => KeySource.awsKms(fresh(), "key", props))).toMatchObject([
      { where: "test/key", got: "Val 0" },
      {
        what: expect.stringContaining("AWS KMS cannot hold a key on BLS12-381: KMS has no BLS12-381"),
        allowed: "secp256k1, ed25519",
      },
      { what: expect.stringContaining("nobody who hears when it is disabled") },
      { what: expect.stringContaining("does not say what it signs") },
    ]);
  });
});

describe("key material", () => {
  const privateKey = "9a1bcd44".repeat(8);
  const base64Key = Buffer.from(privateKey, "hex").toString("base64");
  const { privateKey: made } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  const pem = made.export({ type: "sec1", format: "pem" });
  const words = "legal winner thank year wave sausage worth useful legal winner thank yellow";

  it.each([
    ["a mnemonic among the owners", { owners: ["alice", words] }, "owners[1] holds a mnemonic"],
    ["a private key under its name", { privateKey: `0x${privateKey}` }, "privateKey holds a private key"],
    ["a PEM", { name: pem }, "name holds a private key"],
    [
      "32 bytes in base64, as consensus keys are kept",
      { curve: "ed25519", keys: [base64Key] },
      "key 1 is 32 bytes long, as private keys are",
    ],
    [
      "32 bytes where a public key belongs",
      { keys: [`0x${privateKey}`] },
      "key 1 is 32 bytes long, as private keys are",
    ],
  ])("is refused and never shown: %s", (_, wrong, said) => {
    const props = { name: "vault", curve: "secp256k1", owners: ["alice", "bob"], lastDrill: "2026-11-01", ...wrong };
    const error = problemsOf(() => KeySource.cold(fresh(), untyped<ColdProps>(props)));
    expect(error.map(({ what }) => what).join("\n")).toContain(said);
    const text = JSON.stringify(error);
    for (const secret of [privateKey, base64Key, words, "BEGIN"]) expect(text).not.toContain(secret);
  });
});

describe("keys in Vault", () => {
  it("are read by exactly one service account, path by path, and copied nowhere", () => {
    const stack = synthStack((scope) => {
      const keys = [blsKey(1), blsKey(2).toUpperCase().replace("0X", "")];
      const source = KeySource.vaultKeystores(vaultIn(scope), { name: "validators", path: "validators/mainnet", keys });
      const namespace = { namespaceName: "keys", nameFor: () => "keys", toPeerSelectors: () => [] };
      source.grantLoad(
        Object.assign(podRole(scope, "reader"), { name: "signer", serviceAccountName: "signer", namespace }),
      );
    });
    const { policy } = only(stack.resource["vault_policy"]);
    const path = (key: string) => `path "MOUNT/data/validators/mainnet/${key}" {\n  capabilities = ["read"]\n}\n`;
    expect(policy.replaceAll(/\$\{vault_mount\.\w+\.path\}/g, "MOUNT")).toBe(
      [blsKey(1), blsKey(2)].map(path).join("\n"),
    );
    expect(only(stack.resource["vault_kubernetes_auth_backend_role"])).toMatchObject({
      bound_service_account_names: ["signer"],
      bound_service_account_namespaces: ["keys"],
      audience: "vault",
      token_no_default_policy: true,
    });
    expect(stack.resource["helm_release"]).toBeUndefined();
  });

  it("are refused with every problem at once", () => {
    const source = () =>
      KeySource.vaultKeystores(vaultIn(fresh()), {
        name: "v",
        path: "validators/*",
        keys: [blsKey(1), "0x1234", blsKey(1).replace("0x", "")],
        serverFingerprints: ["AA:BB"],
      });
    expect(problemsOf(source).map(({ what }) => what)).toEqual([
      "the name of a key source is no plain name",
      "key 2 is no public identifier of a key on BLS12-381",
      "one key is named twice",
      "the path is not a plain path",
      "a fingerprint of Vault's certificate is none",
    ]);
  });

  it("are of validators alone: no signer loads a wallet from there", () => {
    const wallet = `0x${"12".repeat(20)}`;
    const source = () => KeySource.vaultKeystores(vaultIn(fresh()), { name: "wallets", path: "v", keys: [wallet] });
    expect(problemsOf(source).map(({ what }) => what)).toEqual(["key 1 is no public identifier of a key on BLS12-381"]);
  });

  it("are not read by whoever runs as the namespace's default service account", () => {
    const scope = fresh();
    const source = KeySource.vaultKeystores(vaultIn(scope), { name: "validators", path: "v", keys: [blsKey(1)] });
    const namespace = { namespaceName: "keys", nameFor: () => "keys", toPeerSelectors: () => [] };
    const reader = Object.assign(podRole(scope, "pod"), { name: "pod", serviceAccountName: "default", namespace });
    expect(() => source.grantLoad(reader)).toThrow(
      /^test\/role-pod: the signer runs as the namespace's default service account/,
    );
  });
});

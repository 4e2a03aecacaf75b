import { App, TerraformStack } from "cdktf";
import fc from "fast-check";
import {
  DistributedSigner,
  KeySource,
  RemoteSigner,
  SignerClient,
  SignerPermission,
  SignerTls,
  SlashingDatabase,
  SlashingProtectionDatabase,
  SpendEnforcement,
  TransactionSigner,
} from "../../../constructs/keys";
import { PalisadeError } from "../../../lib/core/errors";
import { workloadIn } from "../secrets/fixture";
import { eksCluster, hotWallet, limits, payerIn, place, signerIn, TOPIC, threeZones, vaultIn } from "./key-fixtures";

/** Fields that key sources and signers know, so that junk reaches the checks behind them. */
const FIELDS = [
  ...["name", "keys", "curve", "owners", "threshold", "account", "lastDrill", "drillDays", "derivation", "serial"],
  ...["connector", "objectId", "custodians", "path", "keyName", "serverFingerprints", "description", "alarmTopicArn"],
  ...["provider", "workspace", "bucketName", "region", "enclaveSignerPcr8", "replicas", "hosts", "wallets", "tls"],
  ...["database", "enforcement", "restore", "backupDays", "certificateAuthority", "host"],
  ...["zones", "clients", "ceremony", "restoreFromBackupId", "images", "signerPcr8", "allocation", "nodes", "role"],
  ...["instances", "threshold", "wallets", "clients", "wallet", "accounts", "operations"],
  ...["credentials", "keystore", "knownClients", "passwordRotation", "port", "databaseName", "network", "image"],
];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    "secp256k1",
    "bls12-381",
    "wallet",
    ["0x12"],
    { a: "0x12" },
    "fireblocks",
    "mainnet",
  ),
);
const junk = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: FIELDS.length });
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
const any = (value: unknown): any => value;
// biome-ignore lint/suspicious/noExplicitAny: the same
const untyped = (props: Readonly<Record<string, unknown>>): any => ({ ...props });
const fresh = () => new TerraformStack(new App(), "test");

/** Where the whole of the props is something else, and where one field of complete props is: what is behind the first check. */
const NONE: readonly unknown[] = [undefined, null, "x", 7, {}, ["0x12"]];
const complete = {
  awsKms: {
    name: "wallet",
    curve: "secp256k1",
    description: "Pays",
    alarmTopicArn: TOPIC,
    keys: [],
    breakGlassRoleArns: [],
  },
  payer: ["wallets", "node", "tls", "enforcement", "replicas", "hosts"],
  signer: ["network", "keys", "database", "tls", "replicas", "hosts"],
  limits: { perTransactionWei: 1n, perDayWei: 1n, recipients: limits.recipients, calls: {} },
} as const;

function refusedOrTaken(make: () => unknown): void {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(PalisadeError);
  }
}

describe("whatever plain JavaScript hands in, in place of all props or of one", () => {
  test.each<[string, (props: unknown) => unknown]>([
    ["KeySource.awsKms", (props) => KeySource.awsKms(fresh(), "key", any(props))],
    ["KeySource.cloudHsm", (props) => KeySource.cloudHsm(fresh(), "key", any(props))],
    ["KeySource.nitroEnclave", (props) => KeySource.nitroEnclave(fresh(), "key", any(props))],
    ["KeySource.vaultKeystores", (props) => KeySource.vaultKeystores(vaultIn(fresh()), any(props))],
    ["KeySource.yubiHsm", (props) => KeySource.yubiHsm(fresh(), any(props))],
    ["KeySource.multisig", (props) => KeySource.multisig(fresh(), any(props))],
    ["KeySource.cold", (props) => KeySource.cold(fresh(), any(props))],
    ["KeySource.externalMpc", (props) => KeySource.externalMpc(fresh(), "key", any(props))],
    ["SlashingDatabase.fromAttributes", (props) => SlashingDatabase.fromAttributes(any(props))],
    ["SignerTls.fromSecrets", (props) => SignerTls.fromSecrets(any(props))],
    ["SlashingProtectionDatabase", (props) => new SlashingProtectionDatabase(fresh(), "db", any(props))],
    ["SpendEnforcement.by", (guard) => payerIn(fresh(), { enforcement: SpendEnforcement.by(any(guard)) })],
    ["SpendEnforcement.nobody", (said) => payerIn(fresh(), { enforcement: SpendEnforcement.nobody(any(said)) })],
    ["AwsKmsKeys.grantSign", (role) => hotWallet(fresh()).grantSign(any(role))],
    ["RemoteSigner.grantSign", (validator) => signerIn(fresh()).grantSign(any(validator))],
    ["TransactionSigner.grantSign of a reader", (reader) => payerIn(fresh()).grantSign(any(reader), complete.limits)],
    [
      "TransactionSigner.grantSign with limits",
      (given) => {
        const scope = fresh();
        payerIn(scope).grantSign(workloadIn(scope, "shop"), any(given));
      },
    ],
  ])("%s refuses what is none", (_, make) => {
    for (const props of NONE) expect(() => make(props)).toThrow(PalisadeError);
  });

  const oneOf = (fields: readonly string[]) =>
    fc.tuple(fc.constantFrom(...fields), fc.oneof(value, fc.constantFrom(...NONE)));

  test.each<[string, readonly string[], (change: object) => unknown]>([
    ["KeySource.awsKms", Object.keys(complete.awsKms), (change) => hotWallet(fresh(), "wallet", any(change))],
    ["TransactionSigner", complete.payer, (change) => payerIn(fresh(), any(change))],
    ["RemoteSigner", complete.signer, (change) => signerIn(fresh(), any(change))],
    [
      "TransactionSigner.grantSign",
      Object.keys(complete.limits),
      (change) => {
        const scope = fresh();
        payerIn(scope).grantSign(workloadIn(scope, "shop"), { ...complete.limits, ...change });
      },
    ],
    [
      "SpendEnforcement.by",
      ["workload", "port", "policyFolder"],
      (change) => {
        const scope = fresh();
        const guard = { workload: workloadIn(scope, "gate", "keys"), port: "http", ...change };
        payerIn(scope, { enforcement: SpendEnforcement.by(guard) });
      },
    ],
  ])("%s takes any one field or says what is wrong, and never fails in another way", (_, fields, make) => {
    fc.assert(
      fc.property(oneOf(fields), ([field, given]) => refusedOrTaken(() => make({ [field]: given }))),
      { numRuns: 25 },
    );
  });
});

describe("whatever plain JavaScript hands in", () => {
  test.each<[string, (props: Readonly<Record<string, unknown>>) => unknown]>([
    ["KeySource.awsKms", (props) => KeySource.awsKms(fresh(), "key", untyped(props))],
    ["KeySource.cloudHsm", (props) => KeySource.cloudHsm(fresh(), "hsm", untyped({ ...props, network: threeZones() }))],
    [
      "KeySource.nitroEnclave",
      (props) => KeySource.nitroEnclave(fresh(), "enclave", untyped({ ...props, cluster: eksCluster })),
    ],
    ["KeySource.vaultKeystores", (props) => KeySource.vaultKeystores(vaultIn(fresh()), untyped(props))],
    ["KeySource.yubiHsm", (props) => KeySource.yubiHsm(fresh(), untyped(props))],
    ["KeySource.multisig", (props) => KeySource.multisig(fresh(), untyped(props))],
    ["KeySource.cold", (props) => KeySource.cold(fresh(), untyped(props))],
    ["KeySource.externalMpc", (props) => KeySource.externalMpc(fresh(), "mpc", untyped(props))],
    ["SlashingDatabase.fromAttributes", (props) => SlashingDatabase.fromAttributes(untyped(props))],
    ["SignerTls.fromSecrets", (props) => SignerTls.fromSecrets(untyped(props))],
    [
      "SlashingProtectionDatabase",
      (props) => new SlashingProtectionDatabase(fresh(), "db", untyped({ ...props, network: threeZones() })),
    ],
    ["RemoteSigner", (props) => new RemoteSigner(fresh(), "signer", untyped({ ...props, ...place }))],
    ["DistributedSigner", (props) => new DistributedSigner(fresh(), "signer", untyped({ ...props, ...place }))],
    [
      "DistributedSigner with instances that are none",
      (props) => {
        const instances = [props, { ...props, id: 1 }, props["instances"]];
        return new DistributedSigner(fresh(), "signer", untyped({ ...props, ...place, instances }));
      },
    ],
    ["SignerPermission.of", (props) => SignerPermission.of(untyped(props))],
    [
      "SignerClient.fromCertificate",
      (props) => SignerClient.fromCertificate(untyped(props)["name"], untyped(props)["clients"]),
    ],
    ["TransactionSigner", (props) => new TransactionSigner(fresh(), "signer", untyped({ ...props, ...place }))],
  ])("%s takes it or says what is wrong, and never fails in another way", (_, make) => {
    fc.assert(
      fc.property(junk, (props) => {
        try {
          make(props);
        } catch (error) {
          expect(error).toBeInstanceOf(PalisadeError);
        }
      }),
      { numRuns: 100 },
    );
  });
});

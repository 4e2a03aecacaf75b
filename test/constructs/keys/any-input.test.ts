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
  TransactionSigner,
} from "../../../constructs/keys";
import { PalisadeError } from "../../../lib/core/errors";
import { eksCluster, place, threeZones, vaultIn } from "./key-fixtures";

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
const untyped = (props: Readonly<Record<string, unknown>>): any => ({ ...props });
const fresh = () => new TerraformStack(new App(), "test");

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

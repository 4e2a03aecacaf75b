import type { TerraformStack } from "cdktf";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { Namespace } from "../../../constructs/core/namespace";
import { EksCluster, PodRole } from "../../../constructs/eks";
import {
  type AwsKmsKeys,
  type AwsKmsKeysProps,
  type CloudHsmCeremony,
  type CloudHsmKeys,
  type CloudHsmProps,
  KeySource,
  type NitroEnclaveKeys,
  type NitroEnclaveProps,
  RemoteSigner,
  type RemoteSignerProps,
  SignerTls,
  SlashingProtectionDatabase,
  type SlashingProtectionDatabaseProps,
  SpendEnforcement,
  TransactionSigner,
  type TransactionSignerProps,
  type VaultKeystores,
} from "../../../constructs/keys";
import { Network } from "../../../constructs/network";
import { ChainNode } from "../../../constructs/node";
import { type VaultAccess, VaultStore } from "../../../constructs/secrets";
import { plainCluster } from "../../support/fixtures";
import { workloadIn } from "../secrets/fixture";

/** ARN of a topic that people read. */
export const TOPIC = "arn:aws:sns:eu-central-1:123456789012:security";

/** Public keys of validators, one for each number. */
export function blsKey(number: number): string {
  return `0x${number.toString(16).padStart(4, "a").repeat(24)}`;
}

/** A Vault that runs in the cluster. */
export function vaultIn(stack: TerraformStack): VaultAccess {
  return new VaultStore(stack, "store", { address: "https://vault.vault.svc:8200", mount: "apps" });
}

/** A hot wallet in KMS. */
export function hotWallet(stack: TerraformStack, id = "wallet", props: Partial<AwsKmsKeysProps> = {}): AwsKmsKeys {
  return KeySource.awsKms(stack, id, {
    name: id,
    curve: "secp256k1",
    description: "Pays out to customers",
    alarmTopicArn: TOPIC,
    ...props,
  });
}

/** A role of pods. */
export function podRole(stack: TerraformStack, name: string): PodRole {
  return new PodRole(stack, `role-${name}`, { clusterName: "test", namespace: "keys", serviceAccountName: name });
}

/** What looks like the bundle of authorities of a region. */
export const AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/** Where everything runs. */
export const place = { cluster: plainCluster, namespace: Namespace.fromName("keys") };

/** A network with three zones. */
export function threeZones() {
  return Network.fromAttributes({
    vpcId: "vpc-0123456789abcdef0",
    cidr: "10.0.0.0/16",
    region: "eu-central-1",
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    privateSubnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
    isolatedSubnetIds: ["subnet-1a", "subnet-1b", "subnet-1c"],
  });
}

/** What two people did in a CloudHSM cluster. */
export const CEREMONY: CloudHsmCeremony = {
  day: "2026-11-21",
  officers: ["alice", "bob"],
  issuingCertificate: AUTHORITY,
};

/** A cluster of hardware modules. */
export function cloudHsmIn(stack: TerraformStack, props: Partial<CloudHsmProps> = {}): CloudHsmKeys {
  return KeySource.cloudHsm(stack, "hsm", {
    name: "settlement",
    curve: "secp256k1",
    network: threeZones(),
    clients: { signer: "sg-0123456789abcdef0" },
    alarmTopicArn: TOPIC,
    ...props,
  });
}

/** A database for what signers signed. */
export function databaseIn(
  stack: TerraformStack,
  props: Partial<SlashingProtectionDatabaseProps> = {},
): SlashingProtectionDatabase {
  return new SlashingProtectionDatabase(stack, "slashing", {
    name: "prod-slashing",
    network: threeZones(),
    clients: { cluster: "sg-0123456789abcdef0" },
    secretsOperatorRoleArn: "arn:aws:iam::123456789012:role/external-secrets",
    certificateAuthority: AUTHORITY,
    ...props,
  });
}

/** Certificates that cert-manager made, and a list of clients. */
export function signerTls(name = "signer"): SignerTls {
  return SignerTls.fromSecrets({
    keystore: ExistingSecret.fromName(`${name}-tls`, ["keystore.p12", "password"]),
    knownClients: ExistingSecret.fromName(`${name}-clients`, ["known-clients"]),
  });
}

/** Keys of two validators in Vault. */
function validatorKeys(stack: TerraformStack): VaultKeystores {
  const keys = [blsKey(1), blsKey(2)];
  return KeySource.vaultKeystores(vaultIn(stack), { name: "validators", path: "validators/mainnet", keys });
}

/** A signer for two validators, with everything that it needs. */
export function signerIn(stack: TerraformStack, props: Partial<RemoteSignerProps> = {}): RemoteSigner {
  return new RemoteSigner(stack, "signer", {
    ...place,
    network: "mainnet",
    keys: props.keys ?? validatorKeys(stack),
    database: props.database ?? databaseIn(stack),
    tls: signerTls(),
    ...props,
  });
}

/** A cluster with nodes for signers. */
export const eksCluster = EksCluster.fromAttributes({
  clusterName: "prod-main",
  network: threeZones(),
  endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
  certificateAuthority: "TUlJQg==",
  clusterSecurityGroupId: "sg-0123456789abcdef0",
  reservedPurposes: ["signers"],
});

/** Measurement of an enclave's image. */
export const PCR0 = "7fb5c55bc2ecbb68".repeat(6);
/** Measurement of the certificate that an image is signed with. */
export const PCR8 = "70da58334a884328".repeat(6);

/** A key that is in clear in enclaves of one image, whoever signed it. */
export function enclaveWithoutSigner(stack: TerraformStack, props: Partial<NitroEnclaveProps> = {}): NitroEnclaveKeys {
  return KeySource.nitroEnclave(stack, "enclave", {
    name: "hot-wallet",
    curve: "secp256k1",
    description: "Pays out to customers",
    cluster: eksCluster,
    nodes: {
      instanceTypes: ["m7i.xlarge"],
      minNodes: 2,
      maxNodes: 3,
      enclave: { memoryMiB: 2048, cpuCount: 2 },
    },
    images: [PCR0],
    role: podRole(stack, "hot-wallet"),
    alarmTopicArn: TOPIC,
    ...props,
  });
}

/** A key that is in clear in enclaves of one image, signed by one certificate. */
export function enclaveIn(stack: TerraformStack, props: Partial<NitroEnclaveProps> = {}): NitroEnclaveKeys {
  return enclaveWithoutSigner(stack, { signerPcr8: PCR8, ...props });
}

/** Who may be paid. */
export const recipients = ["0x52908400098527886E0F7030069857D2E4169EE7"];
/** One ether at a time, ten a day. */
export const limits = { perTransactionWei: 10n ** 18n, perDayWei: 10n ** 19n, recipients };

/** A signer of transactions, with everything that it needs. */
export function payerIn(stack: TerraformStack, props: Partial<TransactionSignerProps> = {}): TransactionSigner {
  return new TransactionSigner(stack, "payer", {
    cluster: eksCluster,
    namespace: place.namespace,
    wallets: props.wallets ?? [hotWallet(stack)],
    node: new ChainNode(stack, "eth-0", {
      ...place,
      chain: "ethereum",
      network: "mainnet",
      clients: { execution: "reth", consensus: "lighthouse" },
    }),
    tls: signerTls("payer"),
    enforcement: SpendEnforcement.by({ workload: workloadIn(stack, "guard", "keys"), port: "http" }),
    ...props,
  });
}

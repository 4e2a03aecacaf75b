import type { TerraformStack } from "cdktf";
import { Namespace } from "cdktf-palisade/core";
import type { IEksCluster } from "cdktf-palisade/eks";
import {
  KeySource,
  RemoteSigner,
  type SignerTls,
  SlashingProtectionDatabase,
  SpendEnforcement,
  TransactionSigner,
} from "cdktf-palisade/keys";
import type { ChainNode } from "cdktf-palisade/node";
import type { VaultStore } from "cdktf-palisade/secrets";

/** What is there already: a cluster, a Vault, a node, certificates of a PKI, and who pays. */
interface Given {
  readonly cluster: IEksCluster;
  readonly vault: VaultStore;
  readonly node: ChainNode;
  readonly tls: SignerTls;
  readonly guard: Parameters<typeof SpendEnforcement.by>[0];
  readonly payer: Parameters<TransactionSigner["grantSign"]>[0];
  readonly validator: Parameters<RemoteSigner["grantSign"]>[0];
  readonly publicKeys: readonly string[];
  readonly alarmTopicArn: string;
  readonly rdsAuthorities: string;
  readonly secretsOperatorRoleArn: string;
}

export function addSigners(stack: TerraformStack, given: Given): void {
  const { cluster, vault, node, tls, publicKeys: keys } = given;
  const namespace = new Namespace(stack, "keys", { name: "keys" });

  // Validators: keys in Vault, one database of what was signed, two replicas on it.
  const database = new SlashingProtectionDatabase(stack, "slashing", {
    name: "prod-slashing",
    network: cluster.network,
    clients: { cluster: cluster.clusterSecurityGroupId },
    secretsOperatorRoleArn: given.secretsOperatorRoleArn,
    certificateAuthority: given.rdsAuthorities,
  });
  new RemoteSigner(stack, "signer", {
    cluster,
    namespace,
    network: "mainnet",
    keys: KeySource.vaultKeystores(vault, { name: "validators", path: "validators/mainnet", keys }),
    database,
    tls,
  }).grantSign(given.validator);

  // A hot wallet: the key never leaves KMS, and whoever pays goes through a guard.
  const wallet = KeySource.awsKms(stack, "hot-wallet", {
    name: "hot-wallet",
    curve: "secp256k1",
    description: "Pays out to customers",
    alarmTopicArn: given.alarmTopicArn,
  });
  new TransactionSigner(stack, "payer", {
    cluster,
    namespace,
    node,
    tls,
    wallets: [wallet],
    enforcement: SpendEnforcement.by(given.guard),
  }).grantSign(given.payer, {
    perTransactionWei: 10n ** 18n,
    perDayWei: 10n ** 19n,
    recipients: ["0x52908400098527886E0F7030069857D2E4169EE7"],
  });
}

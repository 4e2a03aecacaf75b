import type { TerraformStack } from "cdktf";
import { type IEksCluster, PodRole } from "cdktf-palisade/eks";
import { KeySource } from "cdktf-palisade/keys";

/** What is there already: a cluster, who reaches the modules, who is called, and what was measured. */
interface Given {
  readonly cluster: IEksCluster;
  readonly signerSecurityGroupId: string;
  readonly alarmTopicArn: string;
  readonly imagePcr0: string;
  readonly signerPcr8: string;
  readonly treasuryOwners: Readonly<Record<string, string>>;
}

export function addHardwareKeys(stack: TerraformStack, given: Given): void {
  const { cluster, alarmTopicArn } = given;

  // A cluster of modules. Before `ceremony` is written there is one, and its runbook says what people do with it.
  KeySource.cloudHsm(stack, "settlement", {
    name: "settlement",
    curve: "secp256k1",
    network: cluster.network,
    clients: { signer: given.signerSecurityGroupId },
    alarmTopicArn,
  });

  // A key that KMS gives in clear to enclaves of one image, on nodes that are reserved for them.
  KeySource.nitroEnclave(stack, "payouts", {
    name: "payouts",
    curve: "secp256k1",
    description: "Pays out to customers",
    cluster,
    nodes: {
      instanceTypes: ["m7i.xlarge"],
      minNodes: 2,
      maxNodes: 3,
      enclave: { memoryMiB: 2048, cpuCount: 2 },
    },
    images: [given.imagePcr0],
    signerPcr8: given.signerPcr8,
    role: new PodRole(stack, "payouts-role", {
      clusterName: cluster.clusterName,
      namespace: "payouts",
      serviceAccountName: "payouts",
    }),
    alarmTopicArn,
  });

  // Nothing is made of these. They stand in the synthesized file, where guardrails and reports find them.
  KeySource.multisig(stack, {
    name: "treasury",
    account: "0x52908400098527886E0F7030069857D2E4169EE7",
    owners: given.treasuryOwners,
    threshold: 2,
  });
  KeySource.cold(stack, {
    name: "withdrawals",
    curve: "bls12-381",
    owners: ["alice", "bob"],
    lastDrill: "2026-11-01",
    drillDays: 180,
  });
}

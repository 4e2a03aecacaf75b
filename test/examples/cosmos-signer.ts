import type { TerraformStack } from "cdktf";
import { Namespace, type Workload } from "cdktf-palisade/core";
import type { IEksCluster } from "cdktf-palisade/eks";
import { CosmosNode, CosmosSigner, type HorcruxSigner } from "cdktf-palisade/keys";
import type { VaultStore } from "cdktf-palisade/secrets";

/** What is there already: a cluster, a Vault, and two nodes of the chain. */
interface Given {
  readonly cluster: IEksCluster;
  readonly vault: VaultStore;
  readonly sentry: Workload;
  readonly validator: string;
}

export function addCosmosSigner(stack: TerraformStack, { cluster, vault, sentry, validator }: Given): HorcruxSigner {
  const chainId = "cosmoshub-4";
  const keys = [...CosmosSigner.shardFiles(chainId)];
  return CosmosSigner.horcrux(stack, "hub", {
    cluster,
    namespace: new Namespace(stack, "keys", { name: "hub-keys" }),
    chainId,
    validator,
    // Two of three: one co-signer, or one zone of three, may be away.
    threshold: 2,
    shards: [1, 2, 3].map((shard) => vault.secret(`validators/hub/co-signer-${shard}`, { keys })),
    nodes: [CosmosNode.fromWorkload(sentry, "privval"), CosmosNode.fromAddress("10.0.3.7:1234")],
  });
}

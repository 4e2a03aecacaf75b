import type { TerraformStack } from "cdktf";
import { Namespace } from "../../constructs/core/namespace";
import { KeySource } from "../../constructs/keys";
import { ServiceMesh } from "../../constructs/mesh";
import { MonitoringPlatform, requireWatched } from "../../constructs/monitoring";
import { ChainNode } from "../../constructs/node";
import { RpcTier } from "../../constructs/rpc";
import { VaultStore } from "../../constructs/secrets";
import { limits, payerIn, place, TOPIC } from "../constructs/keys/key-fixtures";
import { workloadIn } from "../constructs/secrets/fixture";
import { plainCluster } from "../support/fixtures";

/** Where the ports of nodes begin; each node has some of its own. */
const PEER_PORTS = { execution: 30_000, consensus: 31_000, perNode: 4 };

/** What one stack may have many of, and how they are declared in it, one for each id. */
export const THINGS: { readonly [thing: string]: (stack: TerraformStack, ids: readonly string[]) => void } = {
  "workloads in a mesh, each calling the one before it": (stack, ids) => {
    const mesh = ServiceMesh.istioAmbient(stack, "mesh", { cluster: plainCluster });
    mesh.join(new Namespace(stack, "namespace", { name: "apps" }));
    const workloads = ids.map((id) => workloadIn(stack, id));
    for (const [index, workload] of workloads.slice(1).entries()) {
      workload.allowTo(workloads[index] ?? workload, { port: 8080 });
    }
  },
  "readers of one secret each": (stack, ids) => {
    const store = new VaultStore(stack, "store", { address: "https://vault.example.org:8200", mount: "apps" });
    for (const id of ids) store.secret(`apps/${id}`, { keys: ["api-key"] }).grantRead(workloadIn(stack, id));
  },
  "keys with their alarms": (stack, ids) => {
    for (const id of ids) {
      KeySource.awsKms(stack, id, {
        name: id,
        curve: "secp256k1",
        description: "Pays out to customers",
        alarmTopicArn: TOPIC,
      });
    }
  },
  "payers of one signer": (stack, ids) => {
    const signer = payerIn(stack);
    for (const id of ids) signer.grantSign(workloadIn(stack, id), limits);
  },
  "chain nodes behind one tier, all watched": (stack, ids) => {
    const nodes = ids.map(
      (id, index) =>
        new ChainNode(stack, id, {
          ...place,
          chain: "ethereum",
          network: "mainnet",
          clients: { execution: "reth", consensus: "lighthouse" },
          options: {
            execution: { firstPeerPort: PEER_PORTS.execution + index * PEER_PORTS.perNode },
            consensus: { firstPeerPort: PEER_PORTS.consensus + index * PEER_PORTS.perNode },
          },
        }),
    );
    new RpcTier(stack, "rpc", { ...place, upstreams: nodes });
    MonitoringPlatform.fromAttributes({
      namespaceName: "monitoring",
      releaseLabel: "prometheus",
      runbookBaseUrl: "https://runbooks.example.org",
    }).watchAll(stack);
    requireWatched(stack);
  },
};

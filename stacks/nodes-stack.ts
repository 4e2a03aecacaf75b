import type { Construct } from "constructs";
import { Namespace } from "../constructs/core/namespace";
import type { MonitoringAttributes } from "../constructs/monitoring";
import { ChainNode } from "../constructs/node";
import { CHAIN_DATA_STORAGE_CLASS } from "./cluster-facts";
import type { EnvironmentSpec } from "./environment";
import { KubernetesStack } from "./kubernetes-stack";

/** The environment's chain nodes. */
export class NodesStack extends KubernetesStack {
  /** The nodes, by their key in the environment's data. */
  public readonly nodes: Readonly<Record<string, ChainNode>>;

  public constructor(scope: Construct, environment: EnvironmentSpec, monitoring: MonitoringAttributes) {
    super(scope, environment, "nodes");
    const namespace = new Namespace(this, "namespace", { name: "nodes" });
    const { cluster } = this;
    const place = {
      cluster,
      namespace,
      ...(environment.platform.kind === "aws" ? { storageClassName: CHAIN_DATA_STORAGE_CLASS } : {}),
    };
    this.nodes = Object.fromEntries(
      Object.entries(environment.nodes).map(([key, node]) => [
        key,
        new ChainNode(this, key, { ...node, ...place, name: key }),
      ]),
    );
    this.watch(monitoring);
  }
}

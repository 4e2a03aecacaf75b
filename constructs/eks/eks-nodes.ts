import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { markIdentity } from "../core/identity";
import type { IEksCluster, NodeGroupProps } from "./eks-props";
import { NodeGroup } from "./node-group";
import { checkNodeGroup } from "./node-group-checks";
import { NodeRole } from "./node-role";

/** Props of `EksNodes`. */
export interface EksNodesProps extends NodeGroupProps {
  /** Cluster that they join. Its network add-on has to be there. */
  readonly cluster: IEksCluster;
  /** Short name of the group, unique in the cluster. */
  readonly name: string;
}

/**
 * Nodes beside those that a cluster was made with, for whatever brings nodes of its own. They have a role of their own,
 * which EKS lets in by itself (Amazon EKS User Guide, "Create access entries": managed node groups).
 */
export class EksNodes extends Construct {
  /** The group, for resources that have to wait for its nodes. */
  public readonly group: NodeGroup;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: EksNodesProps) {
    super(scope, id);
    const { cluster, name, ...group } = props;
    const check = new Checker(this.node.path);
    checkNodeGroup(check, name, group, cluster.network);
    check.done();
    markIdentity(this, { kind: "cluster", name: cluster.clusterName });
    this.group = new NodeGroup(
      this,
      "nodes",
      {
        name,
        clusterName: cluster.clusterName,
        clusterReference: cluster.clusterName,
        kubernetesVersion: cluster.kubernetesVersion,
        clusterSecurityGroupId: cluster.clusterSecurityGroupId,
        network: cluster.network,
        role: new NodeRole(this, "role", { namePrefix: "eks-node-" }),
        dependsOn: [],
      },
      group,
    );
  }
}

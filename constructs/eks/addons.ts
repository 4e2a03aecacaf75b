import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EksAddonName, EksAddonVersions } from "../../lib/catalogue/aws/eks-versions";
import { PodRole } from "../core/pod-identity";

/** Props of `Addons`. */
export interface AddonsProps {
  readonly clusterName: string;
  /** The cluster's name as a live reference, so that add-ons wait for it. */
  readonly clusterReference: string;
  readonly versions: EksAddonVersions;
  readonly networkPolicyMode: "standard" | "strict";
}

const NAMESPACE = "kube-system";

interface AddonOptions {
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly role?: { readonly role: PodRole; readonly serviceAccountName: string };
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * The add-ons EKS manages, each at an exact build. Those that make a node a node come before the nodes; those that run
 * as ordinary pods come after.
 */
export class Addons extends Construct {
  /** What nodes have to wait for. */
  public readonly beforeNodes: readonly ITerraformDependable[];
  private readonly props: AddonsProps;

  public constructor(scope: Construct, id: string, props: AddonsProps) {
    super(scope, id);
    this.props = props;
    const podIdentity = this.addOne("eks-pod-identity-agent", {});
    const cniRole = this.addRole("vpc-cni-role", "aws-node", "AmazonEKS_CNI_Policy");
    const cni = this.addOne("vpc-cni", {
      // Without this, NetworkPolicy objects are accepted and not enforced (Amazon EKS User Guide).
      configuration: {
        enableNetworkPolicy: "true",
        env: { NETWORK_POLICY_ENFORCING_MODE: props.networkPolicyMode },
      },
      role: { role: cniRole, serviceAccountName: "aws-node" },
      dependsOn: [podIdentity],
    });
    this.beforeNodes = [podIdentity, cni, this.addOne("kube-proxy", {})];
  }

  /** Adds those that need nodes to run on. */
  public addAfterNodes(nodes: readonly ITerraformDependable[]): void {
    this.addOne("coredns", { dependsOn: nodes });
    // V2 reaches only volumes and snapshots that the driver made (AWS Managed Policy Reference, AmazonEBSCSIDriverPolicyV2).
    const role = this.addRole("aws-ebs-csi-driver-role", "ebs-csi-controller-sa", "AmazonEBSCSIDriverPolicyV2");
    this.addOne("aws-ebs-csi-driver", {
      role: { role, serviceAccountName: "ebs-csi-controller-sa" },
      dependsOn: nodes,
    });
  }

  private addRole(id: string, serviceAccountName: string, policy: string): PodRole {
    return new PodRole(this, id, {
      clusterName: this.props.clusterName,
      namespace: NAMESPACE,
      serviceAccountName,
      managedPolicies: [policy],
      associate: false,
    });
  }

  private addOne(name: EksAddonName, options: AddonOptions): EksAddon {
    const waitFor = [...(options.dependsOn ?? []), ...(options.role?.role.ready ?? [])];
    return new EksAddon(this, name, {
      clusterName: this.props.clusterReference,
      addonName: name,
      addonVersion: this.props.versions[name],
      // What stands here is what runs: changes made by hand are put right on the next update.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(options.configuration === undefined ? {} : { configurationValues: JSON.stringify(options.configuration) }),
      ...(options.role === undefined
        ? {}
        : {
            podIdentityAssociation: [
              { roleArn: options.role.role.roleArn, serviceAccount: options.role.serviceAccountName },
            ],
          }),
      ...(waitFor.length === 0 ? {} : { dependsOn: waitFor }),
    });
  }
}

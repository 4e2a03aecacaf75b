import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/** Props of `ApiAccess`. */
export interface ApiAccessProps {
  readonly clusterName: string;
  readonly vpcId: string;
  readonly cidrs: readonly string[];
  readonly securityGroupIds: Readonly<Record<string, string>>;
}

const HTTPS = 443;

/** The door to a cluster's private API: closed but for the blocks and groups that were named. */
export class ApiAccess extends Construct {
  /** The control plane's additional security group. */
  public readonly securityGroupId: string;

  public constructor(scope: Construct, id: string, props: ApiAccessProps) {
    super(scope, id);
    const group = new SecurityGroup(this, "Resource", {
      namePrefix: `eks-${props.clusterName}-api-`,
      description: "Who may reach the Kubernetes API from outside the cluster",
      vpcId: props.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    this.securityGroupId = group.id;
    for (const cidr of props.cidrs) {
      this.addRule(`from-${cidr.replace(/[./]/g, "-")}`, { cidrIpv4: cidr });
    }
    for (const [name, securityGroupId] of Object.entries(props.securityGroupIds)) {
      this.allowFrom(name, securityGroupId);
    }
  }

  /** Lets the members of a security group in. */
  public allowFrom(name: string, securityGroupId: string): void {
    this.addRule(`from-${name}`, { referencedSecurityGroupId: securityGroupId });
  }

  private addRule(id: string, source: { cidrIpv4: string } | { referencedSecurityGroupId: string }): void {
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      description: "Kubernetes API",
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
      ...source,
    });
  }
}

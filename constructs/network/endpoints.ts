import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/** Props of `Endpoints`. */
export interface EndpointsProps {
  readonly vpcId: string;
  readonly cidr: string;
  readonly region: string;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly services: readonly string[];
}

/**
 * Services that a private cluster of production talks to all the time: images, identity, logs, sessions and keys. Each
 * costs by the hour and zone, so a network has none of them unless asked.
 */
export const PRODUCTION_ENDPOINTS = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "kms",
  "logs",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

const HTTPS = 443;

/** Ways to AWS services that do not leave the network: S3 through the route tables, others through addresses inside. */
export class Endpoints extends Construct {
  public constructor(scope: Construct, id: string, props: EndpointsProps) {
    super(scope, id);
    new VpcEndpoint(this, "s3", {
      vpcId: props.vpcId,
      serviceName: `com.amazonaws.${props.region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...props.routeTableIds],
    });
    if (props.services.length === 0) return;
    const group = new SecurityGroup(this, "access", {
      namePrefix: "endpoints-",
      description: "AWS service endpoints: HTTPS from inside the network",
      vpcId: props.vpcId,
      lifecycle: { createBeforeDestroy: true },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: group.id,
      description: "HTTPS from the network",
      cidrIpv4: props.cidr,
      ipProtocol: "tcp",
      fromPort: HTTPS,
      toPort: HTTPS,
    });
    for (const service of [...new Set(props.services)].sort()) {
      new VpcEndpoint(this, service.replaceAll(".", "-"), {
        vpcId: props.vpcId,
        serviceName: `com.amazonaws.${props.region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [...props.subnetIds],
        securityGroupIds: [group.id],
      });
    }
  }
}

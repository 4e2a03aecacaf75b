import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { helmProviderConfig, kubernetesProviderConfig } from "cdktf-palisade/cluster";
import { addValidations } from "cdktf-palisade/core";
import { ClusterAccess, EksCluster } from "cdktf-palisade/eks";
import { Network } from "cdktf-palisade/network";
import { StateBucket } from "cdktf-palisade/state";
import type { Construct } from "constructs";

const REGION = "eu-central-1";

export class PrivateClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string, deployRoleArn: string, runnerSecurityGroupId: string) {
    super(scope, id);
    addValidations(this);
    const states = StateBucket.fromAttributes({ bucketName: "our-states", region: REGION });
    new S3Backend(this, states.backendSettings(`${id}.tfstate`));
    new AwsProvider(this, "aws", { region: REGION });
    const cluster = new EksCluster(this, "cluster", {
      name: "prod-main",
      network: new Network(this, "network", { name: "prod-main", region: REGION, cidr: "10.20.0.0/16" }),
      access: { deploy: { principalArn: deployRoleArn, level: "admin" } },
      nodeGroups: { general: { instanceTypes: ["m7i.large"], minNodes: 2, maxNodes: 6 } },
      // A runner inside the network:
      apiSecurityGroupIds: { runner: runnerSecurityGroupId },
    });

    // A forwarded port, for people:
    const access = new ClusterAccess(this, "access", { cluster });
    new TerraformOutput(this, "forward_command", { value: access.forwardCommand(8443) });

    // In the stacks that come after; `connection()` without the port on a runner.
    const connection = cluster.connection({ portForward: { localPort: 8443 } });
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(connection));
    new HelmProvider(this, "helm", helmProviderConfig(connection));
  }
}

import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { Construct } from "constructs";
import { KARPENTER_NODE_IMAGE } from "../../lib/catalogue/aws/eks-versions";
import { KARPENTER_CHART } from "../../lib/catalogue/charts/karpenter";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { AwsAccount } from "../core/aws-account";
import { type ChartOverrides, HelmChart, withOverrides } from "../core/helm-chart";
import { identityLabels, markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { PodRole } from "../core/pod-identity";
import type { IEksCluster } from "./eks-props";
import { KarpenterInterruptions } from "./karpenter-interruptions";
import { type NodePoolProps, nodeClass, nodePool } from "./karpenter-nodes";
import { karpenterPolicies } from "./karpenter-policy";
import { NodeRole } from "./node-role";

/** Props of `Karpenter`. */
export interface KarpenterProps {
  /** Cluster whose nodes it adds and removes. Its own pods run on a managed node group. */
  readonly cluster: IEksCluster;
  /** Namespace of its pods. */
  readonly namespace: INamespace;
  /** Kinds of nodes it may add, by name. */
  readonly nodePools: Readonly<Record<string, NodePoolProps>>;
  /** Dated node image. @default - the one in the catalogue: "al2023@v20260903" */
  readonly imageAlias?: string;
  /** Changes to the chart karpenter, over the values that make it safe. @default - none */
  readonly chart?: ChartOverrides;
}

const SERVICE_ACCOUNT = "karpenter";
/** Karpenter takes other families too; the node class here names the disk of Amazon Linux 2023. */
const IMAGE_ALIAS = /^al2023@v\d{8}$/;
const POOL_NAME = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

function floatingImage(got: string): Problem {
  return {
    what: "Karpenter's node image is not an exact release",
    got,
    allowed: "al2023@v and a date, such as al2023@v20260903",
    doThis: "pin a release of the EKS-optimised Amazon Linux 2023; @latest replaces nodes whenever AWS publishes one",
  };
}

function noPools(): Problem {
  return { what: "Karpenter has no node pool and would add nothing", doThis: "name at least one in nodePools" };
}

function oddPool(got: string): Problem {
  return {
    what: "a node pool has a name that Kubernetes does not take",
    got,
    allowed: "1 to 63 characters a-z, 0-9 and -, starting with a letter",
    doThis: "choose another name",
  };
}

function badPoolNumber(pool: string, field: string, got: number): Problem {
  return {
    what: `${field} of the node pool ${pool} is not a size`,
    got,
    allowed: "a whole number above 0",
    doThis: "correct it",
  };
}

/** Karpenter: adds nodes when pods wait for them, and removes them when they stand empty. */
export class Karpenter extends Construct {
  /** Role of the nodes it adds. */
  public readonly nodeRoleName: string;

  /** @throws PalisadeError listing everything wrong with the props */
  public constructor(scope: Construct, id: string, props: KarpenterProps) {
    super(scope, id);
    const imageAlias = props.imageAlias ?? KARPENTER_NODE_IMAGE;
    this.check(props, imageAlias);
    const { cluster } = props;
    const identity = { kind: "cluster", name: `${cluster.clusterName}-karpenter` } as const;
    markIdentity(this, identity);
    const account = AwsAccount.of(this);
    const interruptions = new KarpenterInterruptions(this, "interruptions", {
      queueName: physicalName([cluster.clusterName, "karpenter"], NameRules.awsSqsQueue),
    });
    const nodeRole = new NodeRole(this, "node-role", { namePrefix: "karpenter-node-" });
    this.nodeRoleName = nodeRole.roleName;
    const nodeAccess = new EksAccessEntry(this, "node-access", {
      clusterName: cluster.clusterName,
      principalArn: nodeRole.roleArn,
      type: "EC2_LINUX",
    });
    const role = new PodRole(this, "controller-role", {
      clusterName: cluster.clusterName,
      namespace: props.namespace.namespaceName,
      serviceAccountName: SERVICE_ACCOUNT,
      policies: karpenterPolicies({
        partition: account.partition,
        accountId: account.accountId,
        region: cluster.region,
        clusterName: cluster.clusterName,
        nodeRoleArn: nodeRole.roleArn,
        queueArn: interruptions.queueArn,
      }),
    });
    const chart = new HelmChart(this, "chart", {
      chart: KARPENTER_CHART,
      namespace: props.namespace,
      ...withOverrides(
        {
          serviceAccount: { name: SERVICE_ACCOUNT },
          settings: {
            clusterName: cluster.clusterName,
            interruptionQueue: interruptions.queueName,
            // Without a way to the internet it cannot ask for prices and takes those it was built with.
            isolatedVPC: !cluster.network.internetEgress,
          },
        },
        props.chart,
      ),
      dependsOn: [...role.ready, ...nodeRole.attachments, nodeAccess],
    });
    const context = { cluster, nodeRoleName: nodeRole.roleName, imageAlias, tags: identityLabels(identity) };
    new ManifestBundle(this, "nodes", {
      namespace: props.namespace,
      manifests: Object.entries(props.nodePools).flatMap(([name, pool]) => [
        nodeClass(name, pool, context),
        nodePool(name, pool),
      ]),
      dependsOn: [chart.release],
    });
  }

  private check(props: KarpenterProps, imageAlias: string): void {
    const check = new Checker(this.node.path);
    const pools = Object.entries(props.nodePools);
    check.that(IMAGE_ALIAS.test(imageAlias), () => floatingImage(imageAlias));
    check.that(pools.length > 0, noPools);
    for (const [name, pool] of pools) {
      check.that(POOL_NAME.test(name), () => oddPool(name));
      const sizes = {
        cpuLimitCores: pool.cpuLimitCores,
        memoryLimitGiB: pool.memoryLimitGiB,
        diskGiB: pool.diskGiB,
        expireAfterDays: pool.expireAfterDays,
        oldestGeneration: pool.oldestGeneration,
      };
      for (const [field, size] of Object.entries(sizes)) {
        if (size === undefined) continue;
        check.that(Number.isInteger(size) && size > 0, () => badPoolNumber(name, field, size));
      }
    }
    check.done();
  }
}

import type { NodePurpose } from "../core/cluster";
import type { Manifest } from "../core/manifest-bundle";
import type { IEksCluster } from "./eks-props";
import { PURPOSE_KEY } from "./reserved-nodes";

/** A kind of nodes that Karpenter may add. */
export interface NodePoolProps {
  /** Most processor cores all its nodes together may have: what keeps a runaway from costing a fortune. */
  readonly cpuLimitCores: number;
  /** Most memory all its nodes together may have, in GiB. */
  readonly memoryLimitGiB: number;
  /** Interruptible instances at a lower price. @default - false */
  readonly spot?: boolean;
  /** Processor architectures. @default - x86_64 alone */
  readonly architectures?: readonly ("x86_64" | "arm64")[];
  /** Instance categories, such as `m`. @default - c, m and r */
  readonly instanceCategories?: readonly string[];
  /** Oldest instance generation it may use. @default - 6 */
  readonly oldestGeneration?: number;
  /** Root disk of a node, in GiB. @default - 80 */
  readonly diskGiB?: number;
  /** Reserve the nodes by label and taint. Peers need public addresses, which managed node groups give. @default - any pod */
  readonly purpose?: Exclude<NodePurpose, "peers">;
  /** Days until a node is replaced with a fresh one. @default - 30 */
  readonly expireAfterDays?: number;
  /** Remove only empty nodes, never move a pod to save money. @default - true for signers and validators, else false */
  readonly onlyWhenEmpty?: boolean;
}

const DEFAULT_DISK_GIB = 80;
const DEFAULT_EXPIRE_DAYS = 30;
const DEFAULT_OLDEST_GENERATION = 6;
const HOURS_PER_DAY = 24;
const SETTLE_TIME = "5m";
const ARCHITECTURE_LABELS = { x86_64: "amd64", arm64: "arm64" } as const;

/** What node classes need to know of their surroundings. */
export interface NodeClassContext {
  readonly cluster: IEksCluster;
  readonly nodeRoleName: string;
  /** Dated node image, such as `al2023@v20260903`. */
  readonly imageAlias: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The EC2NodeClass of a pool: how its instances are made. */
export function nodeClass(name: string, pool: NodePoolProps, context: NodeClassContext): Manifest {
  const { cluster } = context;
  const discoveryName = cluster.network.discoveryName;
  return {
    apiVersion: "karpenter.k8s.aws/v1",
    kind: "EC2NodeClass",
    metadata: { name },
    spec: {
      role: context.nodeRoleName,
      amiSelectorTerms: [{ alias: context.imageAlias }],
      subnetSelectorTerms:
        discoveryName === undefined
          ? cluster.network.subnetIds("private").map((id) => ({ id }))
          : [{ tags: { "karpenter.sh/discovery": discoveryName } }],
      securityGroupSelectorTerms: [{ id: cluster.clusterSecurityGroupId }],
      associatePublicIPAddress: false,
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        httpProtocolIPv6: "disabled",
      },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          rootVolume: true,
          ebs: {
            volumeType: "gp3",
            volumeSize: `${pool.diskGiB ?? DEFAULT_DISK_GIB}Gi`,
            encrypted: true,
            deleteOnTermination: true,
          },
        },
      ],
      detailedMonitoring: true,
      tags: context.tags,
    },
  };
}

/** The NodePool of a pool: which pods get nodes, of which sizes, and when nodes go again. */
export function nodePool(name: string, pool: NodePoolProps): Manifest {
  const onlyWhenEmpty = pool.onlyWhenEmpty ?? pool.purpose !== undefined;
  const architectures = (pool.architectures ?? ["x86_64"]).map((each) => ARCHITECTURE_LABELS[each]);
  const oldest = pool.oldestGeneration ?? DEFAULT_OLDEST_GENERATION;
  return {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name },
    spec: {
      template: {
        ...(pool.purpose === undefined ? {} : { metadata: { labels: { [PURPOSE_KEY]: pool.purpose } } }),
        spec: {
          nodeClassRef: { group: "karpenter.k8s.aws", kind: "EC2NodeClass", name },
          expireAfter: `${(pool.expireAfterDays ?? DEFAULT_EXPIRE_DAYS) * HOURS_PER_DAY}h`,
          ...(pool.purpose === undefined
            ? {}
            : { taints: [{ key: PURPOSE_KEY, value: pool.purpose, effect: "NoSchedule" }] }),
          requirements: [
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "kubernetes.io/arch", operator: "In", values: architectures },
            { key: "karpenter.sh/capacity-type", operator: "In", values: [pool.spot === true ? "spot" : "on-demand"] },
            {
              key: "karpenter.k8s.aws/instance-category",
              operator: "In",
              values: pool.instanceCategories ?? ["c", "m", "r"],
            },
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gte", values: [String(oldest)] },
          ],
        },
      },
      limits: { cpu: String(pool.cpuLimitCores), memory: `${pool.memoryLimitGiB}Gi` },
      disruption: {
        consolidationPolicy: onlyWhenEmpty ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
        consolidateAfter: SETTLE_TIME,
        budgets: [{ nodes: "10%" }],
      },
    },
  };
}

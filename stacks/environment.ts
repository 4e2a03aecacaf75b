import type { AgentProps } from "../constructs/agent";
import type { PortForward } from "../constructs/cluster";
import type { NodeGroupProps } from "../constructs/eks";
import type { ChainNodePropsFor } from "../constructs/node";
import type { ProfileName } from "../constructs/policy";
import type { ChainName } from "../lib/catalogue";
import type { AccessEntry } from "./environment-access";
import type { AuditEntry } from "./environment-audit";
import type { GuardEntry } from "./environment-guard";
import type { SignersEntry } from "./environment-signers";
import type { TrustEntry } from "./environment-trust";
import type { VaultEntry } from "./environment-vault";

/** An AWS account and region that an environment lives in. */
export interface AwsPlatform {
  readonly kind: "aws";
  /** Twelve-digit account number; the provider refuses every other account. */
  readonly accountId: string;
  /** Region, such as `eu-central-1`. */
  readonly region: string;
  /** IPv4 block of the environment's network; no two environments may share addresses. */
  readonly cidr: string;
  /** How private subnets reach the internet. */
  readonly nat: "perZone" | "single";
  /** Whether clusters and databases refuse to be deleted. */
  readonly deletionProtection: boolean;
  /** Exact name of the bucket that holds the environment's state. */
  readonly stateBucket: string;
  /** The audit trail of the account. */
  readonly audit: AuditEntry;
  /** How people reach private machines. @default - as the account has it: no session is governed here */
  readonly access?: AccessEntry;
  /** Role that people and pipelines assume to administer the cluster. */
  readonly clusterAdminRoleArn: string;
  /**
   * Port of this machine that is forwarded to the cluster's private API, as `docs/private-endpoint.md` tells.
   * @default - the API is reached directly, from inside the network
   */
  readonly portForward?: PortForward;
  /** Nodes of the cluster by group. One group without a purpose is needed; `peers` nodes carry the chain software. */
  readonly nodeGroups: Readonly<Record<string, NodeGroupProps>>;
}

/** A Kubernetes cluster that is already there. No cloud account is needed. */
export interface ExistingPlatform {
  readonly kind: "existing";
  /** Context in the kubeconfig file. */
  readonly kubeContext: string;
  /** Storage class for volumes. @default - the cluster's default class */
  readonly storageClassName?: string;
}

/** Sizes of an environment's monitoring. */
export interface MonitoringEntry {
  /** Days that samples are kept. */
  readonly retentionDays: number;
  /** Storage of each Prometheus, in GiB. */
  readonly storageGiB: number;
  /** Number of Prometheus and Alertmanager replicas. */
  readonly replicas: number;
  /** Path in Vault of Alertmanager's configuration, whose receivers hold tokens. @default - alerts go nowhere */
  readonly receiversPath?: string;
}

/** One node: what it follows and with which clients. Where it runs is the environment's. */
export type NodeEntry = {
  [C in ChainName]: Omit<ChainNodePropsFor<C>, "cluster" | "namespace" | "name" | "storageClassName">;
}[ChainName];

/** One agent: what it does. Where it runs and how it reaches things is the environment's. */
export interface AgentEntry extends Omit<AgentProps, "cluster" | "namespace" | "name" | "secrets" | "egress"> {
  /** Secrets it reads: path in the environment's mount, and the names of the values there. @default - none */
  readonly secretPaths?: Readonly<Record<string, readonly string[]>>;
  /**
   * Whether it may use the environment's RPC tier: `RPC_URL` says where, and where the tier is published,
   * `RPC_SECRET_FILE` names the file with the value for the header `X-ERPC-Secret-Token`. @default - false
   */
  readonly usesRpc?: boolean;
  /** Whether it may reach the internet over HTTPS, for its model and its tools. @default - false */
  readonly usesInternet?: boolean;
}

/** How an environment's RPC tier is published. On AWS alone: a load balancer with a certificate of ACM serves it. */
export interface PublishedRpc {
  /** Host name that clients use. */
  readonly domain: string;
  /** Certificate for it in ACM, in the environment's region. */
  readonly certificateArn: string;
  /** Path in Vault of the value that every client has to show; its key there is `token`. */
  readonly clientSecretPath: string;
  /** Requests that one address may send in a minute. @default - the firewall's: 6000 */
  readonly requestsPerMinutePerAddress?: number;
}

/** The RPC tier of an environment. */
export interface RpcEntry {
  /** Number of gateways, at least two. */
  readonly replicas: number;
  /** Path in Vault of the external provider's endpoint. */
  readonly externalEndpointPath: string;
  /** How the public reaches it. @default - the tier stays inside the cluster */
  readonly published?: PublishedRpc;
}

/** One deployment of everything, as data. */
export interface EnvironmentSpec {
  /** Name, such as `prod`; the first part of every stack's name. */
  readonly name: string;
  /** Team that answers for it. */
  readonly owner: string;
  /** Cost centre that pays for it. */
  readonly costCentre: string;
  /**
   * Whether people depend on it. Each of its images without a digest in `images.lock.json` is then worth a warning.
   * @default - false
   */
  readonly production?: boolean;
  /** What the guardrails do about what they find: `strict`, `standard` or `relaxed`. */
  readonly guardrails: ProfileName;
  /** Address below which the runbooks are published. */
  readonly runbookBaseUrl: string;
  /** Where it runs. */
  readonly platform: AwsPlatform | ExistingPlatform;
  /** Where its secrets live. */
  readonly vault: VaultEntry;
  /** Sizes of its monitoring. */
  readonly monitoring: MonitoringEntry;
  /** What guards the cluster itself. @default - nothing does: a machine of one's own */
  readonly guard?: GuardEntry;
  /** How its programs prove who they are to each other. @default - by network policies, and by what each brings itself */
  readonly trust?: TrustEntry;
  /** Nodes by a key that never changes; the key is part of addresses. At least one. */
  readonly nodes: Readonly<Record<string, NodeEntry>>;
  /** Its RPC tier. */
  readonly rpc: RpcEntry;
  /** What holds keys and signs with them. @default - nothing does */
  readonly signers?: SignersEntry;
  /** Agents by a key that never changes. */
  readonly agents: Readonly<Record<string, AgentEntry>>;
}

/** An environment with an AWS account of its own. */
export interface AwsEnvironment extends EnvironmentSpec {
  readonly platform: AwsPlatform;
}

/** True for an environment with an AWS account of its own. */
export function isAwsEnvironment(environment: EnvironmentSpec): environment is AwsEnvironment {
  return environment.platform.kind === "aws";
}

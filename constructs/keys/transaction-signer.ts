import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { SIGNERS } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { escapeForTerraform } from "../../lib/core/escape";
import { NameRules, physicalName } from "../../lib/core/naming";
import { kmsKeyFile, transactionSignerArguments } from "../../lib/render/web3signer";
import { Controller } from "../core/controller";
import { markIdentity } from "../core/identity";
import { Peer } from "../core/peer";
import { POD_IDENTITY_AGENT, PodRole } from "../core/pod-identity";
import { Volume } from "../core/volume";
import type { IWatchable, Watched } from "../core/watchable";
import { Workload } from "../core/workload";
import type { IEksCluster } from "../eks";
import { ChainNode } from "../node";
import { AwsKmsKeys } from "./aws-kms-keys";
import { requireProps } from "./key-checks";
import { claimKeys } from "./key-registry";
import { accountProblem, checkHosts, checkReplicas, checkTls } from "./signer-checks";
import {
  imageOf,
  listenerOf,
  POD_TEMPORARY_MIB,
  POD_TEMPORARY_VOLUME,
  SIGNING,
  serviceNames,
  signerContainer,
} from "./signer-pod";
import { checkLimits, type SpendLimits } from "./spend-limits";
import {
  checkEnforcement,
  POLICY_FILE,
  policyFolderOf,
  type SpendEnforcement,
  type SpendGrant,
  spendPolicy,
} from "./spend-policy";
import type { TransactionSignerProps } from "./transaction-signer-props";

const SPEC = SIGNERS["web3signer-eth1"];
const DEFAULT_REPLICAS = 2;

function noWallets(): Problem {
  return {
    what: "a signer of transactions has no wallet to sign for",
    allowed: "KeySource.awsKms on secp256k1",
    doThis: "name at least one in wallets",
  };
}

function notAWallet(got: unknown): Problem {
  return {
    what: "a signer of transactions was given something that it cannot ask to sign",
    got: typeof got === "object" ? undefined : typeof got,
    allowed: "KeySource.awsKms on secp256k1; keys as text would stand in the state",
    doThis: "make the wallet in KMS",
  };
}

function wrongCurve(name: string, got: string): Problem {
  return {
    what: `transactions of EVM chains are signed with secp256k1, and the key of ${name} is none`,
    got,
    allowed: "secp256k1",
    doThis: "make another key for this chain",
  };
}

function walletElsewhere(got: string, stack: string): Problem {
  return {
    what: "the wallet stands in another stack: its policy names the signer's role, so its key would come after the signer",
    got,
    allowed: `wallets of the stack ${stack}`,
    doThis: "make the wallet in the signer's stack",
  };
}

function noNode(got: unknown): Problem {
  return {
    what: "a signer of transactions has no node to hand them to, and so no chain that they are for",
    got: typeof got,
    allowed: "a ChainNode",
    doThis: "set node",
  };
}

function notAReader(where: string): Problem {
  return {
    what: "what is to pay is no program of this app",
    allowed: "a Workload",
    doThis: "hand over the workload that pays, and its limits",
    where,
  };
}

function grantedTwice(reader: string, where: string): Problem {
  return {
    what: "one reader was given two sets of limits, and nobody can tell which holds",
    got: reader,
    allowed: "one call of grantSign for each reader",
    doThis: "merge the two",
    where,
  };
}

/**
 * Web3Signer for hot wallets: it asks AWS KMS to sign, with a role that only its pods have, and hands transactions to a
 * node. Each signature stands in CloudTrail and in its access log. It does not know limits: they are written down as a
 * policy for a program in between, and `enforcement` says which one, or that there is none.
 */
export class TransactionSigner extends Construct implements IWatchable {
  /** Its replicas. */
  public readonly workload: Workload;
  /** Its role in AWS. */
  public readonly role: PodRole;
  /** What to watch. */
  public readonly watched: readonly Watched[];

  private readonly enforcement: SpendEnforcement;
  private readonly policy: ConfigMapV1;
  private readonly render: (grants: readonly SpendGrant[]) => string;
  private grants: readonly SpendGrant[] = [];

  /** @throws PalisadeError listing every problem of the props, and every key that something else signs with */
  public constructor(scope: Construct, id: string, props: TransactionSignerProps) {
    super(scope, id);
    requireProps(this.node.path, props);
    const replicas = props.replicas ?? DEFAULT_REPLICAS;
    checkSigner(this, props, replicas);
    const { cluster, namespace, wallets, node, tls, enforcement } = props;
    const name = props.name ?? id;
    const keys = wallets.flatMap((wallet) => wallet.keys);
    claimKeys(this, "signer", keys);
    const { chain, name: network, spec: chainSpec } = node.network;
    const identity = { kind: "signer", name, chain: chain.name, network, client: SPEC.name, role: "signer" } as const;
    markIdentity(this, identity);
    this.role = new PodRole(this, "role", {
      clusterName: cluster.clusterName,
      namespace: namespace.namespaceName,
      serviceAccountName: name,
    });
    for (const wallet of wallets) wallet.grantSign(this.role);
    const hosts = [...serviceNames(name, namespace, cluster), ...(props.hosts ?? [])];
    const rpc = new URL(node.rpcUrl);
    const downstream = { chainId: chainSpec.chainId, host: rpc.hostname, port: Number(rpc.port) };
    this.workload = new Workload(this, "workload", {
      cluster,
      namespace,
      identity: { ...identity, keys },
      controller: Controller.deployment({ replicas }),
      containers: [
        signerContainer({
          spec: SPEC,
          image: imageOf(SPEC, props.image, this.node.path),
          resources: props.resources,
          args: transactionSignerArguments(SPEC, listenerOf(SPEC, hosts, tls.files), downstream),
        }),
      ],
      volumes: [Volume.scratch(POD_TEMPORARY_VOLUME, { sizeMiB: POD_TEMPORARY_MIB })],
      configuration: {
        path: SPEC.folder,
        files: Object.fromEntries(
          wallets.map((wallet) => [`${wallet.name}.yaml`, kmsKeyFile(cluster.region, wallet.alias)]),
        ),
      },
      metrics: { port: SPEC.metrics.port, path: SPEC.metrics.path },
      stopGraceSeconds: SPEC.stopGraceSeconds,
      nodePurpose: "signers",
    });
    tls.mountInto(this.workload);
    node.grantRpc(this.workload);
    allowAws(this.workload, cluster);
    // A pod that starts before its role is there gets no credentials until it is started again, and one that starts before
    // its keys, which its configuration names by plain text, goes on without them.
    this.workload.node.addDependency(this.role, ...wallets);
    this.enforcement = enforcement;
    this.render = (grants) =>
      escapeForTerraform(
        spendPolicy(
          { signer: name, chainId: chainSpec.chainId, wallets: wallets.map((wallet) => wallet.name), enforcement },
          grants,
        ),
      );
    this.policy = this.writePolicy(name, namespace.nameFor(this));
    this.watched = [
      { subject: SPEC.metrics.subject, workload: this.workload, parameters: { expectedKeys: wallets.length } },
    ];
  }

  /** Address for signing, inside the cluster. */
  public get url(): string {
    return this.workload.url(SIGNING, "https");
  }

  /**
   * Lets a workload have transactions signed within limits. It reaches the spend guard, and only that reaches the signer;
   * where nobody enforces limits, it reaches the signer itself.
   *
   * @throws PalisadeError listing every problem of the reader and its limits
   */
  public grantSign(reader: Workload, limits: SpendLimits): void {
    if (!(reader instanceof Workload)) throw new PalisadeError([notAReader(this.node.path)]);
    const check = new Checker(`${this.node.path} limits of ${reader.node.path}`);
    const account = reader.serviceAccountName;
    const who = `${reader.namespace.namespaceName}/${account}`;
    const problem = accountProblem(reader, "what pays", "so that its limits would be those of every pod there");
    if (problem !== undefined) check.add(problem);
    check.that(!this.grants.some((grant) => grant.reader === who), () => grantedTwice(who, this.node.path));
    checkLimits(check, limits);
    check.done();
    this.grants = [...this.grants, { reader: who, limits }];
    this.policy.data = { [POLICY_FILE]: this.render(this.grants) };
    const { guard } = this.enforcement;
    const [target, port] = guard === undefined ? [this.workload, SIGNING] : [guard.workload, guard.port];
    target.allowFrom(reader, port);
    reader.allowTo(target, { port: target.port(port).port });
  }

  private writePolicy(name: string, namespace: string): ConfigMapV1 {
    const policy = new ConfigMapV1(this, "spend-policy", {
      metadata: { name: `${name}-spend-policy`, namespace },
      data: { [POLICY_FILE]: this.render([]) },
    });
    const { guard } = this.enforcement;
    if (guard === undefined) return policy;
    const volumeName = physicalName([name, "spend-policy"], NameRules.kubernetesLabel);
    guard.workload.mount(Volume.configuration(volumeName, policy.metadata.name), policyFolderOf(name, guard));
    this.workload.allowFrom(guard.workload, SIGNING);
    guard.workload.allowTo(this.workload, { port: this.workload.port(SIGNING).port });
    return policy;
  }
}

function checkSigner(scope: Construct, props: TransactionSignerProps, replicas: number): void {
  const check = new Checker(scope.node.path);
  const stack = TerraformStack.of(scope);
  const wallets: readonly unknown[] = Array.isArray(props.wallets) ? props.wallets : [];
  checkReplicas(check, replicas);
  check.that(wallets.length > 0, noWallets);
  for (const wallet of wallets) {
    if (!(wallet instanceof AwsKmsKeys)) check.add(notAWallet(wallet));
    else {
      check.that(wallet.curve === "secp256k1", () => wrongCurve(wallet.name, wallet.curve));
      check.that(TerraformStack.of(wallet) === stack, () => walletElsewhere(wallet.node.path, stack.node.path));
    }
  }
  check.that(props.node instanceof ChainNode, () => noNode(props.node));
  checkTls(check, props.tls);
  checkHosts(check, props.hosts);
  checkEnforcement(check, props.enforcement, props.namespace);
  check.done();
}

/** The way to its credentials, and to KMS: inside the network where it has an endpoint, else over the internet. */
function allowAws(signer: Workload, cluster: IEksCluster): void {
  signer.allowTo(POD_IDENTITY_AGENT.peer, ...POD_IDENTITY_AGENT.ports);
  const isInside = cluster.network.interfaceEndpoints.includes("kms");
  signer.allowTo(isInside ? Peer.cidr(cluster.network.cidr) : Peer.internet(), { port: 443 });
}

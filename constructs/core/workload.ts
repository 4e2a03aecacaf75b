import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { shortDigest } from "../../lib/core/digest";
import { PalisadeError } from "../../lib/core/errors";
import { escapeForTerraform } from "../../lib/core/escape";
import type { RestartTarget } from "../../lib/render/delivered-object";
import { noteAskedTraffic, partyOf } from "./asked-traffic";
import type { ICluster } from "./cluster";
import type { ContainerPort, ContainerSpec } from "./container";
import {
  applicationLabels,
  type IdentityProps,
  type IKeepsPods,
  identityAnnotations,
  identityLabels,
  markIdentity,
} from "./identity";
import type { INamespace } from "./namespace";
import { type IPeer, KUBERNETES_API_PORTS, Peer, type PeerPort, type PeerSelector } from "./peer";
import { type RenderedPod, renderPodSpec } from "./pod-spec";
import type { Volume } from "./volume";
import { noteDeclaredTraffic } from "./workload-asked";
import { checkWorkload } from "./workload-checks";
import { declareController, type WorkloadController } from "./workload-controller";
import { type AllowedTraffic, renderNetworkPolicy, trafficOfExposures } from "./workload-network";
import type { ConfigurationFiles, MetricsEndpoint, WorkloadProps } from "./workload-props";
import { declareServices } from "./workload-services";

/**
 * One hardened Kubernetes workload with everything around it: service account, services per exposure, network policy
 * (default deny both ways), disruption budget, content-addressed configuration and a restricted security context.
 */
export class Workload extends Construct implements IPeer, IKeepsPods {
  /** Its name in Kubernetes. */
  public readonly name: string;
  /** Namespace it lives in. */
  public readonly namespace: INamespace;
  /** Cluster it runs on. */
  public readonly cluster: ICluster;
  /** What it is. */
  public readonly identity: IdentityProps;
  /** Service account of its pods. Nothing else uses it, so a right given to it is given to this workload alone. */
  public readonly serviceAccountName: string;
  /** Labels that select exactly its pods. */
  public readonly podLabels: Readonly<Record<string, string>>;
  /** Where it shows its metrics; undefined when it does not. */
  public readonly metrics: MetricsEndpoint | undefined;
  /** Whether its pods run to the end, as those of jobs do, rather than for ever. */
  public readonly runsToTheEnd: boolean;
  /** Every port of its containers. */
  public readonly ports: readonly ContainerPort[];
  /** Host name of its Service inside the cluster. */
  public readonly dnsName: string;

  private configuration: ConfigMapV1 | undefined;
  private props: WorkloadProps;
  private labels: Record<string, string>;
  private annotations: Record<string, string> = {};
  private readonly ingress: AllowedTraffic[];
  private readonly egress: AllowedTraffic[] = [];
  private readonly policy: NetworkPolicyV1;
  private readonly controller: WorkloadController;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    checkWorkload(this.node.path, props);
    this.props = props;
    this.name = props.identity.name;
    this.namespace = props.namespace;
    this.cluster = props.cluster;
    this.identity = props.identity;
    this.serviceAccountName = this.name;
    this.metrics = props.metrics;
    this.runsToTheEnd = !("replicas" in props.controller.spec);
    this.ports = props.containers.flatMap((container) => container.ports ?? []);
    this.dnsName = `${this.name}.${this.namespace.namespaceName}.svc.${this.cluster.dnsDomain}`;
    this.podLabels = applicationLabelsToSelect(props.identity);
    this.labels = {
      ...identityLabels(props.identity),
      ...applicationLabels(props.identity),
      ...props.group?.podLabels,
    };
    this.ingress = trafficOfExposures(this.ports, this.cluster.privateCidrs);
    if (props.kubernetesApiAccess === true) {
      this.egress.push({ peer: Peer.kubernetesApi(this.cluster), ports: KUBERNETES_API_PORTS });
    }

    noteDeclaredTraffic(this, props.kubernetesApiAccess === true);
    markIdentity(this, props.identity);
    const metadata = { name: this.name, namespace: this.namespace.nameFor(this) };
    new ServiceAccountV1(this, "service-account", {
      metadata: { ...metadata, annotations: { ...props.serviceAccountAnnotations } },
      automountServiceAccountToken: false,
    });
    this.declareConfiguration();
    this.policy = new NetworkPolicyV1(this, "network-policy", { metadata, spec: this.renderPolicy() });
    this.controller = declareController(this, props, this.renderPod());
    declareServices(this, props, this.podLabels);
    // Kubernetes refuses to evict a pod that two budgets are about.
    if ("replicas" in props.controller.spec && props.group === undefined) {
      new PodDisruptionBudgetV1(this, "disruption-budget", {
        metadata,
        spec: {
          maxUnavailable: String(props.maxUnavailable ?? 1),
          selector: { matchLabels: { ...this.podLabels } },
        },
      });
    }
  }

  /** Name of the object that holds its configuration files; undefined when it has none. It changes with their content. */
  public get configurationName(): string | undefined {
    const { configuration } = this.props;
    if (configuration === undefined || Object.keys(configuration.files).length === 0) return undefined;
    return `${this.name}-${shortDigest(configuration.files, `${this.node.path} configuration`)}`;
  }

  /** Its controller, for restarts after a secret was rotated; undefined when its pods run to the end anyway. */
  public get restartTarget(): RestartTarget | undefined {
    const { kind } = this.props.controller.spec;
    if (kind === "deployment") return { kind: "Deployment", name: this.name };
    return kind === "statefulSet" ? { kind: "StatefulSet", name: this.name } : undefined;
  }

  /** A port by its name. @throws PalisadeError naming the ports there are */
  public port(name: string): ContainerPort {
    const port = this.ports.find((candidate) => candidate.name === name);
    if (port === undefined) {
      throw new PalisadeError([
        {
          what: `the workload ${this.name} has no such port`,
          got: name,
          allowed: this.ports.map((candidate) => candidate.name).join(", ") || "none: it declares no ports",
          doThis: "use one of its port names",
          where: this.node.path,
        },
      ]);
    }
    return port;
  }

  /** Address of a port inside the cluster. @throws PalisadeError like `port` */
  public url(portName: string, scheme = "http"): string {
    return `${scheme}://${this.dnsName}:${this.port(portName).port}`;
  }

  /** Lets the peer reach these ports of this workload. @throws PalisadeError like `port` */
  public allowFrom(peer: IPeer, ...portNames: string[]): void {
    const ports = portNames.map((name) => this.port(name));
    const to = { construct: this.node.path };
    noteAskedTraffic(this, { verb: "allowFrom", from: partyOf(peer), to, ports: ports.map(numberOf), side: "to" });
    this.ingress.push({ peer, ports: ports.map(({ port, protocol = "TCP" }) => ({ port, protocol })) });
    this.policy.putSpec(this.renderPolicy());
  }

  /** Lets this workload reach the peer, on these ports or, when none is named, on all. DNS is always allowed. */
  public allowTo(peer: IPeer, ...ports: PeerPort[]): void {
    const from = { construct: this.node.path };
    noteAskedTraffic(this, { verb: "allowTo", from, to: partyOf(peer), ports, side: "from" });
    this.egress.push({ peer, ports });
    this.policy.putSpec(this.renderPolicy());
  }

  /**
   * Adds a volume and mounts it read-only.
   *
   * @param container name of the container that sees it, one that runs first included; the main one when left out
   * @throws PalisadeError when the volume's name is taken or there is no such container
   */
  public mount(volume: Volume, path: string, container?: string): void {
    const name = container ?? this.props.containers[0]?.name;
    const grown = (candidate: ContainerSpec): ContainerSpec =>
      candidate.name === name
        ? { ...candidate, mounts: [...(candidate.mounts ?? []), { volume: volume.name, path, readOnly: true }] }
        : candidate;
    this.update({
      ...this.props,
      volumes: [...(this.props.volumes ?? []), volume],
      containers: this.props.containers.map(grown),
      initContainers: (this.props.initContainers ?? []).map(grown),
    });
  }

  /** Replaces its configuration files: a new object, and a rollout. @throws PalisadeError for an odd file name */
  public setConfiguration(configuration: ConfigurationFiles): void {
    const props = { ...this.props, configuration };
    checkWorkload(this.node.path, props);
    this.props = props;
    this.declareConfiguration();
    this.controller.update(this.renderPod());
  }

  /** Fills environment variables of the main container from Kubernetes Secrets. @throws PalisadeError for an odd name */
  public addSecretEnvironment(variables: NonNullable<ContainerSpec["secretEnvironment"]>): void {
    this.update({
      ...this.props,
      containers: this.props.containers.map((container, index) =>
        index === 0 ? { ...container, secretEnvironment: { ...container.secretEnvironment, ...variables } } : container,
      ),
    });
  }

  /** Adds labels to its pods. They are never selected on. */
  public addPodLabels(labels: Readonly<Record<string, string>>): void {
    this.labels = { ...this.labels, ...labels };
    this.controller.update(this.renderPod());
  }

  /** Adds annotations to its pods, for whoever treats pods by them. Later ones win, save over what it says itself. */
  public addPodAnnotations(annotations: Readonly<Record<string, string>>): void {
    this.annotations = { ...this.annotations, ...annotations };
    this.controller.update(this.renderPod());
  }

  public toPeerSelectors(): readonly PeerSelector[] {
    const [namespace] = this.namespace.toPeerSelectors();
    return [{ ...namespace, podLabels: this.podLabels }];
  }

  private update(props: WorkloadProps): void {
    checkWorkload(this.node.path, props);
    this.props = props;
    this.controller.update(this.renderPod());
  }

  private renderPolicy() {
    return renderNetworkPolicy(this.podLabels, this.ingress, this.egress, this.cluster);
  }

  private renderPod(): RenderedPod {
    const { serviceAccountName, podLabels } = this;
    // A live reference, so that Terraform removes the old object only after the pods were moved to the new one.
    const configurationName = this.configurationName === undefined ? undefined : this.configuration?.metadata.name;
    return {
      selector: { ...podLabels },
      labels: { ...this.labels, ...podLabels },
      annotations: { ...this.annotations, ...identityAnnotations(this.node.path, this.identity) },
      spec: renderPodSpec(this.props, { scope: this, serviceAccountName, podLabels, configurationName }),
    };
  }

  /** The name holds the digest of the content: a change is a new object, and the old one stays until the pods moved. */
  private declareConfiguration(): void {
    const { configurationName: name } = this;
    const files = this.props.configuration?.files;
    if (name === undefined || files === undefined) return;
    const metadata = { name, namespace: this.namespace.nameFor(this) };
    const data = Object.fromEntries(Object.entries(files).map(([file, text]) => [file, escapeForTerraform(text)]));
    if (this.configuration !== undefined) {
      this.configuration.putMetadata(metadata);
      this.configuration.data = data;
      return;
    }
    this.configuration = new ConfigMapV1(this, "configuration", {
      metadata,
      immutable: true,
      data,
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

function numberOf({ port, protocol = "TCP" }: ContainerPort): PeerPort {
  return { port, protocol };
}

function applicationLabelsToSelect(identity: IdentityProps): Record<string, string> {
  const { "app.kubernetes.io/name": name = "", "app.kubernetes.io/instance": instance = "" } =
    applicationLabels(identity);
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance };
}

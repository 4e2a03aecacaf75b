import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FALCO_CHART, FALCO_IMAGE, FALCO_PORT } from "../../lib/catalogue/charts/falco";
import {
  TETRAGON_CHART,
  TETRAGON_EXPORT_IMAGE,
  TETRAGON_IMAGE,
  TETRAGON_METRICS_PORT,
} from "../../lib/catalogue/charts/tetragon";
import type { GuardedProgram } from "../../lib/catalogue/runtime/guarded-programs";
import { falcoRulesFile } from "../../lib/render/falco-rules";
import { tetragonExport } from "../../lib/render/tetragon-export";
import { policyNames, tetragonPolicies } from "../../lib/render/tetragon-policies";
import { ChartPods } from "../core/chart-pods";
import { HelmChart, withOverrides } from "../core/helm-chart";
import { type IdentityProps, markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import { ManifestBundle } from "../core/manifest-bundle";
import { type INamespace, Namespace } from "../core/namespace";
import { Peer } from "../core/peer";
import type { IWatchable, Watched } from "../core/watchable";
import type { EngineSpec } from "./detection-engine";
import { FalcoEvents, tagOf } from "./falco-events";
import { NodePods } from "./node-pods";
import { checkRuntimeDetection, guardedPrograms } from "./runtime-detection-checks";
import type { RuntimeDetectionProps } from "./runtime-detection-props";

/** File of the rules for signers, beside those of Falco. */
const RULES_FILE = "palisade-signers.yaml";
/** Port of Falco in its chart's DaemonSet. */
const WEB = "web";
/** Port of Tetragon's Service. */
const METRICS = "metrics";

/**
 * Looks at what runs on every node, and knows what signers and validators do: what else happens in their pods is told at
 * once, whoever declared them and when. Its rules find pods by the labels that every construct gives them.
 */
export class RuntimeDetection extends Construct implements IWatchable {
  /** Namespace of the agents. Its pods see everything on their nodes, so nothing else belongs there. */
  public readonly namespace: INamespace;
  /** Names of every namespace that it makes: that of the agents, and that of what hands their events on where there is one. */
  public readonly namespaceNames: readonly string[];
  /** What to watch. */
  public readonly watched: readonly Watched[];
  /** What others can depend on. */
  public readonly release: ITerraformDependable;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: RuntimeDetectionProps) {
    super(scope, id);
    checkRuntimeDetection(this.node.path, props);
    const { spec } = props.engine;
    const identity = { kind: "monitoring", name: spec.kind } as const;
    markIdentity(this, identity);
    // The agents read the host's own files and its kernel, which no other pod may.
    this.namespace = new Namespace(this, "namespace", {
      name: props.namespaceName ?? spec.kind,
      podSecurity: "privileged",
    });
    const programs = guardedPrograms(props);
    const made =
      spec.kind === "falco"
        ? this.declareFalco(props, spec, programs, identity)
        : this.declareTetragon(props, spec, programs, identity);
    this.watched = made.watched;
    this.release = made.release;
    this.namespaceNames = [this.namespace.namespaceName, ...made.otherNamespaceNames];
  }

  private declareFalco(
    props: RuntimeDetectionProps,
    { notice, runtimeSocket }: Extract<EngineSpec, { kind: "falco" }>,
    programs: readonly GuardedProgram[],
    identity: IdentityProps,
  ): Made {
    const { cluster, addedContainers = [], dependsOn = [] } = props;
    const podLabels = { "app.kubernetes.io/name": "falco", "app.kubernetes.io/instance": "falco" };
    const events =
      notice.spec.kind === "log"
        ? undefined
        : new FalcoEvents(this, "events", {
            cluster,
            namespaceName: `${this.namespace.namespaceName}-events`,
            notice: notice.spec,
            falco: Peer.pods(this.namespace.namespaceName, podLabels),
            dependsOn,
          });
    const pods = new ChartPods(this, "pods", {
      cluster,
      namespace: this.namespace,
      name: "falco",
      podLabels,
      identity,
      ports: { [WEB]: FALCO_PORT },
      metrics: { port: WEB },
      kubernetesApiAccess: false,
    });
    if (events !== undefined) pods.allowTo(events.pods.peer, events.port);
    const values = {
      image: { tag: tagOf(FALCO_IMAGE, this) },
      collectors: { containerEngine: { engines: { cri: { sockets: [runtimeSocket] } } } },
      customRules: { [RULES_FILE]: falcoRulesFile({ programs, addedContainers }) },
      ...(events === undefined ? {} : { falco: { http_output: { enabled: true, url: events.url } } }),
    };
    const { release } = new HelmChart(this, "chart", {
      chart: FALCO_CHART,
      namespace: this.namespace,
      releaseName: "falco",
      ...withOverrides(values, props.chart),
      dependsOn,
    });
    const own = { subject: "falco", workload: pods } as const;
    if (events === undefined) return { release, watched: [own], otherNamespaceNames: [] };
    return {
      release,
      watched: [own, { subject: "falcosidekick", workload: events.pods }],
      otherNamespaceNames: [events.namespaceName],
    };
  }

  private declareTetragon(
    props: RuntimeDetectionProps,
    { response }: Extract<EngineSpec, { kind: "tetragon" }>,
    programs: readonly GuardedProgram[],
    identity: IdentityProps,
  ): Made {
    const { cluster, dependsOn = [] } = props;
    const podLabels = { "app.kubernetes.io/name": "tetragon", "app.kubernetes.io/instance": "tetragon" };
    const pods = new NodePods(this, "pods", {
      cluster,
      namespace: this.namespace,
      name: "tetragon",
      podLabels,
      identity,
      metricsPort: TETRAGON_METRICS_PORT,
      // Its container declares no port, so that only its Service says where they are.
      metrics: { port: METRICS, serviceLabels: podLabels },
    });
    const policies = tetragonPolicies({ programs, kills: response.kills });
    const values = {
      tetragon: {
        image: { override: ImageRef.parse(TETRAGON_IMAGE, this.node.path).locked(this) },
        ...tetragonExport(policyNames(policies)),
        // What kills goes on to kill while the agent is away or is stopped.
        enableKeepSensorsOnExit: response.kills.length > 0,
      },
      export: { stdout: { image: { override: ImageRef.parse(TETRAGON_EXPORT_IMAGE, this.node.path).locked(this) } } },
    };
    const { release } = new HelmChart(this, "chart", {
      chart: TETRAGON_CHART,
      namespace: this.namespace,
      releaseName: "tetragon",
      ...withOverrides(values, props.chart),
      dependsOn,
    });
    // The chart brings the definitions of the policies, too.
    new ManifestBundle(this, "policies", {
      releaseName: "tetragon-policies",
      namespace: this.namespace,
      manifests: policies.map((policy) => ({ ...policy })),
      dependsOn: [release],
    });
    return { release, watched: [{ subject: "tetragon", workload: pods }], otherNamespaceNames: [] };
  }
}

/** What an engine leaves behind. */
interface Made {
  readonly release: ITerraformDependable;
  readonly watched: readonly Watched[];
  /** Names of namespaces beside that of the agents. */
  readonly otherNamespaceNames: readonly string[];
}

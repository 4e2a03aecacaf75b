import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  ENDPOINT_LABEL,
  SUBJECTS,
  type SubjectSpec,
  type WatchTarget,
  WORKLOAD_LABEL,
} from "../../lib/catalogue/alerts";
import { RELEASE_LABEL } from "../../lib/catalogue/charts/kube-prometheus-stack";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { dashboard } from "../../lib/render/dashboard";
import { ruleGroup } from "../../lib/render/prometheus-rules";
import { markIdentity } from "../core/identity";
import { type Manifest, ManifestBundle } from "../core/manifest-bundle";
import { Peer } from "../core/peer";
import type { Watched } from "../core/watchable";
import type { MetricsEndpoint, MetricsTls } from "../core/workload-props";
import type { MonitoringAttributes } from "./monitoring-attributes";

/** Id of the child that says a target is watched. */
const WATCH_ID = "monitoring";
/** Targets whose watch is declared elsewhere. */
const watchedElsewhere = new WeakSet<IConstruct>();
const DEFAULT_SCRAPE_INTERVAL_SECONDS = 30;
const API_VERSION = "monitoring.coreos.com/v1";

/** Label the Prometheus operator puts on Prometheus' pods. */
export const PROMETHEUS_PODS = { "app.kubernetes.io/name": "prometheus" } as const;

/** True when somebody watches the target already. */
export function isWatched(target: IConstruct): boolean {
  return watchedElsewhere.has(target) || target.node.tryFindChild(WATCH_ID) !== undefined;
}

function nothingToWatch(): Problem {
  return {
    what: "something that can be watched names nothing to watch",
    allowed: "one entry for each program it runs",
    doThis: "return at least one entry from `watched`",
  };
}

function nothingToScrape(subject: SubjectSpec, workload: string): Problem {
  return {
    what: `the alerts of ${subject.id} read what the program shows, but the workload ${workload} shows no metrics`,
    allowed: "a metrics endpoint on the workload or on the watched entry",
    doThis: "declare `metrics`, and switch metrics on in the program",
  };
}

/** One watched program with its page of the catalogue. */
interface Program {
  readonly watched: Watched;
  readonly subject: SubjectSpec;
  readonly metrics: MetricsEndpoint | undefined;
  readonly target: WatchTarget;
}

/** What a `Watch` is made for. */
export interface WatchProps {
  /** Who is watched. */
  readonly target: IConstruct;
  /** What to watch of it. */
  readonly watched: readonly Watched[];
  /** Where the platform is. */
  readonly attributes: MonitoringAttributes;
  /** Resources of the same stack that have to be there first. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** What it takes to watch one target: scrape configuration, alerts and a dashboard. */
export class Watch extends Construct {
  /**
   * @param scope the target itself, or a place in another stack
   * @throws PalisadeError listing everything that keeps the target from being watched
   */
  public constructor(scope: IConstruct, { target, watched, attributes, dependsOn }: WatchProps) {
    super(scope, WATCH_ID);
    const programs = watched.map(resolve);
    this.check(target, programs);
    const [first] = programs;
    if (first === undefined) return;
    const { workload } = first.watched;
    if (scope !== target) {
      watchedElsewhere.add(target);
      markIdentity(this, workload.identity);
    }
    const bundle = new ManifestBundle(this, "bundle", {
      releaseName: `${workload.namespace.namespaceName}-${workload.name}-monitoring`,
      namespace: workload.namespace,
      ...(dependsOn.length === 0 ? {} : { dependsOn }),
    });
    const prometheus = Peer.pods(attributes.namespaceName, PROMETHEUS_PODS);
    for (const { workload: scraped, metrics } of endpoints(programs)) {
      scraped.allowFrom(prometheus, metrics.port);
      bundle.add(monitor(scraped, metrics, attributes));
    }
    bundle.add(...rules(programs, attributes), dashboardObject(target, programs));
  }

  private check(target: IConstruct, programs: readonly Program[]): void {
    const check = new Checker(target.node.path);
    check.that(programs.length > 0, nothingToWatch);
    for (const { subject, metrics, watched, target: place } of programs) {
      check.that(!subject.scraped || metrics !== undefined, () => nothingToScrape(subject, watched.workload.name));
      check.collect(() => ruleGroup(subject, place, { runbookBaseUrl: "" }));
    }
    check.done();
  }
}

function resolve(watched: Watched): Program {
  const { workload, parameters } = watched;
  const metrics = watched.metrics ?? workload.metrics;
  return {
    watched,
    subject: SUBJECTS[watched.subject],
    metrics,
    target: {
      namespace: workload.namespace.namespaceName,
      workload: workload.name,
      ...(metrics === undefined ? {} : { endpoint: metrics.port }),
      ...(parameters === undefined ? {} : { parameters }),
    },
  };
}

/** Every metrics endpoint once: two programs of one pod may share one, and one program may have two pages. */
function endpoints(programs: readonly Program[]) {
  const found = new Map(
    programs.flatMap(({ watched: { workload }, metrics }) =>
      metrics === undefined ? [] : [[`${workload.node.path} ${metrics.port}`, { workload, metrics }] as const],
    ),
  );
  return [...found.values()];
}

/** What has the pods scraped: by their own port, or by that of a Service where their containers declare none. */
function monitor(workload: Watched["workload"], metrics: MetricsEndpoint, attributes: MonitoringAttributes): Manifest {
  const seconds = metrics.intervalSeconds ?? attributes.scrapeIntervalSeconds ?? DEFAULT_SCRAPE_INTERVAL_SECONDS;
  const { serviceLabels } = metrics;
  const endpoint = {
    port: metrics.port,
    path: metrics.path ?? "/metrics",
    ...(metrics.query === undefined ? {} : { params: queryOf(metrics.query) }),
    ...(metrics.tls === undefined ? {} : tlsOf(metrics.tls)),
    interval: `${seconds}s`,
    relabelings: [
      { action: "replace", targetLabel: WORKLOAD_LABEL, replacement: workload.name },
      { action: "replace", targetLabel: ENDPOINT_LABEL, replacement: metrics.port },
    ],
  };
  return {
    apiVersion: API_VERSION,
    kind: serviceLabels === undefined ? "PodMonitor" : "ServiceMonitor",
    metadata: metadata(`${workload.name}-${metrics.port}`, workload.namespace.namespaceName, attributes),
    spec: {
      selector: { matchLabels: { ...(serviceLabels ?? workload.podLabels) } },
      [serviceLabels === undefined ? "podMetricsEndpoints" : "endpoints"]: [endpoint],
    },
  };
}

function queryOf(query: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]]));
}

function tlsOf({ authoritySecretName, serverName }: MetricsTls) {
  return {
    scheme: "https",
    tlsConfig: { ca: { secret: { name: authoritySecretName, key: "ca.crt" } }, serverName },
  };
}

/** One object per namespace: a rule and what it reads live in the same one. */
function rules(programs: readonly Program[], attributes: MonitoringAttributes): Manifest[] {
  return programs.map(({ subject, target, watched: { workload } }) => ({
    apiVersion: API_VERSION,
    kind: "PrometheusRule",
    metadata: metadata(`${workload.name}-${subject.id}`, workload.namespace.namespaceName, attributes),
    spec: {
      groups: [
        ruleGroup(subject, target, { runbookBaseUrl: attributes.runbookBaseUrl, labels: routingLabels(workload) }),
      ],
    },
  }));
}

/** What Alertmanager can route on; prefixed, since programs have labels such as `network` of their own. */
function routingLabels({ identity }: Watched["workload"]): Record<string, string> {
  const { kind, name, chain, network } = identity;
  return {
    palisade_kind: kind,
    palisade_name: name,
    ...(chain === undefined ? {} : { palisade_chain: chain }),
    ...(network === undefined ? {} : { palisade_network: network }),
  };
}

function dashboardObject(target: IConstruct, programs: readonly Program[]): Manifest {
  const [first] = programs;
  const namespace = first?.target.namespace ?? "";
  const title = `${namespace}/${target.node.id}`;
  const content = dashboard({
    title,
    tags: ["palisade", ...new Set(programs.map(({ watched }) => watched.workload.identity.kind))],
    sections: programs.map(({ subject, target: place }) => ({ subject, target: place })),
  });
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: physicalName(["dashboard", first?.target.workload ?? target.node.id], NameRules.kubernetesLabel),
      namespace,
      labels: { grafana_dashboard: "1" },
    },
    data: { [`${content.uid}.json`]: JSON.stringify(content) },
  };
}

function metadata(name: string, namespace: string, attributes: MonitoringAttributes): Manifest["metadata"] {
  return {
    name: physicalName([name], NameRules.kubernetesLabel),
    namespace,
    labels: { [RELEASE_LABEL]: attributes.releaseLabel },
  };
}

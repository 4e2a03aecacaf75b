import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ChartSpec } from "../../lib/catalogue/charts/chart-spec";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { escapeDataForTerraform } from "../../lib/core/escape";
import { isJsonRecord } from "../../lib/core/json";
import { mergeOver } from "../../lib/core/merge";
import { NameRules, physicalName } from "../../lib/core/naming";
import { lostCharacterProblems } from "../../lib/core/yaml-text";
import { KNOWN_VALUES, MARKS, OWN_KEYS, VALUES_SOURCE } from "../../lib/truth/synthesized-resource";
import { namesProblem } from "./given-names";
import { markIdentity } from "./identity";
import type { INamespace } from "./namespace";

/** What a user may change of a chart that a construct installs. */
export interface ChartOverrides {
  /**
   * Values laid over those that Palisade gives the chart. Text is escaped; a reference to a resource's identifier stays
   * live. A key that the chart does not have is refused at synth, and so is a value of another type.
   * @default - none
   */
  readonly values?: Readonly<Record<string, unknown>>;
  /**
   * Paths of values that are yours and not the chart's, such as `grafana.ourOwn`, for a chart that was changed: the
   * check leaves them alone, and what stands below them. A dot inside of a key is written behind a backslash.
   * @default - none: every value has to be one that the chart has
   */
  readonly ownKeys?: readonly string[];
}

/** A construct's own values of its chart, with a user's over them. */
export function withOverrides(
  values: Readonly<Record<string, unknown>>,
  overrides: ChartOverrides = {},
): ChartOverrides {
  const { values: own = {} } = overrides;
  // What is no tree is for the chart to refuse.
  return isJsonRecord(own) ? { ...overrides, values: mergeOver(values, own) } : overrides;
}

/** Props of `HelmChart`. */
export interface HelmChartProps extends ChartOverrides {
  /** Chart from the catalogue, or one of your own. */
  readonly chart: ChartSpec;
  /** Namespace it is installed in. */
  readonly namespace: INamespace;
  /** Helm release name. @default - the chart's name */
  readonly releaseName?: string;
  /** Seconds until the installation counts as failed. @default - 600 */
  readonly timeoutSeconds?: number;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

function oddValues(got: unknown): Problem {
  return {
    what: "the values of a chart are not an object",
    got,
    allowed: "keys with their values: { grafana: { replicas: 2 } }",
    doThis: "write them as an object; yaml.parse reads those of a file",
  };
}

const EXACT_VERSION = /^v?\d+\.\d+\.\d+([-+].+)?$/;
const DEFAULT_TIMEOUT_SECONDS = 600;

/** Software that comes as a Helm chart, at an exact version. A failed upgrade rolls back by itself. */
export class HelmChart extends Construct {
  /** Release name. */
  public readonly releaseName: string;
  /** Namespace it is installed in. */
  public readonly namespace: INamespace;
  /** What others can depend on. */
  public readonly release: Release;

  /** @throws PalisadeError when the version floats, or a value holds characters that Helm would lose */
  public constructor(scope: Construct, id: string, props: HelmChartProps) {
    super(scope, id);
    const { chart } = props;
    const check = new Checker(this.node.path);
    check.that(EXACT_VERSION.test(chart.version), () => ({
      what: `the chart ${chart.name} has no exact version`,
      got: chart.version,
      allowed: "a full version such as 88.5.3",
      doThis: "pin the exact chart version",
    }));
    const oddKeys = props.ownKeys === undefined ? undefined : namesProblem("ownKeys", props.ownKeys, "grafana.ourOwn");
    if (oddKeys !== undefined) check.add(oddKeys);
    if (!check.that(isJsonRecord(props.values ?? {}), () => oddValues(props.values))) check.done();
    for (const problem of lostCharacterProblems(props.values ?? {}, `${this.node.path} values`)) check.add(problem);
    check.done();
    this.releaseName = physicalName([props.releaseName ?? chart.name], NameRules.helmRelease);
    this.namespace = props.namespace;
    markIdentity(this, { kind: "operator", name: this.releaseName });
    const oci = chart.repository.startsWith("oci://");
    const values = mergeOver(chart.values, props.values ?? {});
    this.release = new Release(this, "Resource", {
      name: this.releaseName,
      namespace: props.namespace.nameFor(this),
      ...(oci ? { chart: `${chart.repository}/${chart.name}` } : { chart: chart.name, repository: chart.repository }),
      version: chart.version,
      values: [JSON.stringify(escapeDataForTerraform(values))],
      atomic: true,
      cleanupOnFail: true,
      createNamespace: false,
      dependencyUpdate: false,
      maxHistory: 10,
      timeout: props.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      wait: true,
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
    });
    this.mark(chart, props.ownKeys ?? []);
  }

  /** Writes down what the values are checked against, for the rehearsal too: it sees the synthesized file alone. */
  private mark({ known, source }: ChartSpec, ownKeys: readonly string[]): void {
    this.release.addOverride(`//.${MARKS}.${OWN_KEYS}`, [...ownKeys]);
    if (known === undefined) return;
    this.release.addOverride(`//.${MARKS}.${KNOWN_VALUES}`, known);
    this.release.addOverride(`//.${MARKS}.${VALUES_SOURCE}`, source);
  }
}

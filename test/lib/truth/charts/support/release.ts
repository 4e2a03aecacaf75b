import { formatProblem } from "../../../../../lib/core/errors";
import type { JsonRecord } from "../../../../../lib/core/json";
import { Examination } from "../../../../../lib/truth";
import { examineCharts } from "../../../../../lib/truth/charts/examine-charts";
import type { SynthesizedResource } from "../../../../../lib/truth/synthesized-resource";

/** A chart with several parts. */
export const STACK = {
  chart: "kube-prometheus-stack",
  repository: "https://prometheus-community.github.io/helm-charts",
  version: "88.5.3",
};

/** A release as it stands in a synthesized stack. */
export function resource(config: JsonRecord, marks: JsonRecord = {}): SynthesizedResource {
  return {
    mode: "resource",
    type: "helm_release",
    address: "helm_release.platform_chart",
    path: "dev-monitoring/platform/chart",
    config,
    marks,
  };
}

/** What the examiner finds in a release. */
export function examine(config: JsonRecord, marks?: JsonRecord): Examination {
  const examination = new Examination();
  examineCharts(resource(config, marks), examination);
  return examination;
}

/** Every message, as a terminal shows it. */
export function messages(config: JsonRecord, marks?: JsonRecord): readonly string[] {
  return examine(config, marks).problems.map(formatProblem);
}

/** The chart with texts of values. */
export function withValues(...values: readonly unknown[]): JsonRecord {
  return { ...STACK, values: values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))) };
}

import { AWS_LOAD_BALANCER_CONTROLLER_CHART } from "../../../../lib/catalogue/charts/aws-load-balancer-controller";
import type { ChartSpec, ChartValues } from "../../../../lib/catalogue/charts/chart-spec";
import { KARPENTER_CHART } from "../../../../lib/catalogue/charts/karpenter";
import { METRICS_SERVER_CHART } from "../../../../lib/catalogue/charts/metrics-server";
import { readSchema, testWith } from "../../../support/shared-schemas";

const specs: readonly ChartSpec[] = [KARPENTER_CHART, AWS_LOAD_BALANCER_CONTROLLER_CHART, METRICS_SERVER_CHART];

/** Parts whose shape is Kubernetes' own, not the chart's. */
const KUBERNETES_SHAPES = ["resources"];

/** Keys the chart does not have. A chart without a schema takes them in silence; empty maps and nulls take anything. */
function strayKeys(values: unknown, defaults: unknown, path: string): readonly string[] {
  if (!isMap(values) || !isMap(defaults) || Object.keys(defaults).length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) =>
    !(key in defaults)
      ? [`${path}.${key}`]
      : KUBERNETES_SHAPES.includes(key)
        ? []
        : strayKeys(value, defaults[key], `${path}.${key}`),
  );
}

function isMap(value: unknown): value is ChartValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe("foundation charts", () => {
  for (const spec of specs) {
    const file = `charts/${spec.name}-${spec.version}.values.json`;
    testWith(file)(`${spec.name} sets only keys the chart knows`, () => {
      expect(strayKeys(spec.values, readSchema(file), "values")).toEqual([]);
    });
  }

  it.each(specs.map((spec) => [spec.name, spec] as const))("%s is pinned to an exact version", (_, spec) => {
    expect(spec.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("does not let metrics-server answer for anyone who cares to", () => {
    expect(METRICS_SERVER_CHART.values.apiService.insecureSkipTLSVerify).toBe(false);
  });

  it("makes load balancers private unless they say otherwise", () => {
    expect(AWS_LOAD_BALANCER_CONTROLLER_CHART.values.defaultLoadBalancerScheme).toBe("internal");
  });
});

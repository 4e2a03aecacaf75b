import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { MonitoringPlatform, requireWatched } from "../../../constructs/monitoring";
import { type Json, only, type SynthesizedJson, synthApp } from "../../support/synth";
import { Watchable } from "../../support/watchables";

const ATTRIBUTES = {
  namespaceName: "monitoring",
  releaseLabel: "kube-prometheus-stack",
  runbookBaseUrl: "https://example.org/runbooks",
};

/** A program in one stack, and what watches it in one behind. */
function synth(times: number): Record<string, SynthesizedJson> {
  return synthApp((app) => {
    const before = new TerraformStack(app, "before");
    new KubernetesProvider(before, "kubernetes");
    const target = new Watchable(before, "server", [{ subject: "reth", metrics: { port: "metrics" } }]);
    requireWatched(before);
    const behind = new TerraformStack(app, "behind");
    new HelmProvider(behind, "helm");
    const place = new Construct(behind, "secret-server");
    const monitoring = MonitoringPlatform.fromAttributes(ATTRIBUTES);
    for (let time = 0; time < times; time += 1) monitoring.watchFrom(place, target);
  });
}

/** Names of what lets Prometheus in. */
function scrapers(stack: SynthesizedJson | undefined): readonly Json[] {
  const policies: Json[] = Object.values(stack?.resource["kubernetes_network_policy_v1"] ?? {});
  return policies
    .flatMap(({ spec }) => spec.ingress ?? [])
    .filter((rule) => JSON.stringify(rule).includes("monitoring"));
}

describe("watching what stands before the platform", () => {
  const { before, behind } = synth(1);

  test("declares what it takes behind the platform, and leaves the target's stack without custom resources", () => {
    expect(before?.resource["helm_release"]).toBeUndefined();
    const { namespace, values } = only(behind?.resource["helm_release"]);
    expect(namespace).toBe("apps");
    const { manifests } = JSON.parse(values[0]);
    expect(manifests.map(({ kind }: Json) => kind)).toEqual(["PodMonitor", "PrometheusRule", "ConfigMap"]);
    for (const { metadata } of manifests) {
      expect(metadata.labels).toMatchObject({ "palisade.dev/kind": "node", "palisade.dev/name": "server" });
    }
  });

  test("lets Prometheus in where the target is", () => {
    expect(scrapers(before)).toHaveLength(1);
    expect(behind?.resource["kubernetes_network_policy_v1"]).toBeUndefined();
  });

  test("is done once", () => {
    expect(synth(2)).toEqual(synth(1));
  });

  test("is what the target's stack asks for", () => {
    expect(before).toBeDefined();
    expect(() => synth(0)).toThrow(/before\/server: nothing watches this/);
  });
});

import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { HelmChart, type HelmChartProps } from "../../../constructs/core/helm-chart";
import { Namespace } from "../../../constructs/core/namespace";
import type { ChartSpec } from "../../../lib/catalogue/charts/chart-spec";
import { appsNamespace } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";

const chart: ChartSpec = {
  name: "gateway",
  repository: "https://charts.example.org",
  version: "1.2.3",
  source: "an example",
  values: { replicas: 2, security: { readOnly: true, user: 1000 }, args: ["--safe"] },
};

function release(change: Partial<HelmChartProps> = {}) {
  const { resource } = synthStack((stack) => {
    new HelmChart(stack, "gateway", { chart, namespace: appsNamespace, ...change });
  });
  return only(resource["helm_release"]);
}

describe("a chart", () => {
  it("is installed at its exact version, rolls back by itself and makes no namespace", () => {
    expect(release()).toMatchObject({
      name: "gateway",
      namespace: "apps",
      chart: "gateway",
      repository: "https://charts.example.org",
      version: "1.2.3",
      atomic: true,
      cleanup_on_fail: true,
      create_namespace: false,
      wait: true,
      timeout: 600,
    });
  });

  it("from an OCI registry is named by its whole address", () => {
    const { chart: name, repository } = release({
      chart: { ...chart, repository: "oci://registry.example.org/charts" },
    });
    expect([name, repository]).toEqual(["oci://registry.example.org/charts/gateway", undefined]);
  });

  it.each(["1", "1.2", "^1.2.3", ">=1.2.3", "latest", "", "1.2.x"])(
    "is refused at the floating version %j",
    (version) => {
      expect(() => release({ chart: { ...chart, version } })).toThrow("the chart gateway has no exact version");
    },
  );

  it.each(["v1.2.3", "1.2.3-rc.1", "1.2.3+build.5"])("is fine at the version %s", (version) => {
    expect(release({ chart: { ...chart, version } }).version).toBe(version);
  });

  it("has its safe values, with those of the user over them", () => {
    const values = (change: Partial<HelmChartProps>) => JSON.parse(release(change).values[0]);
    expect(values({})).toEqual(chart.values);
    expect(values({ values: { security: { user: 5 }, args: ["--mine"], more: true } })).toEqual({
      replicas: 2,
      security: { readOnly: true, user: 5 },
      args: ["--mine"],
      more: true,
    });
  });

  it("keeps text that Terraform would read, and references live", () => {
    const { resource } = synthStack((stack) => {
      const bucket = new S3Bucket(stack, "bucket", {});
      const values = { text: "$" + "{HOME} %{x} {{ .Values.y }}", bucket: bucket.arn };
      new HelmChart(stack, "gateway", { chart: { ...chart, values: {} }, namespace: appsNamespace, values });
    });
    expect(only(resource["helm_release"]).values).toEqual([
      '{"text":"$$' + "{HOME} %%{x} {{ .Values.y }}" + '","bucket":"$' + '{aws_s3_bucket.bucket.arn}"}',
    ]);
  });

  it("waits for its namespace when that is made in the same stack, and for what it is told to wait for", () => {
    const { resource } = synthStack((stack) => {
      const namespace = new Namespace(stack, "apps", { name: "apps" });
      const first = new HelmChart(stack, "first", { chart, namespace, releaseName: "first" });
      new HelmChart(stack, "second", { chart, namespace, releaseName: "second", dependsOn: [first.release] });
    });
    const releases = Object.values(resource["helm_release"] ?? {});
    expect(releases.map(({ name }) => name)).toEqual(["first", "second"]);
    for (const { namespace } of releases) expect(namespace).toMatch(/^\$\{kubernetes_namespace_v1\./);
    expect(releases[1].depends_on).toEqual([expect.stringMatching(/^helm_release\.first/)]);
  });

  it("has a release name that Helm takes", () => {
    const { name } = release({ releaseName: "A very long name for a release ".repeat(4) });
    expect(name).toMatch(/^[a-z0-9-]{1,53}$/);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  type ChartOverrides,
  HelmChart,
  type HelmChartProps,
  withOverrides,
} from "../../../constructs/core/helm-chart";
import { Namespace } from "../../../constructs/core/namespace";
import { synthesize } from "../../../constructs/core/synthesize";
import { addValidations } from "../../../constructs/core/validations";
import type { ChartSpec } from "../../../lib/catalogue/charts/chart-spec";
import { METRICS_SERVER_CHART } from "../../../lib/catalogue/charts/metrics-server";
import { examineStack } from "../../../lib/truth";
import { appsNamespace } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";

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

describe("props of a chart that no compiler has looked at", () => {
  it("are refused when the keys of one's own are a text, once", () => {
    expect(thrownMessage(() => release(JSON.parse('{"ownKeys":"grafana.ourOwn"}')))).toBe(
      [
        "test/gateway: ownKeys takes a list of names",
        '  got: "grafana.ourOwn"',
        '  allowed: texts in a list: ["grafana.ourOwn"]',
        "  do this: write it as a list",
      ].join("\n"),
    );
  });

  it.each(['"grafana: {}"', "[1]", "5"])("are refused when the values are %s", (values) => {
    expect(thrownMessage(() => release(JSON.parse(`{"values":${values}}`)))).toBe(
      [
        "test/gateway: the values of a chart are not an object",
        `  got: ${values}`,
        "  allowed: keys with their values: { grafana: { replicas: 2 } }",
        "  do this: write them as an object; yaml.parse reads those of a file",
      ].join("\n"),
    );
  });

  it("are refused so through a construct that lays them over its own", () => {
    const over: ChartOverrides = JSON.parse('{"values":"grafana: {}"}');
    expect(thrownMessage(() => release(withOverrides({ a: 1 }, over)))).toContain(
      "the values of a chart are not an object",
    );
  });
});

/** What an examination of the written file finds, as the rehearsal sees it. */
function examineWritten(props: Partial<HelmChartProps>) {
  const folder = mkdtempSync(join(tmpdir(), "palisade-chart-"));
  try {
    const output = join(folder, "out");
    synthesize({ outputDirectory: output }, (app) => {
      const stack = new TerraformStack(app, "test");
      new LocalBackend(stack, { path: "terraform.test.tfstate" });
      new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
      addValidations(stack);
      new HelmChart(stack, "gateway", { chart, namespace: appsNamespace, ...props });
    });
    return examineStack(JSON.parse(readFileSync(join(output, "stacks/test/cdk.tf.json"), "utf8")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the values of a chart", () => {
  const misspelt = { chart: METRICS_SERVER_CHART, values: { apiService: { insecureSkipTlsVerify: false } } };
  const message = [
    "test/gateway values apiService.insecureSkipTlsVerify: the chart metrics-server 3.13.1 has no such value",
    "  got: false",
    "  allowed: apiService.insecureSkipTLSVerify",
    "  do this: correct the key, or list it in ownKeys if it is yours",
    "  source: metrics-server 3.13.1: kubernetes-sigs/metrics-server @ 842dcc8c42f2",
  ].join("\n");

  it("are checked at synth when the catalogue knows the chart", () => {
    expect(() => examineWritten(misspelt)).toThrow(message);
  });

  it("may hold keys of one's own, which the rehearsal leaves alone too", () => {
    const ownKeys = ["apiService.insecureSkipTlsVerify"];
    const { problems, facts } = examineWritten({ ...misspelt, ownKeys });
    expect(problems).toEqual([]);
    expect(facts.filter(({ checked }) => !checked).map(({ name }) => name)).toEqual(ownKeys);
  });

  it("are checked against a description of one's own chart", () => {
    const known = { replicas: "number", security: { readOnly: "boolean", user: "number" }, args: "list" };
    const own = { ...chart, known };
    expect(examineWritten({ chart: own }).facts.every(({ checked }) => checked)).toBe(true);
    expect(() => examineWritten({ chart: own, values: { security: { usr: 5 } } })).toThrow(
      [
        "test/gateway values security.usr: the chart gateway 1.2.3 has no such value",
        "  got: 5",
        "  allowed: security.user",
        "  do this: correct the key, or list it in ownKeys if it is yours",
        "  source: an example",
      ].join("\n"),
    );
  });

  it("of a chart that nobody described are not checked", () => {
    const { problems, facts } = examineWritten({ values: { anything: 1 } });
    expect(problems).toEqual([]);
    expect(facts.some(({ checked }) => checked)).toBe(false);
  });
});

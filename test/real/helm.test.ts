import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { type App, LocalBackend, TerraformStack } from "cdktf";
import { parseAllDocuments } from "yaml";
import { type Manifest, ManifestBundle } from "../../constructs/core/manifest-bundle";
import { Namespace } from "../../constructs/core/namespace";
import { synthesize } from "../../constructs/core/synthesize";
import { declareEnvironment } from "../../stacks/declare-environment";
import { environments } from "../../stacks/environments";
import type { Json } from "../support/synth";
import { describeWithTool } from "./tools";

/** Text that a template engine, a shell, Terraform or a YAML reader would like to read as something else. */
const HOSTILE = [
  "{{ .Values.manifests }}",
  '{{- fail "read as a template" }}',
  "{{/* a comment */}}",
  "$" + "{HOME} $$" + "{HOME} $HOME",
  "%" + "{ if true } %" + "%{ if true }",
  "summary: {{ $labels.instance }} is down",
  "yes",
  "no",
  "null",
  "~",
  "0123",
  "1e3",
  "0x10",
  "1_000",
  "2026-11-21",
  "12:30:45",
  "---",
  "--- # no document",
  "...",
  "# no comment",
  "- no list",
  "key: value",
  "*alias",
  "&anchor",
  "!tag",
  "@at",
  "`tick`",
  "%directive",
  "? question",
  "'",
  '"',
  "\\",
  "\\n",
  "line one\nline two\n",
  "line one\r\nline two",
  "\n leading",
  "trailing \n\n",
  "  both  ",
  "\ttab",
  "",
  " ",
  "ü 漢字 🦀",
  "\u0007 bell",
];

/** The value of a Terraform string: two signs before a brace stand for one. */
function readByTerraform(text: string): string {
  return text.replace(/\$\$\{/g, "$" + "{").replace(/%%\{/g, "%" + "{");
}

interface Bundle {
  readonly chart: string;
  /** The values as Helm reads them. */
  readonly text: string;
}

/** Every bundle of every synthesized stack, as Terraform hands it to Helm. */
function bundlesIn(output: string): Bundle[] {
  const stacks = join(output, "stacks");
  return readdirSync(stacks).flatMap((stack) => {
    const file = join(stacks, stack, "cdk.tf.json");
    const releases: Json = JSON.parse(readFileSync(file, "utf8")).resource?.helm_release ?? {};
    return Object.values<Json>(releases)
      .filter(({ chart }) => chart.startsWith("./"))
      .map(({ chart, values }) => ({
        chart: join(stacks, stack, chart),
        text: readByTerraform(values[0]),
      }));
  });
}

function keyOf(manifest: Json): string {
  return `${manifest.apiVersion} ${manifest.kind} ${manifest.metadata.namespace ?? ""} ${manifest.metadata.name}`;
}

function byKey(manifests: readonly Json[]): Record<string, Json> {
  return Object.fromEntries(manifests.map((manifest) => [keyOf(manifest), manifest]));
}

/** What Helm would send to the cluster. */
function render(helm: string, { chart, text }: Bundle): Record<string, Json> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-helm-"));
  try {
    const file = join(folder, "values.json");
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(helm, ["template", "release", chart, "--values", file], {
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
      env: { PATH: process.env["PATH"], HOME: folder },
    });
    if (status !== 0) throw new Error(stderr);
    return byKey(parseAllDocuments(stdout).map((document) => document.toJS()));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Synthesizes into a folder of its own, which is gone afterwards. */
function withOutput(build: (app: App) => void, use: (output: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bundles-"));
  try {
    const output = join(folder, "out");
    synthesize({ outputDirectory: output }, build);
    use(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function declareBundle(app: App, manifests: readonly Manifest[]): void {
  const stack = new TerraformStack(app, "test");
  new LocalBackend(stack, { path: "terraform.test.tfstate" });
  new HelmProvider(stack, "helm", { kubernetes: { configPath: "kubeconfig" } });
  new ManifestBundle(stack, "bundle", { namespace: Namespace.fromName("apps"), manifests });
}

describeWithTool("helm", "a bundle of manifests, rendered by the real Helm", (helm) => {
  it("gives back exactly what went in, hostile text, keys and numbers included", () => {
    const manifests: Manifest[] = HOSTILE.map((text, index) => ({
      apiVersion: "example.org/v1",
      kind: "Hostile",
      metadata: { name: `hostile-${index}`, labels: {}, annotations: { text } },
      spec: { text, [`key ${text}`]: 1, nested: [{ text }, [text, text]], flags: [true, false, null] },
    }));
    const numbers = {
      apiVersion: "example.org/v1",
      kind: "Numbers",
      metadata: { name: "numbers", labels: {}, annotations: {} },
      spec: { values: [0, -1, 0.5, 1_000_000, 16_777_217, 2_147_483_648, Number.MAX_SAFE_INTEGER] },
    } satisfies Manifest;
    withOutput(
      (app) => declareBundle(app, [...manifests, numbers]),
      (output) => {
        const [bundle] = bundlesIn(output);
        if (bundle === undefined) throw new Error("no bundle was written");
        expect(render(helm, bundle)).toEqual(byKey([...manifests, numbers]));
      },
    );
  });

  it("carries its chart in the output folder, so that it needs no repository", () => {
    withOutput(
      (app) => declareBundle(app, []),
      (output) => {
        expect(bundlesIn(output).map(({ chart }) => existsSync(join(chart, "Chart.yaml")))).toEqual([true]);
      },
    );
  });

  it.each(environments.map((environment) => [environment.name, environment] as const))(
    "gives back exactly what %s declares",
    (_name, environment) => {
      withOutput(
        (app) => declareEnvironment(app, environment),
        (output) => {
          const bundles = bundlesIn(output);
          expect(bundles.length).toBeGreaterThan(0);
          for (const bundle of bundles) expect(render(helm, bundle)).toEqual(byKey(JSON.parse(bundle.text).manifests));
        },
      );
    },
  );
});

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_EKS_VERSION } from "../../../lib/catalogue/aws/eks-versions";
import { KNOWN_CHARTS, type KnownChart } from "../../../lib/catalogue/charts/known-charts";
import { isJsonRecord, type JsonRecord, recordAt } from "../../../lib/core/json";
import { Examination, type Fact } from "../../../lib/truth";
import { examineCharts } from "../../../lib/truth/charts/examine-charts";
import { releaseValues } from "../../../lib/truth/charts/release-values";
import { resourcesOf, type SynthesizedResource } from "../../../lib/truth/synthesized-resource";
import { REFERENCE } from "../../../lib/truth/terraform-text";
import { describeWithTool } from "../tools";

const FOLDER = process.env["PALISADE_CHARTS"];

/** A release of a chart of the catalogue, as one stack has it. */
export interface PlatformRelease {
  readonly stack: string;
  /** Namespace of the release. */
  readonly namespace: string;
  readonly chart: KnownChart;
  readonly values: JsonRecord;
  readonly facts: readonly Fact[];
}

/** The releases of charts that the catalogue knows, in a synthesized stack. */
export function releasesIn(stack: string, json: JsonRecord): PlatformRelease[] {
  return [...resourcesOf(json)].flatMap((resource) => {
    const chart = KNOWN_CHARTS.find(({ name }) => nameOf(resource) === name);
    if (chart === undefined) return [];
    const examination = new Examination();
    examineCharts(resource, examination);
    const config = recordAt(JSON.parse(namespacesNamed(json, JSON.stringify(resource.config))));
    const { values } = releaseValues(config, resource.path);
    const namespace = String(config["namespace"]);
    return [{ stack, namespace, chart, values: recordAt(withoutReferences(values)), facts: examination.facts }];
  });
}

const NAMESPACE = /\$\{kubernetes_namespace_v1\.([\w-]+)\.metadata\[0\]\.name\}/g;

/** A text with the names of the stack's own namespaces in it, in place of references to them. */
function namespacesNamed(json: JsonRecord, text: string): string {
  return text.replaceAll(NAMESPACE, (reference, id: string) => {
    const { name } = recordAt(json, "resource", "kubernetes_namespace_v1", id, "metadata");
    return typeof name === "string" ? name : reference;
  });
}

function nameOf({ type, config }: SynthesizedResource): string | undefined {
  return type === "helm_release" ? String(config["chart"]).split("/").at(-1) : undefined;
}

/** What is known only after the apply, as some name. */
function withoutReferences(data: unknown): unknown {
  if (typeof data === "string") return data.replaceAll(REFERENCE, "known-later");
  if (Array.isArray(data)) return data.map(withoutReferences);
  if (!isJsonRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutReferences(value)]));
}

/** What Helm would send to the cluster, line by line, or why it does not. */
export function render(
  helm: string,
  folder: string,
  values: JsonRecord,
  namespace = "platform",
): { lines: readonly string[]; fault?: string } {
  const scratch = mkdtempSync(join(tmpdir(), "palisade-charts-"));
  try {
    const file = join(scratch, "values.json");
    writeFileSync(file, JSON.stringify(values));
    const { status, stdout, stderr } = spawnSync(
      helm,
      // Built from source, Helm takes the cluster for a very old one.
      [
        ...["template", "release", folder, "--namespace", namespace, "--values", file],
        ...["--include-crds", "--kube-version", DEFAULT_EKS_VERSION],
      ],
      { encoding: "utf8", maxBuffer: 256 * 1024 * 1024, env: { PATH: process.env["PATH"], HOME: scratch } },
    );
    return status === 0 ? { lines: stdout.split("\n") } : { lines: [], fault: stderr };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Tests that need the charts, or a notice that they are not there. */
export function describeWithCharts(body: (helm: string, version: string, folder: string) => void): void {
  const title = "the platform's charts, rendered by the real Helm";
  if (FOLDER === undefined || !existsSync(FOLDER)) {
    // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
    console.warn(`skipped: "${title}"\nPALISADE_CHARTS names no folder with the unpacked charts`);
    describe.skip(title, () => {
      it("waits for its charts", () => undefined);
    });
    return;
  }
  describeWithTool("helm", title, (helm, version) => body(helm, version, FOLDER));
}

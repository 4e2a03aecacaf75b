import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { synthesize } from "../../../constructs/core/synthesize";
import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../lib/core/json";
import { type KubernetesObject, kubernetesObjectsOf } from "../../../lib/truth/kubernetes/objects";
import { resourcesOf, type SynthesizedResource } from "../../../lib/truth/synthesized-resource";
import { knownText } from "../../../lib/truth/terraform-text";
import { declareEnvironment } from "../../../stacks/declare-environment";
import type { EnvironmentSpec } from "../../../stacks/environment";
import { withOwnNames, withStandIns } from "./stand-ins";

const OUTPUT_LIMIT_BYTES = 256 * 1024 * 1024;

/** Name of the release in which a bundle is rendered. */
const RELEASE = "bundle";

const keyOf = (object: JsonRecord) => {
  const metadata = recordAt(object, "metadata");
  return [object["apiVersion"], object["kind"], metadata["namespace"], metadata["name"]].map(String).join(" ");
};

/** The values of a bundle, filled in at their places; a text that is no JSON before it is filled in gets any word. */
function valuesOf(text: string): string {
  try {
    return JSON.stringify(withStandIns(JSON.parse(text)));
  } catch {
    return String(withStandIns(text));
  }
}

/** What the real Helm makes of a bundle, by the objects' keys. */
function renderBundle(helm: string, stackFolder: string, resource: SynthesizedResource): Map<string, JsonRecord> {
  const folder = mkdtempSync(join(tmpdir(), "palisade-bundle-"));
  try {
    const files = asList(resource.config["values"]).map((text, index) => {
      const file = join(folder, `values-${index}.json`);
      writeFileSync(file, valuesOf(knownText(String(text))));
      return file;
    });
    const chart = join(stackFolder, textAt(resource.config, "chart") ?? "");
    const words = ["template", RELEASE, chart, ...files.flatMap((file) => ["--values", file])];
    const { status, stdout, stderr } = spawnSync(helm, words, {
      encoding: "utf8",
      maxBuffer: OUTPUT_LIMIT_BYTES,
      env: { PATH: process.env["PATH"], HOME: folder },
    });
    if (status !== 0) throw new Error(`helm ${words.join(" ")}: ${stderr}`);
    const documents = parseAllDocuments(stdout).map((document): unknown => document.toJS());
    return new Map(documents.filter(isJsonRecord).map((object) => [keyOf(object), object]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The objects of one resource: those of a bundle are taken from what Helm renders, which has to be all of them. */
function objectsOfResource(helm: string, stackFolder: string, resource: SynthesizedResource): KubernetesObject[] {
  const objects = kubernetesObjectsOf(resource).map((object) => filled(object));
  if (!objects.some(({ origin }) => origin === "bundle")) return objects;
  const rendered = renderBundle(helm, stackFolder, resource);
  if (rendered.size !== objects.length) {
    throw new Error(`${resource.path}: Helm renders ${rendered.size} objects of ${objects.length}`);
  }
  return objects.map((object) => {
    const manifest = rendered.get(keyOf(object.manifest));
    if (manifest === undefined) throw new Error(`${object.where("")} is not among what Helm renders`);
    return withNamespace({ ...object, manifest });
  });
}

/** The object with plausible values for what is known later. */
function filled(object: KubernetesObject): KubernetesObject {
  const manifest = withStandIns(object.manifest);
  const namespace = object.namespace === undefined ? undefined : String(withStandIns(object.namespace));
  return { ...object, namespace, manifest: isJsonRecord(manifest) ? manifest : {} };
}

/** Terraform and Helm put an object into a namespace that it may not name itself. */
function withNamespace(object: KubernetesObject): KubernetesObject {
  const { manifest, namespace } = object;
  if (namespace === undefined) return object;
  return { ...object, manifest: { ...manifest, metadata: { ...recordAt(manifest, "metadata"), namespace } } };
}

/** Every Kubernetes object of an environment, as the API server gets it. */
export function environmentObjects(environment: EnvironmentSpec, helm: string): readonly KubernetesObject[] {
  const folder = mkdtempSync(join(tmpdir(), "palisade-objects-"));
  try {
    const output = join(folder, "out");
    synthesize({ outputDirectory: output }, (app) => declareEnvironment(app, environment));
    return readdirSync(join(output, "stacks")).flatMap((name) => {
      const stackFolder = join(output, "stacks", name);
      const stack: unknown = JSON.parse(readFileSync(join(stackFolder, "cdk.tf.json"), "utf8"));
      const resources = [...resourcesOf(withOwnNames(isJsonRecord(stack) ? stack : {}))];
      return resources.flatMap((resource) => objectsOfResource(helm, stackFolder, resource)).map(withNamespace);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

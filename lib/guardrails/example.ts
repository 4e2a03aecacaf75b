import { isJsonRecord, type JsonRecord } from "../core/json";
import type { RuleExample } from "./rule";

/** Day on which examples are judged. */
export const EXAMPLE_DAY = "2026-11-21";

/** Resources of a stack, by type and then by name, as `cdk.tf.json` has them. */
export interface ExampleResources {
  readonly [type: string]: Readonly<Record<string, JsonRecord>>;
}

/** An example of one stack. @param says what it shows, as half a sentence */
export function example(says: string, resource: ExampleResources, data: ExampleResources = {}): RuleExample {
  return exampleStacks(says, { example: { resource, data } });
}

/** An example of several stacks. A construct path is made up for every resource that has none. */
export function exampleStacks(says: string, stacks: Readonly<Record<string, JsonRecord>>): RuleExample {
  return {
    says,
    stacks: Object.fromEntries(Object.entries(stacks).map(([name, json]) => [name, withPaths(name, json)])),
  };
}

/** An example of one resource called `it`. */
export function exampleOf(says: string, type: string, config: JsonRecord, others: ExampleResources = {}): RuleExample {
  return example(says, { [type]: { it: config, ...others[type] }, ...without(others, type) });
}

/** An example of Kubernetes objects in a bundle of manifests. */
export function exampleObjects(says: string, ...manifests: readonly JsonRecord[]): RuleExample {
  return example(says, { helm_release: { it: exampleBundle(...manifests) } });
}

/** The resource that a bundle of manifests becomes. */
export function exampleBundle(...manifests: readonly JsonRecord[]): JsonRecord {
  const values = [JSON.stringify({ manifests })];
  return { name: "it", namespace: "apps", chart: "./assets/manifest-chart/0", values };
}

/** An example of a Deployment with one container, whose pod and container get what is said. */
export function exampleContainer(says: string, container: JsonRecord, pod: JsonRecord = {}): RuleExample {
  return examplePod(says, {
    ...pod,
    containers: [{ name: "main", image: "registry.example.org/app:1.2.3", ...container }],
  });
}

/** An example of a Deployment with pods of a spec. */
export function examplePod(says: string, spec: JsonRecord, labels: JsonRecord = {}): RuleExample {
  return exampleObjects(says, exampleWorkload("Deployment", spec, labels));
}

/** A workload with pods of a spec. */
export function exampleWorkload(
  kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "CronJob",
  spec: JsonRecord,
  labels: JsonRecord = {},
  more: JsonRecord = {},
): JsonRecord {
  const template = { metadata: { labels: { app: "it", ...labels } }, spec };
  const metadata = { name: "it", namespace: "apps", labels: { app: "it", ...labels } };
  const selector = { matchLabels: { app: "it" } };
  if (kind === "CronJob") {
    const jobTemplate = { spec: { template } };
    return { apiVersion: "batch/v1", kind, metadata, spec: { schedule: "0 6 * * *", jobTemplate, ...more } };
  }
  if (kind === "Job") return { apiVersion: "batch/v1", kind, metadata, spec: { template, ...more } };
  return { apiVersion: "apps/v1", kind, metadata, spec: { selector, template, ...more } };
}

/** An example of the release of a chart. @param values as Helm gets them */
export function exampleRelease(says: string, chart: string, version: string, values: JsonRecord): RuleExample {
  return exampleOf(says, "helm_release", {
    name: chart,
    chart,
    version,
    repository: "https://charts.example.org",
    values: [JSON.stringify(values)],
  });
}

/** An example of a policy on a role. */
export function exampleStatements(says: string, ...statements: readonly JsonRecord[]): RuleExample {
  return exampleOf(says, "aws_iam_policy", { policy: examplePolicy(...statements) });
}

/** A policy document as text. */
export function examplePolicy(...statements: readonly JsonRecord[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function without(resources: ExampleResources, type: string): ExampleResources {
  return Object.fromEntries(Object.entries(resources).filter(([name]) => name !== type));
}

function withPaths(stack: string, json: JsonRecord): JsonRecord {
  const section = (name: "resource" | "data"): JsonRecord =>
    mapMembers(json[name], (members) => mapMembers(members, (config, id) => withPath(`${stack}/${id}`, config)));
  return { ...json, resource: section("resource"), data: section("data") };
}

function withPath(path: string, config: unknown): unknown {
  if (!isJsonRecord(config) || "//" in config) return config;
  return { ...config, "//": { metadata: { path } } };
}

function mapMembers(record: unknown, map: (value: unknown, name: string) => unknown): JsonRecord {
  if (!isJsonRecord(record)) return {};
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}

import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../core/json";
import { readYaml } from "../../../core/yaml";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { perThing } from "../../per-thing";
import type { RuleExample } from "../../rule";
import type { ResourceView } from "../../subjects/resource-view";
import type { FieldPath } from "../../verdict";

/** The resource that writes a file into a repository on GitHub. */
export const WORKFLOW_TYPES = ["github_repository_file"];

/** Place of a workflow's text in the resource. */
export const WORKFLOW_TEXT: FieldPath = ["content"];

const FILE = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/** A workflow of GitHub Actions. */
export interface Workflow {
  /** The whole. */
  readonly whole: JsonRecord;
  /** What starts it: `push`, `pull_request_target`. */
  readonly events: readonly string[];
  /** Its jobs. */
  readonly jobs: readonly JsonRecord[];
  /** The steps of all jobs. */
  readonly steps: readonly JsonRecord[];
}

/** Reads a workflow; undefined for any other file, `unknown` when its text cannot be read before the apply. */
export function workflowOf(file: ResourceView): Workflow | "unknown" | undefined {
  const name = textAt(file.config, "file");
  if (file.mode === "data" || name === undefined || !FILE.test(name)) return undefined;
  return contentOf(file);
}

const contentOf = perThing(readWorkflow);

function readWorkflow({ config }: ResourceView): Workflow | "unknown" {
  const text = textAt(config, "content") ?? "";
  if (text.trim() === REFERENCE) return "unknown";
  const reading = readYaml(text);
  const whole = reading.fault === undefined ? reading.data : undefined;
  if (!isJsonRecord(whole)) return "unknown";
  const jobs = Object.values(recordAt(whole, "jobs")).filter(isJsonRecord);
  const steps = jobs.flatMap((job) => asList(job["steps"])).filter(isJsonRecord);
  return { whole, events: eventsOf(whole["on"]), jobs, steps };
}

/** `on` takes a name, a list of names, or names with more about each. */
function eventsOf(on: unknown): readonly string[] {
  return isJsonRecord(on) ? Object.keys(on) : asList(on).map(String);
}

/** A file with a workflow, for examples. */
export function exampleWorkflow(says: string, workflow: object, file = ".github/workflows/apply.yml"): RuleExample {
  const content = JSON.stringify({ on: "push", permissions: {}, ...workflow }).replaceAll("$" + "{", () => "$$" + "{");
  return exampleOf(says, "github_repository_file", { repository: "infra", file, content });
}

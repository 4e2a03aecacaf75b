import { isJsonRecord } from "../core/json";
import { REFERENCE } from "../truth/terraform-text";
import type { Location } from "./finding";
import type { SubjectName, Subjects } from "./rule";
import { jsonPointer, showPath } from "./subjects/field-path";
import type { ObjectView } from "./subjects/object-view";
import type { ResourceView } from "./subjects/resource-view";
import type { StackView } from "./subjects/stack-view";
import type { About, FieldPath } from "./verdict";

/** A subject with its kind, so that what it is can be told. */
export type Subject = { [S in SubjectName]: { readonly subject: S; readonly value: Subjects[S] } }[SubjectName];

/** Where a judgement about a subject belongs. */
export function locationOf(subject: Subject, at: FieldPath, about?: About): Location {
  if (about !== undefined) return inAbout(about, at);
  switch (subject.subject) {
    case "resource":
      return inResource(subject.value, at);
    case "policy":
    case "statement":
    case "text": {
      const owner = subject.subject === "statement" ? subject.value.policy.resource : subject.value.resource;
      return inResource(owner, [...subject.value.at, ...at]);
    }
    case "object":
      return inObject(subject.value, at);
    case "pod":
      return inObject(subject.value.object, [...subject.value.at, ...at]);
    case "container":
      return inObject(subject.value.pod.object, [...subject.value.at, ...at]);
    case "release":
      return {
        ...inResource(subject.value.resource, at.length === 0 ? [] : ["values"]),
        field: at.length === 0 ? "" : `values ${showPath(at)}`,
      };
    case "stack":
      return inStack(subject.value, at);
    case "environment":
    case "app": {
      const [first] = subject.value.stacks;
      return first === undefined ? NOWHERE : inStack(first, []);
    }
  }
}

function inAbout(about: About, at: FieldPath): Location {
  if ("manifest" in about) return inObject(about, at);
  return "resources" in about ? inStack(about, at) : inResource(about, at);
}

/** An app without a stack. */
export const NOWHERE: Location = { stack: "", environment: undefined, path: "", address: "", pointer: "", field: "" };

function inStack(stack: StackView, at: FieldPath): Location {
  return {
    stack: stack.name,
    environment: stack.environment,
    path: stack.name,
    address: "",
    pointer: jsonPointer(at),
    field: showPath(at),
  };
}

function inResource(resource: ResourceView, at: FieldPath): Location {
  const { stack, mode, type, name, path, address } = resource;
  return {
    stack: stack.name,
    environment: stack.environment,
    path,
    address,
    pointer: jsonPointer([mode, type, name, ...standingPart(resource.raw, at)]),
    field: showPath(at),
  };
}

function inObject(object: ObjectView, at: FieldPath): Location {
  const { resource, kind, name, bundleIndex } = object;
  const own = bundleIndex === undefined ? terraformPath(resource.raw, at) : ["values", 0];
  const named = `${kind} ${name.replaceAll(REFERENCE, "…")}`.trim();
  return { ...inResource(resource, own), field: at.length === 0 ? named : `${named} ${showPath(at)}` };
}

/** The part of a path that stands in the JSON: a pointer to what is missing points to what it is missing in. */
function standingPart(root: unknown, at: FieldPath): FieldPath {
  const standing: (string | number)[] = [];
  let current = root;
  for (const part of at) {
    if (typeof part === "string" && Array.isArray(current) && current.length === 1) {
      standing.push(0);
      current = current[0];
    }
    const next = Array.isArray(current) ? current[Number(part)] : isJsonRecord(current) ? current[part] : undefined;
    if (next === undefined) break;
    standing.push(part);
    current = next;
  }
  return standing;
}

/** The arguments that a field of an object was made of, as far as they can be told: `securityContext` is `security_context`. */
function terraformPath(raw: unknown, at: FieldPath): FieldPath {
  const path: (string | number)[] = [];
  let current = raw;
  for (const part of at) {
    if (typeof part === "string" && Array.isArray(current) && current.length === 1) {
      path.push(0);
      current = current[0];
    }
    if (typeof part === "number") {
      const item = Array.isArray(current) ? current[part] : part === 0 ? current : undefined;
      if (item === undefined) break;
      if (Array.isArray(current)) path.push(part);
      current = item;
      continue;
    }
    if (!isJsonRecord(current)) break;
    const argument = Object.keys(current).find((name) => isArgumentOf(name, part));
    if (argument === undefined) break;
    path.push(argument);
    current = current[argument];
  }
  return path;
}

function isArgumentOf(argument: string, field: string): boolean {
  const plain = argument.replaceAll("_", "").toLowerCase();
  const wanted = field.toLowerCase();
  return [plain, `${plain}s`, `${plain}es`, plain.replace(/y$/, "ies")].includes(wanted);
}

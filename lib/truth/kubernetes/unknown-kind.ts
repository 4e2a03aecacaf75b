import type { SchemaSet } from "../../catalogue/kubernetes/schema-set";
import { closestNames } from "../../core/closest-names";
import type { FieldProblem } from "./object-report";
import type { KubernetesObject } from "./objects";

/**
 * What is wrong with an object whose kind the catalogue does not have. Undefined where nothing is certain: the kind may
 * come from a program that the catalogue does not know, or from a newer version.
 */
export function unknownKindProblem(object: KubernetesObject, set: SchemaSet | undefined): FieldProblem | undefined {
  const { apiVersion, kind } = object;
  if (apiVersion === "" || kind === "") {
    return { what: "an object does not say what it is", doThis: "write apiVersion and kind", source: "Kubernetes API" };
  }
  if (set === undefined) return undefined;
  const served = servedKinds(set);
  const group = groupOf(apiVersion);
  if (served.includes(`${apiVersion} ${kind}`) || !served.some((known) => groupOf(known) === group)) {
    // No group without a dot is anyone's but Kubernetes' own.
    return group.includes(".") || served.includes(`${apiVersion} ${kind}`)
      ? undefined
      : noSuchKind(object, set, served);
  }
  const otherVersion = served.filter((known) => groupOf(known) === group && known.endsWith(` ${kind}`));
  if (otherVersion.length > 0) return noSuchKind(object, set, otherVersion);
  const names = served.filter((known) => groupOf(known) === group).map((known) => known.slice(known.indexOf(" ") + 1));
  const [closest = ""] = closestNames(kind, names, 1);
  return isMisspelt(kind, closest) ? noSuchKind(object, set, served) : undefined;
}

function noSuchKind({ apiVersion, kind }: KubernetesObject, set: SchemaSet, known: readonly string[]): FieldProblem {
  const sameKind = known.filter((entry) => entry.endsWith(` ${kind}`));
  const closest = sameKind.length > 0 ? sameKind : closestNames(`${apiVersion} ${kind}`, known);
  return {
    what: `${set.version} has no ${kind} in ${apiVersion}`,
    got: `${apiVersion} ${kind}`,
    allowed: `closest: ${closest.join(", ")}`,
    doThis: "write a group, version and kind that it serves",
    source: set.source,
  };
}

function servedKinds(set: SchemaSet): readonly string[] {
  if (set.served === undefined) return Object.keys(set.kinds);
  return Object.entries(set.served).flatMap(([apiVersion, kinds]) => kinds.map((kind) => `${apiVersion} ${kind}`));
}

/** Group of `apps/v1 Deployment`; empty for Kubernetes' first one. */
function groupOf(known: string): string {
  const [apiVersion = ""] = known.split(" ");
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Same letters but for one or two. */
function isMisspelt(kind: string, closest: string): boolean {
  if (closest === "" || Math.abs(kind.length - closest.length) > 2) return false;
  const [left, right] = [kind.toLowerCase(), closest.toLowerCase()];
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return Math.max(left.length, right.length) - start - end <= 2;
}

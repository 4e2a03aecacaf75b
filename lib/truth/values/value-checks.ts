import { typesWithApiValues } from "../../catalogue/aws/api-values";
import { AWS_RULES } from "./aws";
import { apiRules } from "./aws-api";
import { KUBERNETES_RULES } from "./kubernetes";
import type { ValueRule } from "./rule";

/** A value that the schema accepts and the real provider or its API would not. */
export interface ValueFinding {
  /** Where it stands, with block and element numbers from zero: `vpc_config[0].public_access_cidrs[1]`. */
  readonly attributePath: string;
  /** What is wrong, as one sentence without a full stop. */
  readonly message: string;
  /** The value that was found. */
  readonly value: string | number | undefined;
  /** The rule it goes against. @default - a rule about several arguments together */
  readonly rule?: ValueRule;
}

/**
 * Checks the values of one resource that schemas say nothing of: CIDR blocks, policy documents, fixed words and
 * ranges, for the types in `value-rules/`. Anything that is not known yet is passed over.
 *
 * @param type resource type
 * @param config its arguments; blocks as objects or lists of objects. Strings that still hold an expression
 * (`${…}`), null, and values that are neither text nor number are not looked at
 */
export function checkValues(type: string, config: unknown): readonly ValueFinding[] {
  const findings: ValueFinding[] = [];
  for (const [path, rule] of Object.entries(valueRules(type))) {
    for (const { where, value } of valuesAt(config, path.split("."), "")) {
      const message = rule(value);
      if (message !== undefined) findings.push({ attributePath: where, message, value, rule });
    }
  }
  if (type === "aws_ebs_volume") findings.push(...volumePerformance(config));
  return findings;
}

const rulesOfType = new Map<string, Readonly<Record<string, ValueRule>>>();

/**
 * The rules of one type by attribute path; empty when the sandbox has none for it. `tags{key}` stands for every key of
 * a map, `tags{value}` for every value.
 */
export function valueRules(type: string): Readonly<Record<string, ValueRule>> {
  const known = rulesOfType.get(type);
  if (known !== undefined) return known;
  // What the provider is known to check goes before what the API would take.
  const rules = type.startsWith("aws_")
    ? { ...apiRules(type), ...AWS_RULES[type] }
    : (KUBERNETES_RULES[type.replace(/_v\d+(?:beta\d+)?$/, "")] ?? {});
  rulesOfType.set(type, rules);
  return rules;
}

/** Every type that has value rules; Kubernetes types without their version ending. */
export function typesWithValueRules(): readonly string[] {
  const ofResources = typesWithApiValues().filter((type) => !type.startsWith("data."));
  return [...new Set([...Object.keys(AWS_RULES), ...ofResources, ...Object.keys(KUBERNETES_RULES)])];
}

interface Located {
  readonly where: string;
  readonly value: string | number;
}

function* valuesAt(node: unknown, path: readonly string[], where: string): Generator<Located> {
  if (Array.isArray(node)) {
    for (const [index, element] of node.entries()) yield* valuesAt(element, path, `${where}[${index}]`);
    return;
  }
  const [step, ...rest] = path;
  if (step === undefined) {
    if (typeof node === "number" || (typeof node === "string" && !node.includes("${"))) yield { where, value: node };
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const [name = "", part] = step.split(/[{}]/);
  const member = Object.entries(node).find(([key]) => key === name);
  if (member === undefined) return;
  const place = where === "" ? name : `${where}.${name}`;
  if (part === undefined) yield* valuesAt(member[1], rest, place);
  else yield* partsOf(member[1], part, place);
}

/** The keys or the values of a map, each at its key. */
function* partsOf(map: unknown, part: string, where: string): Generator<Located> {
  if (Array.isArray(map)) {
    for (const [index, element] of map.entries()) yield* partsOf(element, part, `${where}[${index}]`);
  } else if (typeof map === "object" && map !== null) {
    for (const [key, value] of Object.entries(map)) {
      yield* valuesAt(part === "key" ? key : value, [], `${where}.${key}`);
    }
  }
}

const PROVISIONED_IOPS = ["io1", "io2"];

/** Which performance arguments go with which volume type: internal/service/ec2/ebs_volume.go of the AWS provider. */
function* volumePerformance(config: unknown): Generator<ValueFinding> {
  const read = (name: string): string | number | undefined => [...valuesAt(config, [name], "")][0]?.value;
  const type = read("type");
  if (typeof type !== "string") return;
  const iops = read("iops");
  if (PROVISIONED_IOPS.includes(type) && (iops === 0 || isUnset(config, "iops"))) {
    yield { attributePath: "iops", message: `a volume of type ${type} needs iops`, value: iops };
  }
  if (!PROVISIONED_IOPS.includes(type) && type !== "gp3" && iops !== undefined && iops !== 0) {
    yield { attributePath: "iops", message: `iops cannot be set for a volume of type ${type}`, value: iops };
  }
  const throughput = read("throughput");
  if (type !== "gp3" && typeof throughput === "number" && throughput > 0) {
    const message = `throughput can only be set for a gp3 volume, not for ${type}`;
    yield { attributePath: "throughput", message, value: throughput };
  }
}

/** Absent or null; a value that is not known yet is neither. */
function isUnset(config: unknown, name: string): boolean {
  if (typeof config !== "object" || config === null) return false;
  const value: unknown = Object.entries(config).find(([key]) => key === name)?.[1];
  return value === undefined || value === null;
}

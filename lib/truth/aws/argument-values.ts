import { isJsonRecord, type JsonRecord } from "../../core/json";

/** One value of a resource that is known before the apply. */
export interface ArgumentValue {
  /** Argument with its blocks, without numbers: `vpc_config.public_access_cidrs`. */
  readonly argument: string;
  readonly value: string | number | boolean;
}

/** Terraform's own arguments, which every resource has. */
const META_ARGUMENTS: readonly string[] = [
  "//",
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "timeouts",
];

/** Every value of a resource's arguments. Texts are still escaped and may hold references. */
export function* argumentValues(config: JsonRecord): Generator<ArgumentValue> {
  for (const [name, value] of Object.entries(config)) {
    if (!META_ARGUMENTS.includes(name)) yield* valuesIn(value, name);
  }
}

function* valuesIn(value: unknown, argument: string): Generator<ArgumentValue> {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    yield { argument, value };
  } else if (Array.isArray(value)) {
    for (const element of value) yield* valuesIn(element, argument);
  } else if (isJsonRecord(value)) {
    for (const [name, member] of Object.entries(value)) yield* valuesIn(member, `${argument}.${name}`);
  }
}

import { isJsonRecord, type JsonRecord } from "../../core/json";

/** One text in the arguments of a resource. */
export interface ConfigurationText {
  /** Argument that holds it, with block and element numbers: `policy`, `inline_policy[0].policy`. */
  readonly argument: string;
  /** The argument without numbers: `inline_policy.policy`. */
  readonly argumentName: string;
  /** The text as it stands: still escaped, and with its references. */
  readonly text: string;
}

/** Every text in the arguments of a resource, comments left out. */
export function* configurationTexts(config: JsonRecord): Generator<ConfigurationText> {
  for (const [name, value] of Object.entries(config)) {
    if (name !== "//") yield* textsIn(value, name, name);
  }
}

function* textsIn(value: unknown, argument: string, argumentName: string): Generator<ConfigurationText> {
  if (typeof value === "string") {
    yield { argument, argumentName, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* textsIn(element, `${argument}[${index}]`, argumentName);
  } else if (isJsonRecord(value)) {
    for (const [name, member] of Object.entries(value)) {
      yield* textsIn(member, `${argument}.${name}`, `${argumentName}.${name}`);
    }
  }
}

import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../core/json";
import { REFERENCE } from "../../truth/terraform-text";
import type { ResourceView } from "./resource-view";
import type { StackView } from "./stack-view";

/** What a resource of another stack says of what it belongs to. */
export interface ClaimFromElsewhere {
  /** Resources of the stack that is asked about, by its outputs. */
  readonly targets: readonly ResourceView[];
  /** Names that it writes, or that a data source of its stack looks for. */
  readonly texts: readonly string[];
  /** Whether it may be any: what it refers to is not known before the apply. */
  readonly isUndecided: boolean;
}

const NOTHING: ClaimFromElsewhere = { targets: [], texts: [], isUndecided: false };
const REMOTE_STATE = "terraform_remote_state";
/** An output of another stack: `outputs.bucket`, `outputs["bucket"]`. */
const OUTPUT = /\.outputs(?:\.|\[\\?")([A-Za-z0-9_-]+)/g;
/** What tells two states apart. Terraform's documentation of its backends. */
const PLACES = ["bucket", "key", "path", "prefix", "workspace_key_prefix"];

/**
 * What a resource of one stack says in an argument of what it belongs to in another.
 *
 * @param stack the other, whose outputs it may refer to
 */
export function claimFromElsewhere(resource: ResourceView, argument: string, stack: StackView): ClaimFromElsewhere {
  const raw = resource.raw[argument];
  const said = textsAt(resource, argument);
  const texts = said.filter(isPlainText);
  if (!said.some((text) => text.includes(REFERENCE))) return { ...NOTHING, texts };
  const referred = resource.stack.references.from(raw);
  // What refers to a resource of its own stack belongs to that.
  if (referred.some(({ mode }) => mode === "resource")) return { ...NOTHING, texts };
  const states = referred.filter(({ type }) => type === REMOTE_STATE);
  if (states.length > 0) return { ...throughState(states, raw, stack), texts };
  const sought = referred.flatMap(({ config }) => Object.values(config)).filter(isPlainText);
  return { targets: [], texts: [...texts, ...sought], isUndecided: sought.length === 0 };
}

/** Texts that stand in an argument, one or a list. */
export function textsAt({ config }: ResourceView, argument: string): readonly string[] {
  return asList(config[argument]).filter((text) => typeof text === "string");
}

/** Whether a text is known as it stands, and says anything. */
export function isPlainText(text: unknown): text is string {
  return typeof text === "string" && text !== "" && !text.includes(REFERENCE);
}

function throughState(states: readonly ResourceView[], raw: unknown, stack: StackView): ClaimFromElsewhere {
  if (!states.some((state) => mayBeStateOf(state, stack))) return NOTHING;
  const names = [...JSON.stringify(raw).matchAll(OUTPUT)].map(([, name = ""]) => name);
  const values = names.flatMap((name) => outputOf(stack, name));
  const targets = stack.references.from(values);
  return { targets, texts: [], isUndecided: values.length > 0 && targets.length === 0 };
}

/** What an output is; nothing where the stack has none of that name. */
function outputOf({ json }: StackView, name: string): readonly unknown[] {
  return asList(json["output"]).flatMap((outputs) => {
    const output = isJsonRecord(outputs) ? asList(outputs[name])[0] : undefined;
    return isJsonRecord(output) ? [output["value"]] : [];
  });
}

/** Whether a data source may read the state of a stack: nothing that is known of both places tells them apart. */
function mayBeStateOf({ config }: ResourceView, { json }: StackView): boolean {
  const read = recordAt(asList(config["config"])[0]);
  const own = asList(json["terraform"])
    .flatMap((settings) => asList(recordAt(settings)["backend"]))
    .flatMap((backends) => Object.values(recordAt(backends)))
    .map((backend): JsonRecord => recordAt(asList(backend)[0]));
  return own.every((backend) =>
    PLACES.every((place) => {
      const [one, other] = [textAt(read, place), textAt(backend, place)];
      return !isPlainText(one) || !isPlainText(other) || one === other;
    }),
  );
}

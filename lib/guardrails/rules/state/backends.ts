import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { holdsReference, knownText } from "../../../truth/terraform-text";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";

/** Where a stack keeps its state. */
export interface Backend {
  /** Name of the kind: `s3`, `local`. */
  readonly kind: string;
  /** Its settings. */
  readonly config: JsonRecord;
  /** Where it stands in the stack. */
  readonly at: FieldPath;
}

/** The backend that a stack names; undefined where it names none, and Terraform keeps the state in a file beside it. */
export function backendOf({ json }: StackView): Backend | undefined {
  const settings = asList(json["terraform"]).filter(isJsonRecord);
  for (const each of settings) {
    const [found] = Object.entries(recordAt(asList(each["backend"])[0]));
    if (found === undefined) continue;
    const [kind, config] = found;
    return { kind, config: recordAt(asList(config)[0]), at: ["terraform", "backend", kind] };
  }
  const hasCloud = settings.some((each) => each["cloud"] !== undefined);
  return hasCloud ? { kind: "cloud", config: {}, at: ["terraform", "cloud"] } : undefined;
}

/** What tells the states of a backend apart (source: Terraform documentation, the backends' settings). */
const PLACE: Readonly<Record<string, readonly string[]>> = {
  s3: ["bucket", "key", "workspace_key_prefix"],
  local: ["path"],
  gcs: ["bucket", "prefix"],
  azurerm: ["storage_account_name", "container_name", "key"],
  http: ["address"],
};

/** The setting without which nothing tells where the state is. */
const NEEDED: Readonly<Record<string, string>> = {
  s3: "key",
  local: "path",
  gcs: "prefix",
  azurerm: "key",
  http: "address",
};

/** A text that is the same for two states in one place; undefined where it is not known which place it is. */
export function placeOfState(kind: string, config: JsonRecord): string | undefined {
  const [names, needed] = [PLACE[kind], NEEDED[kind]];
  if (names === undefined || needed === undefined || typeof config[needed] !== "string") return undefined;
  const texts = names.map((name) => knownText(String(config[name] ?? "")));
  return texts.some(holdsReference) ? undefined : JSON.stringify([kind, ...texts]);
}

import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../../lib/core/json";
import { REFERENCE } from "../../../lib/truth/terraform-text";

/** What stands for a value that is known only after the apply, by the end of its place in the object. */
const STAND_INS: readonly (readonly [place: RegExp, value: string])[] = [
  [/\.cidr$/, "10.0.0.0/16"],
  [/securityGroupSelectorTerms\.\d+\.id$/, "sg-0123456789abcdef0"],
];

/** Everything else, a role's name for one, takes any word. */
const ANY_WORD = "known-after-apply";

/** Data of an object with a plausible value in every place whose value is not known yet. */
export function withStandIns(value: unknown, place = ""): unknown {
  if (typeof value === "string") {
    if (!value.includes(REFERENCE)) return value;
    const [, word = ANY_WORD] = STAND_INS.find(([pattern]) => pattern.test(place)) ?? [];
    return value.replaceAll(REFERENCE, word);
  }
  if (Array.isArray(value)) return value.map((item, index) => withStandIns(item, `${place}.${index}`));
  if (!isJsonRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replaceAll(REFERENCE, ANY_WORD),
      withStandIns(member, `${place}.${key}`),
    ]),
  );
}

const NAME_OF_RESOURCE = /\$\{(kubernetes_\w+)\.([\w-]+)\.metadata(?:\[0\]|\.0)\.name\}/g;

/**
 * A synthesized stack in which every reference to the name of one of its own Kubernetes objects is that name: it stands
 * in the same stack, so nothing about it is unknown.
 */
export function withOwnNames(stack: JsonRecord): JsonRecord {
  const resolve = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(NAME_OF_RESOURCE, (whole, type: string, id: string) => nameIn(stack, type, id) ?? whole);
    }
    if (Array.isArray(value)) return value.map(resolve);
    if (!isJsonRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, resolve(member)]));
  };
  const resolved = resolve(stack);
  return isJsonRecord(resolved) ? resolved : {};
}

function nameIn(stack: JsonRecord, type: string, id: string): string | undefined {
  return textAt(asList(recordAt(stack, "resource", type, id)["metadata"])[0], "name");
}

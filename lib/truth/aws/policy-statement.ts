import { asList, isJsonRecord, type JsonRecord, recordAt, textAt } from "../../core/json";

/** One comparison of a condition. */
export interface PolicyCondition {
  /** `StringEquals`, `ForAllValues:StringLike` */
  readonly operator: string;
  /** `aws:SourceArn` */
  readonly key: string;
}

/** Names of one type of principal. */
export interface PolicyPrincipals {
  /** `AWS`, `Service`; `*` for everyone. */
  readonly type: string;
  readonly names: readonly string[];
}

/** One statement of a policy, every element as a list. Texts may hold the character of a reference. */
export interface PolicyStatement {
  /** How a message calls it: its `Sid`, or its number from zero. */
  readonly label: string;
  /** The elements it was read from. */
  readonly elements: JsonRecord;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly PolicyCondition[];
  readonly principals: readonly PolicyPrincipals[];
}

/** A statement as the policy language allows it, a text where one element would do. */
export function policyStatement(elements: JsonRecord, index: number): PolicyStatement {
  return {
    label: textAt(elements, "Sid") ?? String(index),
    elements,
    actions: texts(elements["Action"]),
    notActions: texts(elements["NotAction"]),
    resources: texts(elements["Resource"]),
    conditions: Object.entries(recordAt(elements, "Condition")).flatMap(([operator, keys]) =>
      Object.keys(recordAt(keys)).map((key) => ({ operator, key })),
    ),
    principals: [...principals(elements["Principal"]), ...principals(elements["NotPrincipal"])],
  };
}

function principals(element: unknown): readonly PolicyPrincipals[] {
  if (typeof element === "string") return [{ type: element, names: [] }];
  if (!isJsonRecord(element)) return [];
  return Object.entries(element).map(([type, names]) => ({ type, names: texts(names) }));
}

function texts(value: unknown): readonly string[] {
  return asList(value).filter((entry) => typeof entry === "string");
}

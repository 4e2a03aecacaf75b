import { asList, isJsonRecord, recordAt } from "../../../core/json";
import type { StatementView } from "../../subjects/statement-view";

/** One comparison of a statement that has to come out true for it to count. */
export interface RequiredCondition {
  /** Key in small letters: `aws:sourceaccount`. */
  readonly key: string;
  /** Whether `*` and `?` in its values stand for anything. */
  readonly isPattern: boolean;
  /** What the key is compared with. */
  readonly values: readonly string[];
}

/**
 * Comparisons that only those pass who have the key with one of these values. Denials, `IfExists` and `ForAllValues` are
 * not among them: all three let in who does not have the key (source: IAM User Guide, condition operators).
 */
const REQUIRING =
  /^(ForAnyValue:)?(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress|Bool|Numeric(Equals|LessThan|LessThanEquals)|Date(LessThan|LessThanEquals))$/i;

const PATTERNS = /Like$|Arn(Equals|Like)$/i;

/** What a statement requires. */
export function conditionsOf({ conditions, elements }: StatementView): readonly RequiredCondition[] {
  if (conditions.length === 0) return [];
  return Object.entries(recordAt(elements, "Condition")).flatMap(([operator, keys]) =>
    REQUIRING.test(operator) && isJsonRecord(keys)
      ? Object.entries(keys).map(([key, values]) => ({
          key: key.toLowerCase(),
          isPattern: PATTERNS.test(operator),
          values: asList(values).map(String),
        }))
      : [],
  );
}

/** Values that every caller has. */
const ANYTHING: readonly string[] = ["*", "0.0.0.0/0", "::/0"];

/** Whether a statement requires one of these keys to have a value that not everyone has. @param keys in small letters */
export function requiresAny(statement: StatementView, keys: readonly string[]): boolean {
  return conditionsOf(statement).some(
    ({ key, values }) => keys.includes(key) && !values.some((value) => ANYTHING.includes(value)),
  );
}

import { parsePromql } from "./promql-grammar";
import { namesOfSelector } from "./promql-selector";

/** The metrics that an expression reads, in the order of the text. Labels and patterns for names are none. */
export function metricsIn(expression: string): readonly string[] {
  const names: string[] = [];
  const cursor = parsePromql(expression).cursor();
  do {
    if (cursor.type.name === "VectorSelector") names.push(...namesOfSelector(cursor.node, expression));
  } while (cursor.next());
  return names;
}

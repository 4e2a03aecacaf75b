import { closestNames } from "../../core/closest-names";
import { PROMQL_FUNCTIONS } from "./promql-functions";
import { parsePromql, type SyntaxNode } from "./promql-grammar";
import { checkPromqlTypes } from "./promql-type-check";
import type { PromqlType } from "./promql-types";

/** What is wrong with an expression. */
export interface PromqlFault {
  /** What, as a half sentence: `the expression ends too early`. */
  readonly what: string;
  /** Place in the text, from zero. */
  readonly position: number;
  /** What would do. @default - nothing to name */
  readonly allowed?: string;
  /** True for what Prometheus takes where an experimental feature is switched on. @default false */
  readonly experimental?: boolean;
}

/** An expression, read. */
export interface PromqlReading {
  /** What it gives; undefined where that cannot be told. */
  readonly gives: PromqlType | undefined;
  /** What is wrong with it, in the order of the text. */
  readonly faults: readonly PromqlFault[];
}

const AGGREGATIONS = [
  ...["avg", "bottomk", "count", "count_values", "group", "limitk", "limit_ratio", "max", "min", "quantile"],
  ...["stddev", "stdvar", "sum", "topk"],
];

/** Reads an expression with the Prometheus project's own grammar, and then looks at types. */
export function readPromql(text: string): PromqlReading {
  const tree = parsePromql(text);
  const fault = firstSyntaxFault(tree, text);
  if (fault !== undefined) return { gives: undefined, faults: [fault] };
  const root = tree.firstChild;
  return root === null ? { gives: undefined, faults: [] } : checkPromqlTypes(root, text);
}

/** The grammar goes on after an error, so that only the first one says something. */
function firstSyntaxFault(root: SyntaxNode, text: string): PromqlFault | undefined {
  const cursor = root.cursor();
  do {
    if (cursor.type.isError) return syntaxFault(cursor.node, text);
  } while (cursor.next());
  return undefined;
}

function syntaxFault(error: SyntaxNode, text: string): PromqlFault {
  const name = calledName(error, text);
  if (name !== undefined) {
    const known = [...PROMQL_FUNCTIONS.keys(), ...AGGREGATIONS];
    return {
      what: `there is no function ${name.text}`,
      position: name.position,
      allowed: `${closestNames(name.text, known).join(", ")}`,
    };
  }
  const position = error.from + (text.slice(error.from).length - text.slice(error.from).trimStart().length);
  const rest = text.slice(position).split(/\s/, 1)[0] ?? "";
  return rest === ""
    ? { what: "the expression ends too early", position: text.length }
    : { what: `${JSON.stringify(rest.slice(0, 20))} does not fit there`, position };
}

/** No function has a longer name. */
const LONGEST_NAME = 200;

/** A name with a bracket behind it is a call, and the grammar knows every function. */
function calledName(error: SyntaxNode, text: string): { text: string; position: number } | undefined {
  // To look for the end of a name in all of a long text takes the square of its length.
  const start = Math.max(0, error.from - LONGEST_NAME);
  const before = /([A-Za-z_][A-Za-z0-9_]*)\s*$/.exec(text.slice(start, error.from));
  if (before?.[1] === undefined || !text.slice(error.from).trimStart().startsWith("(")) return undefined;
  if (error.parent?.type.name !== "VectorSelector") return undefined;
  return { text: before[1], position: start + before.index };
}

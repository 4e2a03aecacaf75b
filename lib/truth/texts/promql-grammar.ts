import type * as Lezer from "@prometheus-io/lezer-promql";

/** A part of an expression, as the grammar sees it. */
export type SyntaxNode = ReturnType<typeof Lezer.parser.parse>["topNode"];

/** The grammar is read when the first expression is: most stacks hold none. */
// biome-ignore lint/style/noCommonJs: it must not be loaded with the families.
const loadGrammar = (): typeof Lezer => require("@prometheus-io/lezer-promql");

/** Reads an expression with the Prometheus project's own grammar, which goes on after an error. */
export function parsePromql(text: string): SyntaxNode {
  return loadGrammar().parser.parse(text).topNode;
}

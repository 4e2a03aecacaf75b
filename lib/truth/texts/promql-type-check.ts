import type { PromqlFault, PromqlReading } from "./promql";
import { PROMQL_FUNCTIONS } from "./promql-functions";
import type { SyntaxNode } from "./promql-grammar";
import { checkSelector } from "./promql-selector";
import { type PromqlType, promqlTypeTitle } from "./promql-types";

const COMPARISONS = ["Eql", "Neq", "Gtr", "Gte", "Lss", "Lte"];
const SET_OPERATORS = ["And", "Or", "Unless"];
const WITH_NUMBER = ["Topk", "Bottomk", "Quantile", "LimitK", "LimitRatio"];

/** Types, as Prometheus' own parser checks them once it has read an expression (promql/parser/parse.go, `checkAST`). */
export function checkPromqlTypes(root: SyntaxNode, text: string): PromqlReading {
  const checker = new TypeChecker(text);
  const gives = checker.typeOf(root);
  return { gives, faults: checker.faults.toSorted((first, second) => first.position - second.position) };
}

class TypeChecker {
  public readonly faults: PromqlFault[] = [];

  public constructor(private readonly text: string) {}

  /** Undefined for what is wrong already. */
  public typeOf(node: SyntaxNode): PromqlType | undefined {
    const [first] = children(node);
    switch (node.type.name) {
      case "NumberDurationLiteral":
        return "scalar";
      case "StringLiteral":
        return "string";
      case "VectorSelector":
        this.faults.push(...checkSelector(node, this.text));
        return "vector";
      case "MatrixSelector":
        return this.range(node, first);
      case "SubqueryExpr":
        this.expect(first, ["vector"], "a range over an expression");
        return "range";
      case "UnaryExpr":
        return this.expect(children(node).at(-1), ["scalar", "vector"], "a sign");
      case "BinaryExpr":
        return this.binary(node);
      case "AggregateExpr":
        return this.aggregation(node);
      case "FunctionCall":
        return this.call(node);
      default:
        // Brackets, offsets and the like give what they stand around.
        return first === undefined ? undefined : this.typeOf(first);
    }
  }

  private expect(
    node: SyntaxNode | undefined,
    types: readonly PromqlType[],
    who: string,
    place = node?.from ?? 0,
  ): PromqlType | undefined {
    if (node === undefined) return undefined;
    const type = this.typeOf(node);
    if (type === undefined || types.includes(type)) return type;
    this.faults.push({
      what: `${who} takes ${types.map(promqlTypeTitle).join(" or ")} and gets ${promqlTypeTitle(type)}`,
      position: place,
      ...(type === "vector" && types.includes("range") ? { allowed: "a selector with a range, such as up[5m]" } : {}),
    });
    return undefined;
  }

  private range(node: SyntaxNode, selector: SyntaxNode | undefined): PromqlType {
    if (selector !== undefined) this.typeOf(selector);
    if (selector?.type.name !== "VectorSelector") {
      this.faults.push({
        what: "a range stands behind something that is no selector",
        position: node.from,
        allowed: "a range right behind a metric; [5m:] behind anything else",
      });
    }
    return "range";
  }

  private binary(node: SyntaxNode): PromqlType | undefined {
    const parts = children(node);
    const [left, operator] = parts;
    const right = parts.at(-1);
    if (left === undefined || operator === undefined || right === undefined) return undefined;
    const name = operator.type.name;
    const sign = this.text.slice(operator.from, operator.to);
    const types = [left, right].map((side) => this.expect(side, ["scalar", "vector"], sign));
    const bool = parts.some((part) => part.type.name === "BoolModifier" || part.type.name === "Bool");
    const fault = (what: string): void => void this.faults.push({ what, position: operator.from });
    const scalars = types.every((type) => type === "scalar");
    if (bool && !COMPARISONS.includes(name)) fault(`bool stands behind ${sign}, which compares nothing`);
    if (scalars && COMPARISONS.includes(name) && !bool) fault(`${sign} between two numbers needs bool behind it`);
    if (types.includes("scalar") && SET_OPERATORS.includes(name))
      fault(`${sign} takes an instant vector on both sides`);
    const grouped = parts.some((part) => part.getChild("GroupLeft") !== null || part.getChild("GroupRight") !== null);
    if (grouped && SET_OPERATORS.includes(name)) fault(`${sign} takes no group_left or group_right`);
    const matched = parts.some((part) => part.getChild("GroupingLabels")?.firstChild != null);
    if (matched && types.includes("scalar")) fault(`labels are matched at ${sign}, which has a number at one side`);
    return scalars ? "scalar" : types.includes(undefined) ? undefined : "vector";
  }

  private aggregation(node: SyntaxNode): PromqlType {
    const operator = node.getChild("AggregateOp");
    const body = node.getChild("FunctionCallBody");
    const name = operator?.firstChild?.type.name ?? "";
    const title = operator === null ? "an aggregation" : this.text.slice(operator.from, operator.to);
    const members = body === null ? [] : children(body);
    if (EXPERIMENTAL.includes(name)) this.faults.push(experimental(title, node.from));
    const parameter = WITH_NUMBER.includes(name) ? "scalar" : name === "CountValues" ? "string" : undefined;
    const wanted = parameter === undefined ? 1 : 2;
    if (members.length !== wanted) {
      this.faults.push({ what: `${title} takes ${count(wanted)} and gets ${members.length}`, position: node.from });
      return "vector";
    }
    if (parameter !== undefined) this.expect(members[0], [parameter], title);
    this.expect(members.at(-1), ["vector"], title);
    return "vector";
  }

  private call(node: SyntaxNode): PromqlType | undefined {
    const identifier = node.getChild("FunctionIdentifier");
    const body = node.getChild("FunctionCallBody");
    if (identifier === null) return undefined;
    const name = this.text.slice(identifier.from, identifier.to).trim();
    const known = PROMQL_FUNCTIONS.get(name.toLowerCase());
    const members = body === null ? [] : children(body);
    if (known === undefined) return undefined;
    if (known.experimental) {
      this.faults.push(experimental(name, node.from));
    }
    if (members.length < known.least || members.length > known.most) {
      const range =
        known.least === known.most
          ? count(known.least)
          : `${known.most === Infinity ? `${known.least} or more` : `${known.least} to ${known.most}`} arguments`;
      this.faults.push({ what: `${name} takes ${range} and gets ${members.length}`, position: node.from });
    }
    for (const [index, member] of members.entries()) {
      const type = known.takes[index] ?? known.takes.at(-1);
      if (type !== undefined) this.expect(member, [type], name);
    }
    return known.gives;
  }
}

const EXPERIMENTAL = ["LimitK", "LimitRatio"];
const experimental = (name: string, position: number): PromqlFault => ({
  what: `${name} is experimental, and Prometheus refuses it unless it is told otherwise`,
  position,
  allowed: "it with --enable-feature=promql-experimental-functions",
  experimental: true,
});

const count = (number: number): string => (number === 1 ? "1 argument" : `${number} arguments`);

function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.type.name !== "LineComment") found.push(child);
  }
  return found;
}

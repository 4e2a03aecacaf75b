/**
 * Finds what the expressions of a stack refer to. It is a scanner, not a parser of Terraform's language: it knows
 * traversals (`a.b["c"][0].d`) and calls, which is all that the made-up values depend on.
 */

/** One step of a traversal: an attribute or map key, a place in a list, or every element (`[*]`, `.*`, `[each.key]`). */
export type TraversalStep = string | number | undefined;

/** One reference found in an expression. */
export interface Traversal {
  /** The first word: `aws_vpc`, `data`, `local`, `each`. */
  readonly root: string;
  /** Everything after it. */
  readonly steps: readonly TraversalStep[];
  /** Functions the value goes through, innermost first. Steps after a call that decodes text are in `decodedSteps`. */
  readonly functions: readonly string[];
  /** Steps taken after `jsondecode(…)` or `yamldecode(…)`. */
  readonly decodedSteps: readonly TraversalStep[];
}

interface OpenCall {
  readonly name: string;
  first?: Traversal;
  closed: boolean;
}

/** Functions whose result has the parts that their first argument has. */
const TRANSPARENT = new Set([
  "tolist",
  "toset",
  "sort",
  "reverse",
  "distinct",
  "try",
  "coalesce",
  "nonsensitive",
  "sensitive",
]);
/** Functions that take one element of their first argument. */
const ELEMENT = new Set(["element", "one"]);
const DECODERS = new Set(["jsondecode", "yamldecode"]);

const IDENTIFIER = /[A-Za-z_][\w-]*/y;
const STEP = /\.\*|\.(?<name>[A-Za-z_][\w-]*)|\.(?<index>\d+)|\[\*\]|\[(?<place>\d+)\]|\["(?<key>[^"$]*)"\]/y;

/** All references in one text, in order. Text outside `${…}` costs nothing but a reference too many. */
export function scanExpression(text: string): readonly Traversal[] {
  return new Scanner(text).run();
}

class Scanner {
  private readonly found: Traversal[] = [];
  private readonly calls: OpenCall[] = [];
  private position = 0;

  public constructor(private readonly text: string) {}

  public run(): readonly Traversal[] {
    while (this.position < this.text.length) this.advance();
    return this.found;
  }

  private advance(): void {
    const word = this.match(IDENTIFIER)?.[0];
    if (word !== undefined) {
      this.afterWord(word);
      return;
    }
    const character = this.text[this.position];
    this.position += 1;
    if (character === "(") this.calls.push({ name: "", closed: false });
    else if (character === ")") this.closeCall();
    else if (character === ",") this.endFirstArgument();
  }

  private afterWord(word: string): void {
    if (this.text[this.position] === "(") {
      this.position += 1;
      this.calls.push({ name: word, closed: false });
      return;
    }
    const steps = this.steps();
    if (steps.length > 0) this.keep({ root: word, steps, functions: [], decodedSteps: [] });
  }

  /** A traversal counts at once; inside a call it may get longer when the call closes. */
  private keep(traversal: Traversal): void {
    this.found.push(traversal);
    const call = this.calls.at(-1);
    if (call !== undefined && !call.closed && call.first === undefined) call.first = traversal;
  }

  private endFirstArgument(): void {
    const call = this.calls.at(-1);
    if (call === undefined) return;
    call.closed = true;
    if (call.name !== "lookup" || call.first === undefined) return;
    const key = this.match(/\s*"(?<key>[^"$]*)"/y)?.groups?.["key"];
    if (key !== undefined) call.first = { ...call.first, steps: [...call.first.steps, key] };
  }

  private closeCall(): void {
    const call = this.calls.pop();
    const steps = this.steps();
    if (call?.first === undefined) {
      if (steps.length > 0) this.keep({ root: ")", steps, functions: [], decodedSteps: [] });
      return;
    }
    this.keep(throughCall(call.name, call.first, steps));
  }

  private steps(): TraversalStep[] {
    const steps: TraversalStep[] = [];
    for (;;) {
      const match = this.match(STEP)?.groups;
      if (match !== undefined) steps.push(stepOf(match));
      else if (steps.length > 0 && this.text[this.position] === "[") steps.push(this.skipIndex());
      else return steps;
    }
  }

  /** An index that is an expression itself: what stands in it is scanned on its own. */
  private skipIndex(): undefined {
    const start = this.position + 1;
    let depth = 0;
    do {
      if (this.text[this.position] === "[") depth += 1;
      if (this.text[this.position] === "]") depth -= 1;
      this.position += 1;
    } while (depth > 0 && this.position < this.text.length);
    this.found.push(...scanExpression(this.text.slice(start, this.position - 1)));
    return undefined;
  }

  private match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.position = pattern.lastIndex;
    return match;
  }
}

function stepOf(groups: { readonly [name: string]: string | undefined }): TraversalStep {
  const place = groups["index"] ?? groups["place"];
  return place === undefined ? (groups["name"] ?? groups["key"]) : Number(place);
}

function throughCall(name: string, argument: Traversal, steps: readonly TraversalStep[]): Traversal {
  if (name === "" || TRANSPARENT.has(name) || name === "lookup") {
    return { ...argument, steps: [...argument.steps, ...steps] };
  }
  if (ELEMENT.has(name)) return { ...argument, steps: [...argument.steps, 0, ...steps] };
  const functions = [...argument.functions, name];
  return DECODERS.has(name) ? { ...argument, functions, decodedSteps: steps } : { ...argument, functions };
}

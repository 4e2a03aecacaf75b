import type * as Yaml from "yaml";

/** How a text is read. */
export interface YamlOptions
  extends Pick<Yaml.ParseOptions & Yaml.DocumentOptions & Yaml.SchemaOptions, "version" | "uniqueKeys" | "customTags"> {
  /** Whether a text may refer to a part of itself. @default true */
  readonly allowsAliases?: boolean;
}

/** What a text says, or why it says nothing. */
export type YamlReading = { readonly data: unknown; readonly fault?: undefined } | { readonly fault: YamlFault };

/** Why a text is no YAML. */
export interface YamlFault {
  readonly message: string;
  /** Where, counted from 1. @default - it cannot be said */
  readonly at?: { readonly line: number; readonly column: number };
}

/**
 * How deep what is read may be nested. The library goes down with the text, and where that ends the stack, Node ends the
 * process: no error is thrown that could be caught. What people write is a tenth as deep.
 */
export const DEEPEST_YAML = 200;

/** The library, loaded when first used: it takes 20 ms, and most stacks hold none. */
// biome-ignore lint/style/noCommonJs: a static import would load it with every family.
const load = (): typeof Yaml => require("yaml");

/** Writes data as YAML. */
export function stringifyYaml(data: unknown, options: Yaml.ToStringOptions & Yaml.CreateNodeOptions = {}): string {
  return load().stringify(data, options);
}

/** Reads a text as plain data: an alias becomes a copy. Never throws. */
export function readYaml(text: string, { allowsAliases = true, ...options }: YamlOptions = {}): YamlReading {
  if (isDeeper(text, DEEPEST_YAML)) return { fault: { message: `it is nested more than ${DEEPEST_YAML} deep` } };
  const { LineCounter, parseDocument } = load();
  const lineCounter = new LineCounter();
  // To say prettily where each fault is takes the square of their number, and the first is enough.
  const document = parseDocument(text, { ...options, lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { fault: { message: error.message, at: { line, column: col } } };
  }
  if (!allowsAliases && hasAlias(document)) return { fault: { message: "it refers to a part of itself" } };
  try {
    // An alias inside of its own anchor becomes data without an end.
    const data: unknown = JSON.parse(JSON.stringify(document.toJS()) ?? "null");
    return { data };
  } catch (fault) {
    return { fault: { message: fault instanceof Error ? fault.message : String(fault) } };
  }
}

function hasAlias(document: Yaml.Document): boolean {
  const { visit } = load();
  let found = false;
  visit(document, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** Signs that open another level in front of what a line says: `- - a`, `? - a`. */
const LEVELS = /^(?:[-?:][ \t]+)*/;

/**
 * Whether a text may be nested deeper. Brackets in quotes and comments count too, so this says yes too often, and only
 * of texts with hundreds of brackets that nothing closes.
 */
function isDeeper(text: string, most: number): boolean {
  if (text.length <= most) return false;
  const indents: number[] = [];
  let brackets = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const content = line.trimStart();
    if (content === "") continue;
    const indent = line.length - content.length;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const levels = (LEVELS.exec(content)?.[0] ?? "").replaceAll(/\s/g, "").length;
    for (const sign of content) {
      if (sign === "[" || sign === "{") brackets += 1;
      else if ((sign === "]" || sign === "}") && brackets > 0) brackets -= 1;
      if (indents.length + levels + brackets > most) return true;
    }
  }
  return false;
}

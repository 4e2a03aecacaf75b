import { createRequire } from "node:module";
import type { Node } from "jsonc-parser";
import type { StackFile } from "./report";

/** A part of a file, counted from 1, as SARIF counts. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A place in one of the files of a stack. */
export interface FilePlace {
  readonly path: string;
  /** Undefined where the file cannot be read as JSON. */
  readonly region: Region | undefined;
}

/** Loaded late: only reports that name lines need it. */
const loadParser = (): typeof import("jsonc-parser") => createRequire(__filename)("jsonc-parser");

/** Finds where something stands in the files of stacks. Each file is read once. */
export class JsonPlaces {
  private readonly parsed = new Map<StackFile, ParsedFile>();

  public constructor(private readonly files: ReadonlyMap<string, readonly StackFile[]>) {}

  /**
   * Where a JSON pointer of a stack leads: the file that holds most of it, and the lines of what holds it.
   * Undefined for a stack without files.
   */
  public find(stack: string, pointer: string): FilePlace | undefined {
    const parts = pointer.split("/").slice(1).map(unescaped);
    let best: { readonly file: ParsedFile; readonly found: Found } | undefined;
    for (const stackFile of this.files.get(stack) ?? []) {
      const file = this.parse(stackFile);
      const found = file.find(parts);
      if (best === undefined || found.depth > best.found.depth) best = { file, found };
    }
    return best === undefined ? undefined : { path: best.file.path, region: best.file.regionOf(best.found.node) };
  }

  private parse(file: StackFile): ParsedFile {
    const parsed = this.parsed.get(file) ?? new ParsedFile(file);
    this.parsed.set(file, parsed);
    return parsed;
  }
}

interface Found {
  readonly node: Node | undefined;
  /** Parts of the pointer that stand in the file. */
  readonly depth: number;
}

class ParsedFile {
  public readonly path: string;
  private readonly root: Node | undefined;
  /** Where each line begins. */
  private readonly lines: readonly number[];
  /** Members of the objects that were walked through, since a section may hold thousands. */
  private readonly members = new Map<Node, ReadonlyMap<string, Node>>();

  public constructor(file: StackFile) {
    const text = file.read();
    this.path = file.path;
    this.root = loadParser().parseTree(text);
    this.lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  public find(parts: readonly string[]): Found {
    let node = this.root;
    let depth = 0;
    for (const part of parts) {
      const next = node === undefined ? undefined : this.step(node, part);
      if (next === undefined) break;
      node = next;
      depth += 1;
    }
    return { node, depth };
  }

  public regionOf(node: Node | undefined): Region | undefined {
    if (node === undefined) return undefined;
    // The whole member with its name says more than its value.
    const { offset, length } = node.parent?.type === "property" ? node.parent : node;
    const [start, end] = [this.placeOf(offset), this.placeOf(offset + length)];
    return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  }

  /** A section may be a list of objects in place of one; then the part is looked for in all of them. */
  private step(node: Node, part: string): Node | undefined {
    if (node.type === "object") return this.membersOf(node).get(part);
    if (node.type !== "array") return undefined;
    if (/^\d+$/.test(part)) return node.children?.[Number(part)];
    for (const child of node.children ?? []) {
      const found = child.type === "object" ? this.membersOf(child).get(part) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private membersOf(object: Node): ReadonlyMap<string, Node> {
    const known = this.members.get(object);
    if (known !== undefined) return known;
    const members = new Map<string, Node>();
    for (const { children: [name, value] = [] } of object.children ?? []) {
      if (name !== undefined && value !== undefined) members.set(String(name.value), value);
    }
    this.members.set(object, members);
    return members;
  }

  private placeOf(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.lines[low] ?? 0) + 1 };
  }
}

function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

import { unclassifiedEntry } from "./unclassified";

/** What a declaration is. */
export type DeclarationKind = "class" | "function" | "interface";

/** One exported declaration of a binding's text. */
export interface Declaration {
  /** Class, function or interface. */
  readonly kind: DeclarationKind;
  /** Its name. */
  readonly name: string;
  /** Its whole text, from `export` up to the next declaration. */
  readonly text: string;
}

const HEAD = /export (?:declare )?(?:abstract )?(class|function|interface) (\w+)/y;
/** Folders with `index-structs` export them again; their texts are read anyway. */
const REEXPORT = /export \* from /y;

/**
 * The exported declarations of one folder, found without reading their bodies, so that only those that the type
 * reaches are ever parsed.
 */
export class Declarations {
  private readonly ranges = new Map<string, readonly [start: number, end: number]>();

  /**
   * @param source the folder's text
   * @param file what to name in errors
   * @throws PalisadeError for an exported thing that is no class, function or interface
   */
  public constructor(
    private readonly source: string,
    public readonly file: string,
  ) {
    let start = nextExport(source, 0);
    while (start < source.length) {
      const end = nextExport(source, start + 1);
      HEAD.lastIndex = start;
      REEXPORT.lastIndex = start;
      const head = HEAD.exec(source);
      if (head !== null) this.ranges.set(`${head[1]} ${head[2]}`, [start, end]);
      else if (!REEXPORT.test(source)) throw unclassifiedEntry(file, source.slice(start, lineEnd(source, start)));
      start = end;
    }
  }

  /** The text of a declaration, or undefined when the folder has none of that name. */
  public find(kind: DeclarationKind, name: string): string | undefined {
    const range = this.ranges.get(`${kind} ${name}`);
    return range === undefined ? undefined : this.source.slice(...range);
  }

  /** The text of a declaration. @throws PalisadeError when the folder has none of that name */
  public get(kind: DeclarationKind, name: string): string {
    const text = this.find(kind, name);
    if (text === undefined) throw unclassifiedEntry(this.file, `${kind} ${name} is missing`);
    return text;
  }

  /** The first class whose head matches, searched from the last: generators write the type's own class at the end. */
  public lastClass(head: RegExp): Declaration | undefined {
    for (const [key, [start, end]] of [...this.ranges].reverse()) {
      if (!key.startsWith("class ")) continue;
      if (!head.test(this.source.slice(start, lineEnd(this.source, start)))) continue;
      return { kind: "class", name: key.slice("class ".length), text: this.source.slice(start, end) };
    }
    return undefined;
  }
}

function nextExport(source: string, from: number): number {
  if (from === 0 && source.startsWith("export ")) return 0;
  const found = source.indexOf("\nexport ", Math.max(0, from - 1));
  return found < 0 ? source.length : found + 1;
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}

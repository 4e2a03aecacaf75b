import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { isJsonRecord, type JsonRecord, recordAt } from "../../lib/core/json";

/** Blocks of one kind: type, then name, then what the block says. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, JsonRecord>>>>;

function noSuchStack(got: string, known: readonly string[]): Problem {
  return {
    what: "the app has no stack of this name",
    got,
    allowed: known.join(", "),
    doThis: "name a stack as it was constructed: the id given to its constructor",
    where: "synthesized app",
  };
}

/** One stack as Terraform will read it. cdktf's own notes (`//`) are left out. */
export class SynthesizedStack {
  /** Everything the stack holds; fit for a snapshot. */
  public readonly json: JsonRecord;

  public constructor(
    /** Stack name. */
    public readonly name: string,
    /** The app it belongs to. */
    public readonly app: SynthesizedApp,
    text: string,
  ) {
    const parsed: unknown = JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value));
    this.json = isJsonRecord(parsed) ? parsed : {};
  }

  /** Resources by type and name: `stack.resource.aws_vpc?.main`. Empty when there are none. */
  public get resource(): Blocks {
    return blocksAt(this.json, "resource");
  }

  /** Data sources by type and name. Empty when there are none. */
  public get data(): Blocks {
    return blocksAt(this.json, "data");
  }

  /** Outputs by name. Empty when there are none. */
  public get output(): JsonRecord {
    return recordAt(this.json, "output");
  }

  /** Resources of one type, whatever their names. */
  public resourcesOfType(type: string): readonly JsonRecord[] {
    return Object.values(this.resource[type] ?? {});
  }

  /**
   * The Terraform address of everything in the stack, sorted. Committed beside a stack and compared in a test, it shows
   * a rename, which destroys and makes anew, in review rather than in a plan.
   */
  public addresses(): readonly string[] {
    const typed = (section: string, prefix: string): readonly string[] =>
      Object.entries(blocksAt(this.json, section)).flatMap(([type, members]) =>
        Object.keys(members).map((name) => `${prefix}${type}.${name}`),
      );
    const named = (section: string): readonly string[] =>
      Object.keys(recordAt(this.json, section)).map((name) => `${section}.${name}`);
    return [
      ...typed("resource", ""),
      ...typed("data", "data."),
      ...typed("ephemeral", "ephemeral."),
      ...named("module"),
      ...named("output"),
    ].sort();
  }
}

/** A synthesized app. It is held in memory: there is no folder to clean up. */
export class SynthesizedApp {
  /** Its stacks, in the order they were made. */
  public readonly stacks: readonly SynthesizedStack[];
  /** Every file of the output folder, assets included, by its path in that folder. */
  public readonly files: ReadonlyMap<string, Buffer>;

  /**
   * Reads an output folder.
   *
   * @param names names of the stacks in it
   */
  public constructor(outputDirectory: string, names: readonly string[]) {
    this.files = readFiles(outputDirectory);
    this.stacks = names.map((name) => {
      const file = this.files.get(join("stacks", name, "cdk.tf.json"));
      return new SynthesizedStack(name, this, file?.toString("utf8") ?? "{}");
    });
  }

  /** A stack by its name. @throws PalisadeError listing the known names when there is none */
  public stack(name: string): SynthesizedStack {
    const found = this.stacks.find((stack) => stack.name === name);
    if (found === undefined) {
      throw new PalisadeError([
        noSuchStack(
          name,
          this.stacks.map((stack) => stack.name),
        ),
      ]);
    }
    return found;
  }
}

function readFiles(root: string): ReadonlyMap<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(root, file), readFileSync(file)]),
  );
}

function blocksAt(stack: JsonRecord, section: string): Blocks {
  return Object.fromEntries(
    Object.entries(recordAt(stack, section)).map(([type, members]) => [
      type,
      Object.fromEntries(Object.entries(recordAt(members)).map(([name, block]) => [name, recordAt(block)])),
    ]),
  );
}

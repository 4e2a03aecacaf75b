import { type Provision, provide } from "./harness/provide";
import { outcomeOf, record } from "./harness/run-record";
import { ToolFault } from "./harness/tool-fault";
import { TOOLS, type ToolName } from "./harness/tool-table";

export { TOOL_NAMES, type ToolName } from "./harness/tool-table";

/** The tool, kept or made now, or in a text why it cannot be had. What failed once in a run is not tried again. */
function obtain(name: ToolName): Provision | string {
  const fault = outcomeOf(name)?.fault;
  if (fault !== undefined) return fault;
  try {
    const provision = provide(name, TOOLS[name]);
    record(name, provision, true);
    return provision;
  } catch (problem) {
    if (!(problem instanceof ToolFault)) throw problem;
    record(name, problem.message, true);
    return problem.message;
  }
}

/** A tool that a test has at hand. */
export interface Tool {
  /** The program; the folder of a tool that is files. */
  readonly program: string;
  /** Its version, without a leading `v`. */
  readonly version: string;
}

/**
 * `describe` for tests that run several real programs. The first run makes them, which takes up to four minutes each.
 * Where one cannot be had, the tests are skipped with a notice; where `CI` is set they fail.
 */
export function describeWithTools<const Name extends ToolName>(
  names: readonly Name[],
  title: string,
  body: (toolOf: (name: Name) => Tool) => void,
): void {
  const tools = new Map<string, Tool>();
  const faults: string[] = [];
  for (const name of names) {
    const result = obtain(name);
    if (typeof result === "string") faults.push(result);
    else tools.set(name, { program: result.path, version: result.version });
  }
  if (faults.length === 0) {
    describe(title, () =>
      body((name) => {
        const tool = tools.get(name);
        if (tool === undefined) throw new Error(`${name} was not asked for`);
        return tool;
      }),
    );
    return;
  }
  if (process.env["CI"] !== undefined) {
    describe(title, () => {
      it(`has ${names.join(", ")} to run`, () => {
        throw new Error(faults.join("\n"));
      });
    });
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: "${title}"\n${faults.join("\n")}`);
  describe.skip(title, () => {
    it("waits for its program", () => undefined);
  });
}

/** `describe` for tests that run one real program. See `describeWithTools`. */
export function describeWithTool(
  name: ToolName,
  title: string,
  body: (program: string, version: string) => void,
): void {
  describeWithTools([name], title, (toolOf) => {
    const { program, version } = toolOf(name);
    body(program, version);
  });
}

import { ChainNode } from "../../../constructs/node";
import { synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { props } from "./chain-node-fixtures";

/** What a node says of options that no compiler has looked at. */
const messageFor = (options: unknown) =>
  thrownMessage(() =>
    synthStack((stack) => {
      new ChainNode(stack, "eth-0", { ...props, ...JSON.parse(JSON.stringify({ options })) });
    }),
  );

const FLAGS = [
  "test/eth-0: options.execution.extraFlags takes a list of flags, each of them a list of its name and its value",
  '  allowed: [["--max-peers", 50]]; a value is a text or a number, and a switch has none: [["--nodiscover"]]',
  "  do this: put each flag into a list of its own",
];

describe("options of a node from JavaScript or a file are refused with one problem each", () => {
  test.each([
    ["a flag that is not in a list of its own", ["--max-peers", 50]],
    ["a text", "--max-peers=50"],
    ["two values", [["--max-peers", 50, 60]]],
    ["a truth value", [["--full", true]]],
    ["no name", [[50]]],
    ["nothing", [[]]],
    ["an object", { "--max-peers": 50 }],
  ])("flags: %s", (_, extraFlags) => {
    const [what, ...rest] = FLAGS;
    expect(messageFor({ execution: { extraFlags } })).toBe(
      [what, `  got: ${JSON.stringify(extraFlags)}`, ...rest].join("\n"),
    );
  });

  test("all that is wrong at once", () => {
    expect(
      messageFor({
        exec: {},
        execution: { extraFlag: [], ownFlags: "--new", storage: 5, storageGiB: "500" },
        consensus: { image: "sigp/lighthouse:v8.3.2" },
      }),
    ).toBe(
      [
        "test/eth-0: options names a role that this node does not have",
        '  got: "exec"',
        "  allowed: execution, consensus",
        "  do this: correct the role",
        "",
        "test/eth-0: options.execution has no prop extraFlag",
        '  got: "extraFlag"',
        "  allowed: the closest are extraFlags, ownFlags, image",
        "  do this: correct its name, or remove it",
        "",
        "test/eth-0: options.execution has no prop storage",
        '  got: "storage"',
        "  allowed: the closest are storageGiB, image, ownFlags",
        "  do this: correct its name, or remove it",
        "",
        "test/eth-0: options.execution.storageGiB is not a number",
        '  got: "500"',
        "  allowed: a number, without quotes",
        "  do this: correct options.execution.storageGiB, or leave it out",
        "",
        "test/eth-0: options.execution.ownFlags takes a list of names",
        '  got: "--new"',
        '  allowed: texts in a list: ["--new"]',
        "  do this: write it as a list",
        "",
        "test/eth-0: options.consensus.image is not an ImageRef",
        '  got: "sigp/lighthouse:v8.3.2"',
        '  allowed: ImageRef.parse("repository:tag")',
        "  do this: correct options.consensus.image, or leave it out",
      ].join("\n"),
    );
  });

  test.each([
    ["options", "fast"],
    ["options", ["fast"]],
    ["options.execution", { execution: 5 }],
  ])("%s that is no object: %j", (prop, options) => {
    expect(messageFor(options)).toContain(`test/eth-0: ${prop} is not an object\n`);
  });
});

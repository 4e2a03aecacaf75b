import fc from "fast-check";
import type { JsonRecord } from "../../../lib/core/json";
import { exampleContainer } from "../../../lib/guardrails";
import { type CommandLine, commandLineOf } from "../../../lib/guardrails/command-line";
import type { KnownProgram } from "../../../lib/guardrails/programs";
import { readApp } from "../../../lib/guardrails/subjects/app";

const PROGRAM: KnownProgram = {
  name: "It",
  kind: "node",
  repositories: ["example/it"],
  source: "made up",
  environmentPrefixes: ["IT_"],
  configurationOptions: ["--config-file"],
};

function lineOf(container: JsonRecord): CommandLine {
  const { stacks } = exampleContainer("one", container);
  const app = readApp(Object.entries(stacks).map(([name, json]) => ({ name, json })));
  const [read] = app.stacks.flatMap((stack) => stack.containers);
  if (read === undefined) throw new Error("the example has no container");
  return commandLineOf(read);
}

function values(container: JsonRecord, ...names: readonly string[]): readonly (string | undefined)[] {
  return lineOf(container)
    .options(names, PROGRAM)
    .map(({ value }) => value);
}

describe("an option", () => {
  it.each([
    [["--http.api=eth,admin"], ["eth,admin"]],
    [["--http.api", "eth"], ["eth"]],
    [["--http.api:eth"], ["eth"]],
    [["--http.api"], ["true"]],
    [["--http.api", "--ws"], ["true"]],
    [
      ["--http.api=a", "--http.api=b"],
      ["a", "b"],
    ],
    [["--http.api='eth'"], ["eth"]],
    [["--http", "--http.apis=eth", "http.api=eth", "x--http.api=eth"], []],
    [["--http.api=$" + "{var.api}"], [undefined]],
    [["--http.api=$(API)"], [undefined]],
    [["--http.api", "$" + "{var.api}"], [undefined]],
  ])("of %j has the values %j", (args, expected) => {
    expect(values({ args }, "--http.api")).toEqual(expected);
  });

  it("is found by each of its names", () => {
    expect(values({ args: ["-a=1", "--all=2", "--al=3"] }, "-a", "--all")).toEqual(["1", "2"]);
  });

  it("is read from a variable in capitals", () => {
    const env = [
      { name: "IT_HTTP_API", value: "eth" },
      { name: "HTTP_API", value: "no" },
      { name: "IT_HTTP_API", valueFrom: { secretKeyRef: { name: "it", key: "api" } } },
    ];
    expect(values({ env, args: ["--http.api=admin"] }, "--http.api")).toEqual(["admin", "eth", undefined]);
  });

  it("says where it stands", () => {
    const given = lineOf({ command: ["it"], args: ["--a=1"], env: [{ name: "IT_A", value: "2" }] });
    expect(given.options(["--a"], PROGRAM).map(({ at }) => at)).toEqual([
      ["args", 0],
      ["env", 0],
    ]);
  });
});

describe("a shell's script", () => {
  const script = "set -eu\n# --http.api=no\nexec it \\\n  --http.api='eth' --flag=$VALUE --other \"a\"; echo done";

  it.each([
    [{ command: ["/bin/sh", "-c", script] }],
    [{ command: ["bash", "-euc"], args: [script] }],
    [{ args: ["/usr/bin/dash", "-ec", script] }],
  ])("is read word by word in %j", (container) => {
    expect(values(container, "--http.api")).toEqual(["eth"]);
    expect(values(container, "--flag")).toEqual([undefined]);
    expect(values(container, "--other")).toEqual(["a"]);
    expect(lineOf(container).script).toBe(script);
  });

  it("is nothing that another program runs", () => {
    expect(lineOf({ command: ["it", "-c", "--http.api=eth"] }).script).toBeUndefined();
  });
});

describe("a command line", () => {
  it.each([
    ["that is known", { args: ["--a=1"] }, false],
    ["with a value from elsewhere", { args: ["--a=$" + "{var.a}"] }, false],
    ["that says nothing", {}, true],
    ["with a word from elsewhere", { args: ["--a=1", "$" + "{var.more}"] }, true],
    ["from elsewhere", { args: "$" + "{var.args}" }, true],
    ["with more options in a file", { args: ["--config-file=/etc/it.yaml"] }, true],
    ["with more options in variables", { args: ["--a"], envFrom: [{ configMapRef: { name: "it" } }] }, true],
  ])("%s leaves something open: %j", (_, container, isOpen) => {
    expect(lineOf(container).isOpen(PROGRAM)).toBe(isOpen);
  });

  it("never fails, whatever stands there", () => {
    // A template that is opened and not closed is no JSON of Terraform's, and hides the whole bundle.
    const text = fc.string().filter((each) => !/[$%]\{/.test(each));
    const word = fc.oneof(
      text,
      fc.integer(),
      fc.constant(null),
      fc.constant("--a"),
      fc.constant("sh"),
      fc.constant("-c"),
    );
    const list = fc.oneof(fc.array(word, { maxLength: 6 }), word, fc.record({ x: word }));
    fc.assert(
      fc.property(list, list, list, (command, args, env) => {
        const line = lineOf({ command, args, env });
        expect(line.options(["--a"], PROGRAM).every(({ at }) => at.length === 2)).toBe(true);
        expect(typeof line.isOpen(PROGRAM)).toBe("boolean");
      }),
    );
  });
});

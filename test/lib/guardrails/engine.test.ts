import * as fc from "fast-check";
import { listAt } from "../../../lib/core/json";
import { guardrail } from "../../../lib/guardrails";
import { runRules } from "../../../lib/guardrails/engine";
import type { StackView } from "../../../lib/guardrails/subjects/stack-view";
import { fail, on, PASS, unknown } from "../../../lib/guardrails/verdict";
import { stackOf, TEXTS, throwingRule, verdictsOf, volumeRule, volumeRuleWith } from "./support/planted";

describe("a rule", () => {
  it("gives pass, fail and unknown, each counted, and says where", () => {
    const json = stackOf({
      right: { encrypted: true },
      wrong: { encrypted: false },
      elsewhere: { encrypted: "$" + "{var.e}" },
    });
    const { findings, doubts, errors, counts } = verdictsOf(json);
    expect(counts).toEqual([{ rule: "planted/encrypted-volume", stack: "app", pass: 1, fail: 1, unknown: 1 }]);
    expect(findings).toEqual([
      {
        stack: "app",
        environment: undefined,
        path: "app/wrong",
        address: "aws_ebs_volume.wrong",
        pointer: "/resource/aws_ebs_volume/wrong/encrypted",
        field: "encrypted",
        rule: "planted/encrypted-volume",
        severity: "high",
        effect: "block",
        got: "false",
        expected: "true",
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect(doubts).toEqual([
      {
        stack: "app",
        environment: undefined,
        path: "app/elsewhere",
        address: "aws_ebs_volume.elsewhere",
        pointer: "/resource/aws_ebs_volume/elsewhere/encrypted",
        field: "encrypted",
        rule: "planted/encrypted-volume",
        because: "the value is not known before the apply",
      },
    ]);
    expect(errors).toEqual([]);
  });

  it("that is about nothing in the stack leaves no count", () => {
    expect(verdictsOf({ resource: { aws_s3_bucket: { a: {} } } }).counts).toEqual([]);
  });

  it("that throws is an error of its own, with its message, and the others go on", () => {
    const json = stackOf({ bad: { encrypted: true }, good: { encrypted: true } });
    const { errors, counts } = verdictsOf(json, [throwingRule, volumeRule]);
    expect(errors).toEqual([
      {
        stack: "app",
        environment: undefined,
        path: "app/bad",
        address: "aws_ebs_volume.bad",
        pointer: "/resource/aws_ebs_volume/bad",
        field: "",
        rule: "planted/throwing",
        message: "there is no such thing",
      },
    ]);
    expect(counts).toEqual([
      { rule: "planted/throwing", stack: "app", pass: 1, fail: 0, unknown: 0 },
      { rule: "planted/encrypted-volume", stack: "app", pass: 2, fail: 0, unknown: 0 },
    ]);
  });

  it("that throws something that is no error is told of as well", () => {
    const thrower = volumeRuleWith({
      check: () => {
        throw "a text";
      },
    });
    expect(verdictsOf(stackOf({ a: {} }), [thrower]).errors.map(({ message }) => message)).toEqual(["a text"]);
  });

  it("over an environment or the app names the resource that it is about", () => {
    const tooLarge = ({ stacks }: { readonly stacks: readonly StackView[] }) =>
      stacks.flatMap(({ resources }) => resources.map((resource) => on(resource, fail(["size"], "less", 7))));
    const ofEnvironment = guardrail({ ...TEXTS, id: "planted/environment", subject: "environment", check: tooLarge });
    const ofApp = guardrail({ ...TEXTS, id: "planted/app", subject: "app", check: tooLarge });
    const stacks = [
      { name: "dev", json: marked("dev") },
      { name: "prod", json: marked("prod") },
    ];
    const said = runRules(stacks, { rules: [ofEnvironment, ofApp] }).findings;
    expect(said.map(({ rule, stack, environment, path }) => `${rule} ${stack} ${environment} ${path}`)).toEqual([
      "planted/environment dev dev app/a",
      "planted/environment prod prod app/a",
      "planted/app dev dev app/a",
      "planted/app prod prod app/a",
    ]);
    const judged = runRules(stacks, { rules: [ofEnvironment], isJudged: ({ name }) => name === "prod" });
    expect(judged.findings.map(({ stack }) => stack)).toEqual(["prod"]);
  });
});

function marked(environment: string) {
  return stackOf({ a: { size: 7 } }, { guardrails: { environment, profile: "standard" } });
}

test("a rule over stacks judges each of them, and only those that are to be judged", () => {
  const rule = guardrail({
    ...TEXTS,
    id: "planted/stack",
    subject: "stack",
    check: ({ json }) => ("terraform" in json ? PASS : unknown([], "there is no backend")),
  });
  const stacks = [
    { name: "one", json: { terraform: {} } },
    { name: "two", json: {} },
    { name: "three", json: {} },
  ];
  const { doubts, counts } = runRules(stacks, { rules: [rule], isJudged: ({ name }) => name !== "three" });
  expect(counts).toEqual([
    { rule: "planted/stack", stack: "one", pass: 1, fail: 0, unknown: 0 },
    { rule: "planted/stack", stack: "two", pass: 0, fail: 0, unknown: 1 },
  ]);
  expect(doubts.map(({ stack, path, because }) => [stack, path, because])).toEqual([
    ["two", "two", "there is no backend"],
  ]);
});

describe("a fingerprint", () => {
  const volume = fc.record({ encrypted: fc.boolean(), size: fc.nat() });
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  const volumes = fc.dictionary(name, volume, { minKeys: 1, maxKeys: 6 });
  const byPlace = (json: ReturnType<typeof stackOf>): Readonly<Record<string, string>> =>
    Object.fromEntries(verdictsOf(json).findings.map(({ path, fingerprint }) => [path, fingerprint]));

  it("stays the same when other resources come and go, and when they are reordered", () => {
    fc.assert(
      fc.property(volumes, volumes, (some, others) => {
        const before = byPlace(stackOf(some));
        const more = stackOf(Object.fromEntries(Object.entries({ ...others, ...some }).reverse()));
        expect(byPlace(more)).toMatchObject(before);
      }),
    );
  });

  it("is another for another resource, and never the same for two findings", () => {
    fc.assert(
      fc.property(volumes, (some) => {
        const prints = verdictsOf(stackOf(some)).findings.map(({ fingerprint }) => fingerprint);
        expect(new Set(prints).size).toBe(prints.length);
      }),
    );
  });

  const listRule = volumeRuleWith({
    id: "planted/list",
    check: ({ config }) => listAt(config, "ports").map((port, index) => fail(["ports", index], "another port", port)),
  });

  it("stays the same when a list is reordered or its values change, and tells two in one list apart", () => {
    const prints = (ports: readonly number[]) =>
      verdictsOf(stackOf({ a: { ports } }), [listRule]).findings.map(({ fingerprint }) => fingerprint);
    expect(prints([22, 80])).toEqual(prints([80, 22]));
    expect(prints([22, 80, 443]).slice(0, 2)).toEqual(prints([1, 2]));
    expect(new Set(prints([22, 80, 443])).size).toBe(3);
  });

  it("does not change from one version of Palisade to the next", () => {
    expect(byPlace(stackOf({ a: {} }))).toEqual({ "app/a": "df73e654c964630c1a82c74eb5e9c87c" });
  });
});

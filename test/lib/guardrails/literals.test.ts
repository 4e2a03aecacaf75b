import { type JsonRecord, recordAt } from "../../../lib/core/json";
import { GUARDRAILS, judge } from "../../../lib/guardrails";
import { withLiterals } from "../../../lib/guardrails/subjects/literals";

const of = (name: string): string => ["$", `{${name}}`].join("");

/** What stands in an argument once local values and defaults are put in. */
function read(value: unknown, blocks: JsonRecord): unknown {
  const { json } = withLiterals({ ...blocks, resource: { it: { it: { value } } } });
  return recordAt(json, "resource", "it", "it")["value"];
}

test.each<[string, unknown, JsonRecord, unknown]>([
  ["a local value", of("local.a"), { locals: { a: ["0.0.0.0/0"] } }, ["0.0.0.0/0"]],
  ["one inside of a text", `x-${of("local.a")}-y`, { locals: { a: 1 } }, "x-1-y"],
  ["a part of one", of("local.a.b"), { locals: [{ a: { b: "c" } }] }, "c"],
  ["one of another", of(" local.a "), { locals: { a: of("local.b"), b: "c" } }, "c"],
  ["one that refers to a resource", of("local.a"), { locals: { a: of("aws_vpc.it.id") } }, of("aws_vpc.it.id")],
  ["the default of a variable", of("var.a"), { variable: { a: { default: "b" } } }, "b"],
  ["one in a list and a map", [{ a: of("var.a") }], { variable: { a: [{ default: "b" }] } }, [{ a: "b" }]],
])("%s is put in", (_, value, blocks, expected) => {
  expect(read(value, blocks)).toEqual(expected);
});

test.each<[string, string, JsonRecord]>([
  ["a variable without a default", of("var.a"), { variable: { a: {} } }],
  ["a variable for a secret", of("var.db_password"), { variable: { db_password: { default: "b" } } }],
  ["a sensitive variable", of("var.a"), { variable: { a: { default: "b", sensitive: true } } }],
  ["a function", of("upper(local.a)"), { locals: { a: "b" } }],
  ["plain text", `$${of("local.a")}`, { locals: { a: "b" } }],
  ["a list inside of a text", `x${of("local.a")}`, { locals: { a: ["b"] } }],
  ["text that would end a quoted one", `${of(`f("${of("local.a")}")`)}`, { locals: { a: 'b"c' } }],
  ["a part that is not there", of("local.a.toString"), { locals: { a: {} } }],
])("%s stays as it is", (_, value, blocks) => {
  expect(read(value, blocks)).toBe(value);
});

test("values that refer to each other come to an end", () => {
  expect(read(of("local.a"), { locals: { a: of("local.b"), b: of("local.a") } })).toBe(of("local.a"));
  const wide = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `l${index}`,
      Array.from({ length: 10 }, () => of(`local.l${index + 1}`)),
    ]),
  );
  expect(JSON.stringify(read(of("local.l0"), { locals: wide })).length).toBeGreaterThan(1_000);
});

test("a stack that refers to none of them is the one that was given", () => {
  const json = { resource: { it: { it: { value: of("aws_vpc.it.id") } } } };
  expect(withLiterals(json).json).toBe(json);
});

function findingsOf(ingress: JsonRecord, blocks: JsonRecord): readonly (string | undefined)[] {
  const rule = { protocol: "tcp", from_port: 22, to_port: 22, description: "d", ...ingress };
  const json = { ...blocks, resource: { aws_security_group: { it: { description: "d", ingress: [rule] } } } };
  const rules = GUARDRAILS.filter(({ id }) => id === "network/open-admin-port");
  return judge([{ name: "it", json }], { rules, today: "2026-11-21" }).findings.map(({ expected }) => expected);
}

test("a finding on a default says that it may be set otherwise, and one on a local value does not", () => {
  const everyone = ["0.0.0.0/0"];
  expect(findingsOf({ cidr_blocks: of("var.blocks") }, { variable: { blocks: { default: everyone } } })).toEqual([
    "your own addresses, since SSH answers there, unless var.blocks is set otherwise",
  ]);
  expect(findingsOf({ cidr_blocks: of("local.blocks") }, { locals: { blocks: everyone } })).toEqual([
    "your own addresses, since SSH answers there",
  ]);
  const beside = { cidr_blocks: everyone, description: of("var.text") };
  expect(findingsOf(beside, { variable: { text: { default: "d" } } })).toEqual([
    "your own addresses, since SSH answers there",
  ]);
});

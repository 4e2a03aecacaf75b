import { Script } from "node:vm";
import * as fc from "fast-check";
import { isJsonRecord, type JsonRecord } from "../../../lib/core/json";
import { GUARDRAILS, judge, type Verdicts } from "../../../lib/guardrails";
import { runRules } from "../../../lib/guardrails/engine";
import { withoutTrapNames } from "../../../lib/guardrails/subjects/trap-names";

// Whatever stands in the place of a stack, the rules come to an end and none of them throws.

const LIMIT_MILLISECONDS = 5_000;

/** Texts that are long enough to show what takes the square of their length. They stand for themselves until the end, so that a failure can be read. */
const LONG_TEXTS: Readonly<Record<string, string>> = {
  "<letters>": "a".repeat(200_000),
  "<openings>": "${".repeat(5_000),
  "<digits>": "0x".repeat(40_000),
  "<words>": "abandon ".repeat(20_000),
  "<dots>": ".a".repeat(50_000),
  "<lines>": "-----BEGIN ".repeat(5_000),
};

function filled(json: unknown): JsonRecord {
  let text = JSON.stringify(json) ?? "{}";
  for (const [name, long] of Object.entries(LONG_TEXTS)) text = text.replaceAll(name, long);
  const parsed: unknown = JSON.parse(text);
  return isJsonRecord(parsed) ? parsed : {};
}

function judged(stacks: Readonly<Record<string, unknown>>): Verdicts {
  const inputs = Object.entries(stacks).map(([name, json]) => ({ name, json: filled(json) }));
  const run = (): Verdicts => judge(inputs, { rules: GUARDRAILS, today: "2026-11-21" });
  return new Script("run()").runInNewContext({ run }, { timeout: LIMIT_MILLISECONDS });
}

function errorsOf(stacks: Readonly<Record<string, unknown>>): readonly string[] {
  return judged(stacks).errors.map(({ rule, path, message }) => `${rule} at ${path}: ${message}`);
}

/** Everything that examples of rules are made of: what rules look for is among it. */
const EXAMPLES = GUARDRAILS.flatMap((rule) => {
  const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
  return [...pass, ...fail, ...unknown, ...notApplicable];
});

const NAMES = [...new Set(EXAMPLES.flatMap(({ stacks }) => namesIn(stacks)))];

function namesIn(value: unknown): readonly string[] {
  if (typeof value === "string") {
    const parsed = parse(value);
    return typeof parsed === "object" ? namesIn(parsed) : [];
  }
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...NAMES) },
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "", "//", "dynamic", "for_each"),
);

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "true",
    "*",
    "${",
    "$" + "{var.a}",
    "%{ if a }",
    "arn:aws:iam::1:role/x",
    "{",
    '{"Statement":',
    "\uE000",
  ),
  fc.constantFrom(...Object.keys(LONG_TEXTS)),
  fc.json(),
);

const leaf = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));

/** JSON of any shape, with the names that rules look for, and lists where objects are meant and the other way round. */
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    leaf,
    fc.array(tie("anything"), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie("anything")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

test("an empty stack, and nothing at all, is judged", () => {
  expect(judged({}).findings).toEqual([]);
  expect(errorsOf({ empty: {}, list: { resource: [] }, nothing: { resource: null, data: null, "//": null } })).toEqual(
    [],
  );
});

test("any JSON in the place of a stack is judged", () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 3 }), anything, (types, value) => {
      const json = { "//": value, terraform: value, provider: value, output: value, data: value };
      const resource = Object.fromEntries(types.map((type) => [type, { it: value, other: [value] }]));
      expect(errorsOf({ a: { ...json, resource }, b: { resource: value } })).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

/** The same JSON with something else in one of its places, JSON inside of text looked into. */
function withElsewhere(value: unknown, turns: readonly number[], put: unknown): unknown {
  const [turn, ...others] = turns;
  if (turn === undefined) return put;
  if (typeof value === "string") {
    const parsed = parse(value);
    return typeof parsed === "object" && parsed !== null ? JSON.stringify(withElsewhere(parsed, turns, put)) : put;
  }
  if (typeof value !== "object" || value === null) return put;
  if (Array.isArray(value)) {
    if (value.length === 0) return put;
    const at = turn % value.length;
    return value.map((item, index) => (index === at ? withElsewhere(item, others, put) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return put;
  const at = turn % entries.length;
  return Object.fromEntries(
    entries.map(([key, member], index) => [key, index === at ? withElsewhere(member, others, put) : member]),
  );
}

test("an example of a rule with anything in one of its places is judged", () => {
  const place = fc.array(fc.nat(), { minLength: 3, maxLength: 14 });
  fc.assert(
    fc.property(fc.constantFrom(...EXAMPLES), place, anything, ({ stacks }, turns, put) => {
      const changed = Object.fromEntries(
        Object.entries(stacks).map(([stack, json]) => [stack, withElsewhere(json, turns, put)]),
      );
      expect(errorsOf(changed)).toEqual([]);
    }),
    { numRuns: 1_500 },
  );
});

test("JSON that is nested a hundred times over is judged", () => {
  const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown =>
    depth === 0 ? "x" : wrap(nested(depth - 1, wrap));
  const deep = [
    nested(100, (inner) => [inner]),
    nested(100, (inner) => ({ a: inner })),
    nested(50, (inner) => ({ spec: [inner] })),
    JSON.stringify(nested(100, (inner) => ({ Statement: [inner] }))),
  ];
  const types = [...new Set(GUARDRAILS.flatMap((rule) => ("types" in rule ? (rule.types ?? []) : [])))];
  for (const value of deep) {
    const resource = Object.fromEntries(
      [...types, "helm_release", "kubernetes_manifest"].map((type) => [
        type,
        { it: { policy: value, values: [value], manifest: value, spec: value } },
      ]),
    );
    expect(errorsOf({ deep: { resource } })).toEqual([]);
  }
});

test.each([
  ["lists", (inner: unknown) => [inner]],
  ["objects", (inner: unknown) => ({ a: inner })],
])("a stack of %s without a bottom is told to be one, and the others are judged", (_, wrap) => {
  const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>(wrap, 1);
  const stackOf = (depth: number) => ({ resource: { aws_instance: { it: { user_data: nested(depth) } } } });
  const good = { resource: { aws_instance: { it: {} } } };
  const { errors, counts } = judge(
    [
      { name: "deep", json: stackOf(50_000) },
      { name: "deepest that is read", json: stackOf(400) },
      { name: "good", json: good },
    ],
    { rules: GUARDRAILS, today: "2026-11-21" },
  );
  expect(errors).toEqual([
    expect.objectContaining({ stack: "deep", message: "the stack is nested more than 500 deep: make it flatter" }),
  ]);
  expect(new Set(counts.map(({ stack }) => stack))).toEqual(new Set(["deepest that is read", "good"]));
});

/** What no rule expects: text cannot be made of the first. */
const ODD: readonly unknown[] = [{ toString: null }, [null], 7];

/** So many places of an example are tried, from all over it. */
const MOST_PLACES = 6;

/** For every place of some JSON, JSON in texts included, a way to put something else there. */
function* placesOf(value: unknown): Generator<(put: unknown) => unknown> {
  yield (put) => put;
  const parsed = typeof value === "string" ? parse(value) : value;
  if (typeof parsed !== "object" || parsed === null) return;
  const written = (changed: unknown): unknown => (typeof value === "string" ? JSON.stringify(changed) : changed);
  if (Array.isArray(parsed)) {
    for (const [index, item] of parsed.entries()) {
      for (const place of placesOf(item)) yield (put) => written(parsed.with(index, place(put)));
    }
    return;
  }
  for (const [key, member] of Object.entries(parsed)) {
    for (const place of placesOf(member)) yield (put) => written({ ...parsed, [key]: place(put) });
  }
}

test.each(GUARDRAILS.map((rule) => [rule.id, rule] as const))(
  "%s judges its examples with odd things in them",
  (_, rule) => {
    const { pass, fail, unknown = [], notApplicable = [] } = rule.examples();
    for (const { says, stacks } of [...pass, ...fail, ...unknown, ...notApplicable]) {
      const places = [...placesOf(stacks)];
      const step = Math.max(1, Math.floor(places.length / MOST_PLACES));
      for (const place of places.filter((_place, index) => index % step === 0)) {
        for (const put of ODD) {
          const changed = place(put);
          if (!isJsonRecord(changed)) continue;
          const inputs = Object.entries(changed).map(([name, json]) => ({
            name,
            json: isJsonRecord(json) ? json : {},
          }));
          const { errors } = runRules(inputs, { rules: [rule] });
          expect(errors.map(({ message }) => `${says}: ${message}`)).toEqual([]);
        }
      }
    }
  },
);

test("names that would stop a rule are others where rules look, and all others stay", () => {
  const json = {
    resource: { aws_x: { a: { toString: null, text: '{"toString":1,"a":"toString"}', yaml: "valueOf: 1\ntoString" } } },
  };
  expect(withoutTrapNames(json)).toEqual({
    resource: {
      aws_x: { a: { toString_: null, text: '{"toString_":1,"a":"toString"}', yaml: "valueOf_: 1\ntoString" } },
    },
  });
  const plain = { a: ["toString(x)", { b: 1 }] };
  expect(withoutTrapNames(plain)).toEqual(plain);
  const without = { a: [{ b: "c" }] };
  expect(withoutTrapNames(without)).toBe(without);
});

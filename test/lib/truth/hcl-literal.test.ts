import { App, Fn, TerraformOutput, TerraformStack } from "cdktf";
import fc from "fast-check";
import { recordAt, textAt } from "../../../lib/core/json";
import { readHclLiteral } from "../../../lib/truth/hcl-literal";
import { knownText, REFERENCE } from "../../../lib/truth/terraform-text";

const read = (expression: string) => readHclLiteral(expression, { readTemplate: knownText, unknown: REFERENCE });

/** What stands in the stack for a value that cdktf's functions make. */
function written(value: string): string {
  const stack = new TerraformStack(new App(), "stack");
  new TerraformOutput(stack, "value", { value });
  return textAt(recordAt(stack.toTerraform(), "output", "value"), "value") ?? "";
}

/** cdktf leaves backslashes in text as they are, and quotes too unless it is made with `Fn.rawString`, as no key can be. */
const key = fc.string({ unit: "grapheme" }).filter((text) => !/["\\\r]|[$%]\{/.test(text));
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: "medium" },
    fc.string({ unit: "grapheme" }).filter((text) => !/%\{|\r/.test(text)),
    fc.constantFrom("", '"', "\\", `\${a}`, `$\${a}`, "$", "{}", "\n", "a\tb", "}", '{"a":"\\""}'),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    // cdktf leaves null out of lists.
    fc.array(
      tie("data").filter((item) => item !== null),
      { maxLength: 4 },
    ),
    fc.dictionary(key, tie("data"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

function withRawText(value: unknown): unknown {
  if (typeof value === "string") return Fn.rawString(value.replaceAll("\\", "\\\\"));
  if (Array.isArray(value)) return value.map(withRawText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withRawText(member)]));
}

describe("literals of Terraform's language", () => {
  it("come back as they were, from cdktf's own functions", () => {
    fc.assert(
      fc.property(data, fc.constantFrom("jsonencode", "yamlencode"), (value, name) => {
        const text = knownText(written(Fn[name](withRawText({ value }))));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ value })));
      }),
    );
  });

  it.each<[expression: string, value: unknown]>([
    ["1", 1],
    ["-1.5e3", -1500],
    ["1e999", REFERENCE],
    ["true", true],
    ["null", null],
    [' "a\\tb\\u00e9\\U0001F600\\"\\\\" ', 'a\tbé😀"\\'],
    ['"a\\qb"', REFERENCE],
    ['"\\UFFFFFFFF"', REFERENCE],
    ['"a\nb"', REFERENCE],
    ['"a', REFERENCE],
    ["((2))", 2],
    ["[]", []],
    ["[1, [2], ]", [1, [2]]],
    ["{}", {}],
    ["{ a = 1, b-c : 2 }", { a: 1, "b-c": 2 }],
    ["{\n  a = 1\n  b = [\n    2\n  ]\n}", { a: 1, b: [2] }],
    ['{ "a b" = {}, (var.key) = 2, 3 = 4 }', { "a b": {}, [REFERENCE]: 2, 3: 4 }],
    [`{ "a\${var.b}" = 1 }`, { [`a${REFERENCE}`]: 1 }],
    ["[var.a, b.c[0].d, [for x in y : x], true]", [REFERENCE, REFERENCE, REFERENCE, true]],
    ["{ for k, v in m : k => v }", REFERENCE],
    ['[merge({ a = "}" }, {}), "x", f(1, 2)...]', [REFERENCE, "x", REFERENCE]],
    ["[1 + 2, !true, a ? b : c, 1 == 2, -x]", Array(5).fill(REFERENCE)],
    ['["a" == "b", "c"]', [REFERENCE, "c"]],
    ["{ a = 1 + 2\n b = 3 }", { a: REFERENCE, b: 3 }],
    [`["\${f("}", "\${x}")}-a", "$\${b}"]`, [`${REFERENCE}-a`, `\${b}`]],
    ['[jsonencode({ a = 1 }), "b"]', ['{"a":1}', "b"]],
    ["jsonencode(var.a)", REFERENCE],
    ["jsonencode(1, 2)", REFERENCE],
    ["[1, # two\n 2]", REFERENCE],
    ["[<<EOT\n]\nEOT\n]", REFERENCE],
    ["[1, 2", REFERENCE],
    ["[1)", REFERENCE],
    ["{ a }", REFERENCE],
    ["{ a = 1 } }", REFERENCE],
    ["", REFERENCE],
    ["[".repeat(10_000), REFERENCE],
  ])("%j stands for %j", (expression, value) => {
    expect(read(expression)).toEqual(value);
  });

  it("never stop the reader, whatever they are", () => {
    const parts = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      '"',
      "\\",
      `\${`,
      "=",
      ":",
      ",",
      "\n",
      "a",
      "1",
      "for ",
      " ",
    );
    fc.assert(
      fc.property(
        fc.array(parts).map((texts) => texts.join("")),
        (text) => {
          expect(() => read(text)).not.toThrow();
        },
      ),
    );
  });
});

import fc from "fast-check";
import { escapeDataForTerraform, escapeForTerraform } from "../../../lib/core/escape";
import { holdsReference, knownData, knownText, REFERENCE } from "../../../lib/truth/terraform-text";

/** Text made of what Terraform reads as something else. */
const hostile = fc
  .array(fc.oneof(fc.constantFrom("$", "%", "{", "}", `\${`, "%{", `$\${`, '"', "\\", "\n", "é"), fc.string()), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));

/** Expressions as they stand in templates: names, calls, objects, quoted text with templates inside. */
const { expression } = fc.letrec<{ expression: string; quoted: string }>((tie) => ({
  quoted: fc
    .array(
      fc.oneof(
        { depthSize: "small" },
        fc.constantFrom("}", "{", '\\"', "\\\\", `$\${`, "%%{", "$", "text"),
        tie("expression").map((inner) => `\${${inner}}`),
      ),
      { maxLength: 4 },
    )
    .map((parts) => `"${parts.join(" ")}"`),
  expression: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("var.size", "aws_vpc.main.id", "each.key"),
    tie("quoted"),
    tie("expression").map((inner) => `upper(${inner})`),
    tie("expression").map((inner) => `{ a = ${inner} }["a"]`),
  ),
}));

describe("known text", () => {
  it("is what was escaped, whatever it holds", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(knownText(escapeForTerraform(text))).toBe(text);
      }),
    );
  });

  it("is what was escaped, in data as well, names included", () => {
    fc.assert(
      fc.property(
        fc.dictionary(hostile, fc.oneof(hostile, fc.integer(), fc.array(hostile), fc.constant(null))),
        (data) => {
          expect(knownData(escapeDataForTerraform(data))).toEqual(data);
        },
      ),
    );
  });

  it("has one character for a whole template, however deep it is", () => {
    fc.assert(
      fc.property(expression, fc.constantFrom("$", "%"), (inner, sign) => {
        expect(knownText(`a-${sign}{${inner}}-b}`)).toBe(`a-${REFERENCE}-b}`);
      }),
    );
  });

  it.each([
    [`\${aws_vpc.main.id}`, REFERENCE],
    [`arn:\${data.aws_partition.current.partition}:iam`, `arn:${REFERENCE}:iam`],
    [`\${jsondecode({"a" = {"b" = "}"}})}x`, `${REFERENCE}x`],
    [`\${jsonencode({"a" = {"b" = "}"}})}x`, '{"a":{"b":"}"}}x'],
    [`\${jsonencode({"a" = "arn:\${aws_vpc.main.id}/*", "b" = 1})}`, `{"a":"arn:${REFERENCE}/*","b":1}`],
    [`\${jsonencode(local.policy)}`, REFERENCE],
    [`\${jsonencode(local.policy) + 1}`, REFERENCE],
    [`\${yamlencode({replicas = 2})}`, '{"replicas":2}'],
    [`a: 1\n\${yamlencode({b = 2})}`, `a: 1\n${REFERENCE}`],
    ["%{jsonencode(1)}", REFERENCE],
    [`\${lookup(local.names, "}")}x`, `${REFERENCE}x`],
    [`\${join("", ["\${lookup(local.a, "}")}", "{"])}x`, `${REFERENCE}x`],
    [`\${"a\\"}"}x`, `${REFERENCE}x`],
    [`\${"$\${no template}"}x`, `${REFERENCE}x`],
    ["%{ if var.on }yes%{ endif }", `${REFERENCE}yes${REFERENCE}`],
    [`\${a}\${b}`, `${REFERENCE}${REFERENCE}`],
    [`$\${HOME} %%{x} $HOME 100% {}`, `\${HOME} %{x} $HOME 100% {}`],
    [`$$\${HOME}`, `$\${HOME}`],
    [`\${never.closed`, REFERENCE],
    ["", ""],
  ])("of %j is %j", (text, known) => {
    expect(knownText(text)).toBe(known);
  });

  it("says whether something in it is unknown", () => {
    expect(holdsReference(knownText(`a \${b}`))).toBe(true);
    expect(holdsReference(knownText(`a $\${b}`))).toBe(false);
  });

  it("keeps what is no text as it is", () => {
    const data = { a: [1, true, null, { b: `\${c}` }] };
    expect(knownData(data)).toEqual({ a: [1, true, null, { b: REFERENCE }] });
    expect(data.a[3]).toEqual({ b: `\${c}` });
  });
});

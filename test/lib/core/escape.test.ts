import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Lazy, TerraformOutput } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import fc from "fast-check";
import { escapeDataForTerraform, escapeForTerraform } from "../../../lib/core/escape";
import { type Json, synthStack } from "../../support/synth";
import { describeWithTerraform, terraformBinary } from "../../support/terraform-binary";

const DOLLAR = "$";

/** Everything that Terraform, JSON or a template engine would like to read as something else. */
const HOSTILE: readonly string[] = [
  "",
  " leading and trailing ",
  `${DOLLAR}{`,
  "%{",
  "}",
  `${DOLLAR}{HOME}`,
  `${DOLLAR}${DOLLAR}{HOME}`,
  `${DOLLAR}${DOLLAR}${DOLLAR}{HOME}`,
  `${DOLLAR}${DOLLAR}${DOLLAR}${DOLLAR}{HOME}`,
  "%{ if true }yes%{ endif }",
  "%%{ if true }",
  "%%%{ if true }",
  `%${DOLLAR}{a}`,
  `${DOLLAR}%{a}`,
  `%%${DOLLAR}${DOLLAR}{a}%${DOLLAR}{`,
  `${DOLLAR}{unclosed`,
  `${DOLLAR}{${DOLLAR}{nested}}`,
  `${DOLLAR}{"quotes"}`,
  `${DOLLAR}`,
  "%",
  "100%",
  `cost: 5${DOLLAR}`,
  "{{ $value | humanize }}",
  "{{- .Values.x -}}",
  '"double"',
  "'single'",
  "`tick`",
  "\\",
  "\\n",
  '\\"',
  `\\${DOLLAR}{a}`,
  "line one\nline two\r\nline three\ttab",
  "<<EOT\ntext\nEOT\n",
  "<<-EOT\n  text\n  EOT",
  "~}",
  "# comment",
  "/* comment */",
  "//",
  "ü 漢字 🦀 \u00e9 \u200d \u2028",
  "\u0001\u007f",
  `{"json": "${DOLLAR}{x}"}`,
  `*/5 * * * * echo "${DOLLAR}{PATH%%:*}" ${DOLLAR}(date +%{format})`,
  `env: ${DOLLAR}{env:API_KEY:-none}`,
  'sum(rate(requests_total{code=~"5.."}[5m])) by (job) > 0',
];

const braces = fc.constantFrom(
  DOLLAR,
  "%",
  "{",
  "}",
  `${DOLLAR}{`,
  "%{",
  '"',
  "\\",
  "\n",
  "~",
  "<<EOT",
  "a",
  "TfToken[",
);
const anyText = fc.oneof(
  fc.array(braces, { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 30 }),
);
/** Terraform brings text into Unicode normal form C and has no lone surrogates; neither is a matter of escaping. */
const generated = fc.sample(anyText, { numRuns: 600, seed: 20_261_121 }).map((text) => text.normalize("NFC"));

/** Applies a stack of `terraform_data` and gives its outputs. Nothing is downloaded and no account is asked. */
function outputsOf(stack: Json): Json {
  const folder = mkdtempSync(join(tmpdir(), "palisade-escape-"));
  const environment = { PATH: process.env["PATH"], HOME: folder, CHECKPOINT_DISABLE: "1" };
  const terraform = (...args: readonly string[]) =>
    execFileSync(terraformBinary, args, {
      cwd: folder,
      env: environment,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
  try {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
    terraform("init", "-input=false", "-no-color");
    terraform("apply", "-input=false", "-no-color", "-auto-approve");
    const outputs: Json = JSON.parse(terraform("output", "-json"));
    return Object.fromEntries(
      Object.entries<Json>(outputs).map(
        ([
          name,
          {
            value: { value },
          },
        ]) => [name, value],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeWithTerraform("text that went through the escaping helper and the real binary", () => {
  const data = Object.fromEntries(HOSTILE.map((text, index) => [`key ${index} ${text}`, [{ text }]]));
  let outputs: Json;

  beforeAll(() => {
    const { resource, output, terraform } = synthStack(
      (stack) => {
        const outputOf = (id: string, value: unknown) => {
          const held = new DataResource(stack, `${id}-held`, { input: { value } });
          new TerraformOutput(stack, id, { staticId: true, value: held.interpolationForAttribute("output") });
        };
        outputOf("hostile", HOSTILE.map(escapeForTerraform));
        outputOf("generated", generated.map(escapeForTerraform));
        outputOf("data", escapeDataForTerraform(data));
        const other = new DataResource(stack, "other", { input: { text: "live" } });
        const live = Lazy.stringValue({ produce: () => other.interpolationForAttribute("input.text").toString() });
        outputOf("live", [
          escapeForTerraform(live),
          escapeForTerraform(`a ${live} b ${live}`),
          escapeForTerraform(`${DOLLAR}{HOME}/${live}/%{x}`),
          escapeForTerraform(`5 ${DOLLAR}${live}`),
          escapeForTerraform(`5 ${DOLLAR}${DOLLAR}${live}${DOLLAR}${live}`),
          escapeForTerraform(`5 %${live}`),
          escapeForTerraform(`{${live}}`),
        ]);
      },
      { providers: false },
    );
    outputs = outputsOf({ resource, output, terraform: { backend: terraform.backend } });
  }, 60_000);

  it("is what it was, however hostile", () => {
    expect(outputs.hostile).toEqual(HOSTILE);
  });

  it("is what it was, for generated text of the worst characters", () => {
    expect(generated.length).toBe(600);
    expect(outputs.generated).toEqual(generated);
  });

  it("is what it was inside of data, keys included", () => {
    expect(outputs.data).toEqual(data);
  });

  it("keeps references live, also right after a dollar sign or a percent sign", () => {
    expect(outputs.live).toEqual([
      "live",
      "a live b live",
      `${DOLLAR}{HOME}/live/%{x}`,
      `5 ${DOLLAR}live`,
      `5 ${DOLLAR}${DOLLAR}live${DOLLAR}live`,
      "5 %live",
      "{live}",
    ]);
  });
});

describe("the escaping helper", () => {
  it("doubles the sign before an opening brace and touches nothing else", () => {
    expect(escapeForTerraform(`${DOLLAR}{a} %{b} ${DOLLAR}c %d {e}`)).toBe(
      `${DOLLAR}${DOLLAR}{a} %%{b} ${DOLLAR}c %d {e}`,
    );
  });

  it("leaves everything but text as it is", () => {
    expect(escapeDataForTerraform([1, true, null, undefined, { a: 2 }])).toEqual([1, true, null, undefined, { a: 2 }]);
  });
});

import { gzipSync } from "node:zlib";
import { judge } from "../../../../lib/guardrails/judge";
import { redacted } from "../../../../lib/guardrails/redact";
import { SECRETS_RULES } from "../../../../lib/guardrails/rules/secrets";
import { madeUpSecrets } from "../../../../lib/guardrails/secrets/made-up-secrets";
import { SECRET_KINDS } from "../../../../lib/guardrails/secrets/secret-kind";
import { secretsInValue } from "../../../../lib/guardrails/secrets/stack-secrets";

const KINDS = Object.keys(SECRET_KINDS).filter((name): name is keyof typeof SECRET_KINDS => name in SECRET_KINDS);
const SECRETS = KINDS.flatMap((kind) => madeUpSecrets(kind).map((secret) => [kind, secret.says, secret] as const));

const kinds = (value: unknown, name: string): readonly string[] => [...new Set(secretsInValue(value, name))];

describe.each(SECRETS)("%s: %s", (kind, _, { name, text, hidden = text }) => {
  it("is found as it is, and as nothing that a rule does not tell from it", () => {
    // A key file inside of other text is found by the key too.
    const others = kinds(text, name).filter((found) => found !== kind && found !== "pem-private-key");
    expect(kinds(text, name)).toContain(kind);
    expect(others).toEqual([]);
  });

  it("is found in JSON, in a script, in base64, in gzip, and in one inside of the other", () => {
    const file = `# a file\n${name}: ${text}\n`;
    const packed = gzipSync(JSON.stringify({ [name]: text })).toString("base64");
    expect(kinds(JSON.stringify({ a: [{ [name]: text }] }), "")).toContain(kind);
    expect(kinds({ name, value: text }, "")).toContain(kind);
    expect(kinds(file, "")).toContain(kind);
    expect(kinds(Buffer.from(text).toString("base64"), name)).toContain(kind);
    expect(kinds(`#!/bin/sh\necho ${Buffer.from(`${name}=${text}`).toString("base64")} | base64 -d\n`, "")).toContain(
      kind,
    );
    expect(kinds(gzipSync(`${name}=${text}`).toString("base64"), "")).toContain(kind);
    expect(kinds(packed, "")).toContain(kind);
    expect(kinds(Buffer.from(`content: ${packed}\n`).toString("base64"), "")).toContain(kind);
  });

  it("is found in base64 with lines of 76 letters", () => {
    const long = `${"# a comment that makes it longer\n".repeat(4)}${name}=${text}\n`;
    const lines =
      Buffer.from(long)
        .toString("base64")
        .match(/.{1,76}/g) ?? [];
    expect(kinds({ user_data: lines.join("\n") }, "")).toContain(kind);
  });

  it("is shown by no finding of any rule, and by no other value that a finding shows", () => {
    const resource = {
      kubernetes_config_map_v1: { it: { data: { [name]: text } } },
      aws_lambda_function: { it: { environment: [{ variables: { [name]: text } }] } },
      aws_vpc: { it: { tags: { [name]: text } } },
      aws_instance: { it: { user_data: text } },
    };
    const variable = { db_password: { default: text } };
    const stacks = [{ name: "it", json: { resource, variable, output: { it: { value: text } } } }];
    const { findings, errors } = judge(stacks, { rules: SECRETS_RULES, today: "2026-11-21" });
    expect(errors).toEqual([]);
    expect(findings.length).toBeGreaterThan(3);
    for (const finding of findings) expect(JSON.stringify(finding)).not.toContain(hidden.slice(0, 24));
    expect(redacted(text, name)).toBe('"(not shown)"');
    expect(redacted({ [name]: [text] }, "values")).not.toContain(hidden.slice(0, 24));
  });
});

test("every kind of secret has one that was made up, and a rule", () => {
  expect(KINDS.filter((kind) => madeUpSecrets(kind).length === 0)).toEqual([]);
  const ids = new Set(SECRETS_RULES.map(({ id }) => id));
  expect(KINDS.filter((kind) => !ids.has(`secrets/${kind}`))).toEqual([]);
});

test.each([
  ["a mnemonic as a list", "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ")],
  [
    "the numbers of a key pair",
    madeUpSecrets("key-pair").map(({ text }): unknown => (text.startsWith("[") ? JSON.parse(text) : text))[0],
  ],
])("%s is not shown", (_, list) => {
  expect(redacted(list, "words")).toBe('"(not shown)"');
  expect(redacted({ words: list }, "values")).toBe('{"words":"(not shown)"}');
});

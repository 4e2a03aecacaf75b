import * as fc from "fast-check";
import { redacted } from "../../../lib/guardrails/redact";
import { REFERENCE } from "../../../lib/truth/terraform-text";

const HEX = "4f3edf983ac636a65a842ce7c78d9aa706d3b113bce9c46f30d7d21715b23b1d";

test.each([
  ["a number", 22, "22"],
  ["a short text", "public-read", '"public-read"'],
  ["a sentence", "a block of addresses that is your own", '"a block of addresses that is your own"'],
  ["an ARN", "arn:aws:kms:eu-central-1:111122223333:key/0123456789abcdef0123456789abcdef", undefined],
  ["an image with its digest", `ghcr.io/a/b@sha256:${HEX}`, undefined],
  ["an address", "https://example.org/a/very/long/path/that/is/no/secret/at/all/whatever/it/says", undefined],
])("%s is shown", (_, value, shown) => {
  expect(redacted(value, "field")).toBe(shown ?? JSON.stringify(value));
});

test.each([
  ["a private key in hexadecimal", `0x${HEX}`],
  ["a PEM", "-----BEGIN EC PRIVATE KEY-----"],
  ["an access key", "AKIAIOSFODNN7EXAMPLE"],
  ["a token of GitHub", "ghp_abc"],
  ["a token of Vault", "hvs.CAES"],
])("%s is not shown, wherever it stands", (_, value) => {
  expect(redacted(value, "description")).toBe('"(not shown)"');
  expect(redacted({ inner: [value] }, "description")).toBe('{"inner":["(not shown)"]}');
});

test.each(["authorization_type", "author", "passive", "seedless"])("what stands at %s is shown", (field) => {
  expect(redacted("NONE", field)).toBe('"NONE"');
});

test.each([
  ...["password", "db_password", "config.secretKey", "spec.auth_token", "mnemonic", "api_key", "userpass", "basicAuth"],
  ...["walletSeed", "passphrase"],
])("whatever stands at %s is not shown", (field) => {
  expect(redacted("hunter2", field)).toBe('"(not shown)"');
  expect(redacted(1234, field)).toBe('"(not shown)"');
  expect(redacted({ [field.split(".").at(-1) ?? ""]: "hunter2", name: "a" }, "x")).toContain('"name":"a"');
  expect(redacted({ [field.split(".").at(-1) ?? ""]: "hunter2" }, "x")).not.toContain("hunter2");
});

test("what is not known yet is a sign that can be read", () => {
  expect(redacted(`a${REFERENCE}b`, "x")).toBe('"a…b"');
});

test("what is long comes to one short line, and in a moment", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 300_000 }), (text, length) => {
      const long = text.repeat(Math.ceil(length / Math.max(1, text.length))).slice(0, length);
      const started = performance.now();
      expect(redacted(long, "x").length).toBeLessThanOrEqual(120);
      expect(performance.now() - started).toBeLessThan(1_000);
    }),
    {
      examples: [
        ["a", 300_000],
        ["a.", 300_000],
        ["a://", 300_000],
        ["arn:", 300_000],
      ],
    },
  );
});

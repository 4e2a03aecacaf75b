import fc from "fast-check";
import { PolicyTextFault, readPolicyText } from "../../../../lib/truth/texts/vault-policy-text";
import { examined } from "./examined";

const policy = (text: string) => examined("vault_policy", { name: "it", policy: text });

test("a good policy gives facts", () => {
  const text = [
    "# what the agent may read",
    'path "apps/data/+/config*" {',
    '  capabilities = ["read", "list",]',
    "  allowed_parameters = {",
    '    "kind" = ["a", "b"] // both',
    "  }",
    '  min_wrapping_ttl = "1h"',
    "}",
  ].join("\n");
  expect(policy(text)).toEqual({
    problems: [],
    warnings: [],
    facts: [
      "configuration key: policy path capabilities",
      "configuration key: policy capability read",
      "configuration key: policy capability list",
      "configuration key: policy path allowed_parameters",
      "configuration key: policy path min_wrapping_ttl",
    ],
  });
});

test("a capability with a typing error", () => {
  expect(policy('path "apps/data/x" {\n  capabilities = ["raed"]\n}\n').problems).toEqual([
    [
      "vault_policy.it policy line 2: Vault 2.0 refuses the policy: there is no capability raed",
      '  got: "raed"',
      "  allowed: read, create, deny",
      "  do this: correct the name",
      "  source: hashicorp/vault vault/policy.go; subscribe and recover: HashiCorp's documentation of Vault, policies and snapshots",
    ].join("\n"),
  ]);
});

test.each([
  ['path "a" {\n  capabilites = ["read"]\n}', /line 2: .*a path has no key capabilites\n.*\n {2}allowed: capabilities/],
  ['path "a" {\n  capabilities = ["read"\n}', /line 3: .*the text cannot be read: a list has no comma/],
  ['path "a" {\n  capabilities = ["read"]\n', /the text cannot be read: a block is not closed with }/],
  ['path "a" {\n  capabilities = ["read"]\n  capabilities = ["list"]\n}', /line 3: .*capabilities stands twice/],
  ['paths "a" {\n}', /line 1: .*a policy has no key paths/],
  ['path "a/+*" {\n  capabilities = ["read"]\n}', /\+ and \* stand side by side/],
  ['path "a" {\n  policy = "reed"\n}', /there is no such policy for a path/],
  ['{"path": {"a": {"capabilities": ["raed"]}}}', /there is no capability raed/],
  ["path a = read", /the text cannot be read/],
])("%s is refused", (text, message) => {
  expect(policy(text).problems).toEqual([expect.stringMatching(message)]);
});

test("a path twice and a star inside of a path are worth a warning", () => {
  const block = (path: string) => `path "${path}" {\n  capabilities = ["read"]\n}\n`;
  expect(policy(block("a") + block("a") + block("b/*/c")).warnings).toEqual([
    expect.stringContaining("the path a stands twice, and what both allow is added up"),
    expect.stringContaining("the * inside of the path b/*/c stands for itself"),
  ]);
});

test("what is not known before the apply is not judged", () => {
  const reference = "$" + "{vault_mount.it.path}";
  expect(policy(`path "${reference}/data/x" {\n  capabilities = ["read"]\n}\n${reference}`).problems).toEqual([]);
});

test("policies that Terraform's provider writes are looked at too", () => {
  const rule = [{ path: "a", capabilities: ["read", "udpate"] }];
  expect(examined("vault_policy_document", { rule }).problems).toHaveLength(1);
});

test("a text is read or refused, and nothing else happens", () => {
  const pieces = fc.constantFrom(
    "path",
    ' "a" ',
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    "\n",
    "# x\n",
    "1",
    "true",
    '"',
    "<<E\n",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 15 }), (parts) => {
      try {
        readPolicyText(parts.join(""));
      } catch (fault) {
        expect(fault).toBeInstanceOf(PolicyTextFault);
      }
    }),
  );
});

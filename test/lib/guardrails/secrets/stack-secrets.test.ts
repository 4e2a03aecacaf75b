import { gzipSync } from "node:zlib";
import { runRules } from "../../../../lib/guardrails/engine";
import { SECRETS_RULES } from "../../../../lib/guardrails/rules/secrets";
import { secretsInValue } from "../../../../lib/guardrails/secrets/stack-secrets";

const MNEMONIC = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const rules = SECRETS_RULES.filter(({ id }) => id === "secrets/mnemonic");

function findingsOf(
  json: Record<string, unknown>,
): readonly { readonly path: string; readonly pointer: string; readonly field: string }[] {
  return runRules([{ name: "app", json }], { rules }).findings.map(({ path, pointer, field }) => ({
    path,
    pointer,
    field,
  }));
}

test("a finding says where the secret stands, also inside of a text that is JSON", () => {
  const values = [JSON.stringify({ manifests: [{ data: { "wallet.txt": MNEMONIC } }] })];
  const it = { values, "//": { metadata: { path: "app/wallet/Resource" } } };
  expect(findingsOf({ resource: { helm_release: { it } } })).toEqual([
    {
      path: "app/wallet",
      pointer: "/resource/helm_release/it/values/0",
      field: 'values[0].manifests[0].data["wallet.txt"]',
    },
  ]);
});

test.each(["output", "variable", "locals", "provider", "terraform", "ephemeral", "module"])(
  "what stands in the part called %s is looked through too",
  (part) => {
    expect(findingsOf({ [part]: { it: [{ phrase: MNEMONIC }] } })).toEqual([
      { path: "app", pointer: `/${part}/it/0/phrase`, field: `${part}.it[0].phrase` },
    ]);
  },
);

test("comments are not looked through, since Terraform reads none of them", () => {
  expect(
    findingsOf({ "//": { phrase: MNEMONIC }, resource: { aws_vpc: { it: { "//": { phrase: MNEMONIC } } } } }),
  ).toEqual([]);
});

test("what stands in quotes inside of a reference is looked through, and other references are not", () => {
  const of = (expression: string): string => ["$", `{${expression}}`].join("");
  expect(secretsInValue({ user_data: of(`base64encode("${MNEMONIC}")`) })).toEqual(["mnemonic"]);
  expect(secretsInValue({ user_data: of("base64encode(local.script)") })).toEqual([]);
  expect(secretsInValue({ user_data: `$${of(`a("${MNEMONIC}")`)}` })).toEqual(["mnemonic"]);
});

test("the same kind in one text is one finding, and in two texts it is two", () => {
  expect(secretsInValue({ a: `${MNEMONIC}. And ${MNEMONIC}.` })).toEqual(["mnemonic"]);
  expect(secretsInValue({ a: MNEMONIC, b: MNEMONIC })).toEqual(["mnemonic", "mnemonic"]);
});

test("what unpacks to more than anyone carries in a stack is left alone, and what is cut off too", () => {
  const packed = gzipSync("a".repeat(64 * 1024 * 1024));
  const started = performance.now();
  expect(secretsInValue({ user_data: packed.toString("base64") })).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2_000);
  const cut = gzipSync(`${MNEMONIC} `.repeat(20)).subarray(0, 40);
  expect(secretsInValue({ user_data: cut.toString("base64") })).toEqual([]);
});

test("values in values and texts in texts are followed to some depth, and not for ever", () => {
  const deep = (levels: number): unknown => (levels === 0 ? MNEMONIC : { a: deep(levels - 1) });
  expect(secretsInValue(deep(40))).toEqual(["mnemonic"]);
  expect(secretsInValue(deep(2_000))).toEqual([]);
  const packed = (levels: number): string =>
    levels === 0 ? MNEMONIC : Buffer.from(packed(levels - 1)).toString("base64");
  expect(secretsInValue(packed(4))).toEqual(["mnemonic"]);
  expect(secretsInValue(packed(5))).toEqual([]);
});

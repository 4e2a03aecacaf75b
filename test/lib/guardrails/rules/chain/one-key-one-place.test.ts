import { exampleBundle, exampleStacks, exampleWorkload, GUARDRAILS, judge } from "../../../../../lib/guardrails";

const KEY = `0x93a1${"00".repeat(45)}77c4`;
const RULES = GUARDRAILS.filter(({ id }) => id === "chain/one-key-one-place");

function stack(environment: string, path: string) {
  const validator = exampleWorkload(
    "StatefulSet",
    { containers: [{ name: "main" }] },
    { "palisade.dev/kind": "validator" },
  );
  const manifest = {
    ...validator,
    metadata: { name: "it", namespace: "apps", annotations: { "palisade.dev/key": KEY } },
  };
  const suppression = {
    rule: "chain/one-key-one-place",
    reason: "we know what we are doing here",
    owner: "platform",
    created: "2026-11-01",
    expires: "2026-11-30",
    scope: path,
  };
  return {
    "//": { palisade: { guardrails: { environment, profile: "relaxed" }, suppressions: [suppression] } },
    resource: { helm_release: { it: { ...exampleBundle(manifest), "//": { metadata: { path } } } } },
  };
}

test("one key in two environments blocks in both, names both places, and nobody is let off", () => {
  const { stacks } = exampleStacks("two", {
    "prod-nodes": stack("prod", "prod-nodes/validator-0"),
    "dev-nodes": stack("dev", "dev-nodes/validator-1"),
  });
  const inputs = Object.entries(stacks).map(([name, json]) => ({ name, json }));
  const { findings } = judge(inputs, { rules: RULES, today: "2026-11-20" });
  const found = findings.filter(({ rule }) => rule === "chain/one-key-one-place");
  expect(
    found.map(({ path, environment, effect, suppression, got, expected, field }) => ({
      path,
      environment,
      effect,
      suppression,
      got,
      expected,
      field,
    })),
  ).toEqual([
    {
      path: "dev-nodes/validator-1",
      environment: "dev",
      effect: "block",
      suppression: undefined,
      got: '"0x93a100…77c4"',
      expected:
        "a key of its own at dev-nodes/validator-1 of the stack dev-nodes, since prod-nodes/validator-0 of the stack prod-nodes uses it too",
      field: 'StatefulSet it metadata.annotations["palisade.dev/key"]',
    },
    {
      path: "prod-nodes/validator-0",
      environment: "prod",
      effect: "block",
      suppression: undefined,
      got: '"0x93a100…77c4"',
      expected:
        "a key of its own at prod-nodes/validator-0 of the stack prod-nodes, since dev-nodes/validator-1 of the stack dev-nodes uses it too",
      field: 'StatefulSet it metadata.annotations["palisade.dev/key"]',
    },
  ]);
  expect(findings.map(({ field }) => field)).toContain("suppression of chain/one-key-one-place");
});

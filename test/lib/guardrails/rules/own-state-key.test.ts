import { runRules } from "../../../../lib/guardrails/engine";
import { ownStateKey } from "../../../../lib/guardrails/rules/state/own-state-key";

const backend = { s3: { bucket: "states", key: "nodes.tfstate" } };
const marks = (profile: string) => ({ "//": { palisade: { guardrails: { environment: "dev", profile } } } });

test("a finding of the whole app is told of the stack it is about, and weighs what that stack's profile says", () => {
  const stacks = [
    { name: "first", json: { ...marks("relaxed"), terraform: { backend } } },
    { name: "second", json: { ...marks("strict"), terraform: { backend } } },
  ];
  const { findings } = runRules(stacks, { rules: [ownStateKey] });
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "state/own-state-key",
      stack: "second",
      environment: "dev",
      path: "second",
      address: "",
      pointer: "/terraform/backend/s3",
      field: "terraform.backend.s3",
      effect: "block",
      expected: "another place than that of first",
    }),
  ]);
});

import { GUARDRAILS } from "../../../lib/guardrails";
import { JUDGED_PROVIDERS } from "../../../lib/guardrails/judged-providers";

test("every type that a rule names is of a provider that rules know", () => {
  const types = GUARDRAILS.flatMap((rule) => rule.types ?? []);
  expect(types.length).toBeGreaterThan(100);
  expect(types.filter((type) => !JUDGED_PROVIDERS.includes(type.split("_")[0] ?? ""))).toEqual([]);
});

test("every provider of a type in an example that a rule judges is one that rules know", () => {
  const providers = GUARDRAILS.filter(({ id }) => id !== "supply-chain/unjudged-part")
    .flatMap((rule) => rule.examples().fail)
    .flatMap(({ stacks }) => Object.values(stacks))
    .flatMap(({ resource }) => Object.keys(resource ?? {}))
    .map((type) => type.split("_")[0] ?? "");
  expect([...new Set(providers)].filter((provider) => !JUDGED_PROVIDERS.includes(provider))).toEqual([]);
});

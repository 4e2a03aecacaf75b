import type { JsonRecord } from "../../../lib/core/json";
import { GUARDRAILS, judge } from "../../../lib/guardrails";
import { exampleContainer, exampleObjects, exampleOf } from "../../../lib/guardrails/example";
import type { RuleExample } from "../../../lib/guardrails/rule";

// What stands in a secret's place is shown nowhere, however short and plain it is.

const PLAIN = "correct-horse";

function map(key: string): JsonRecord {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "it", namespace: "apps" }, data: { [key]: PLAIN } };
}

test.each<[string, RuleExample]>([
  [
    "supply-chain/plaintext-pipeline-secret",
    exampleOf("a pipeline", "github_actions_secret", { plaintext_value: PLAIN }),
  ],
  [
    "supply-chain/piped-installer",
    exampleOf("a machine", "aws_instance", { user_data: `curl -u ci:${PLAIN} https://x | sh` }),
  ],
  [
    "supply-chain/untrusted-checkout",
    exampleOf("a workflow", "github_repository_file", {
      file: ".github/workflows/it.yml",
      content: JSON.stringify({
        on: "pull_request_target",
        jobs: { it: { steps: [{ run: `login ${PLAIN}; gh pr checkout 1` }] } },
      }),
    }),
  ],
  ["kubernetes/secret-in-config-map", exampleObjects("a map", map("encryptionKey"))],
  ["kubernetes/secret-in-config-map", exampleObjects("a map", map("pwd"))],
  [
    "chain/cold-key",
    exampleContainer("a node", { image: "ethereum/client-go:v1.17.10", args: [`--withdrawal-key=${PLAIN}`] }),
  ],
  [
    "chain/node-key",
    exampleContainer("a node", { image: "ethereum/client-go:v1.17.10", args: [`--nodekeyhex=${PLAIN}`] }),
  ],
])("%s tells of a secret and does not show it", (id, { stacks }) => {
  const rules = GUARDRAILS.filter((rule) => rule.id === id);
  const inputs = Object.entries(stacks).map(([name, json]) => ({ name, json }));
  const { findings, errors } = judge(inputs, { rules, today: "2026-11-21" });
  expect(errors).toEqual([]);
  expect(findings).toHaveLength(1);
  expect(JSON.stringify(findings)).not.toContain(PLAIN);
});

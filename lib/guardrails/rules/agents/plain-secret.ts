import { isJsonRecord, textAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { saysSecret } from "../../secrets/secret-name";
import { fail, PASS, unknown } from "../../verdict";
import { itemsAt } from "../kubernetes/lists";
import { agentDeployment, exampleAgent, isAgent, noAgent } from "./agents";

export const plainSecret = guardrail({
  id: "agents/plain-secret",
  title: "An agent's secrets are named and never written down",
  severity: "high",
  why: "A key in the environment is in the state and in the version, and one question to the agent away from whoever asks.",
  fix: "name the secret in secrets of the Agent, which mounts it as files",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  aliases: ["C-0012"],
  subject: "container",
  check: ({ pod, spec }) => {
    if (!isAgent(pod)) return undefined;
    const variables = itemsAt(spec, ["env"]);
    if (variables === undefined) return unknown(["env"]);
    const written = variables.flatMap((variable, index) => {
      const value = isJsonRecord(variable) ? textAt(variable, "value") : undefined;
      if (value === undefined || value === "" || !saysSecret(textAt(variable, "name") ?? "")) return [];
      const at = ["env", index, "value"];
      return [holdsReference(value) ? unknown(at) : fail(at, "a secret by its name, as a file", "a value")];
    });
    return written.length === 0 ? PASS : written;
  },
  examples: () => ({
    pass: [
      exampleAgent("no secret", { env: [{ name: "AGENT_DIGEST", value: "ab" }] }),
      exampleAgent("a secret by its name", {
        env: [{ name: "API_KEY", valueFrom: { secretKeyRef: { name: "it", key: "token" } } }],
      }),
      exampleAgent("the place of a secret", { env: [{ name: "API_KEY_FILE", value: "/var/run/agent-secrets/key" }] }),
      exampleAgent("nothing", { env: [{ name: "API_KEY", value: "" }] }),
    ],
    fail: [
      exampleAgent("a key", { env: [{ name: "OPENAI_API_KEY", value: "made-up" }] }),
      exampleAgent("a password beside another variable", {
        env: [
          { name: "LEVEL", value: "info" },
          { name: "DB_PASSWORD", value: "made-up" },
        ],
      }),
    ],
    unknown: [
      exampleAgent("a key from elsewhere", { env: [{ name: "API_KEY", value: "$" + "{var.key}" }] }),
      exampleAgent("variables from elsewhere", { env: "$" + "{var.env}" }),
    ],
    notApplicable: [
      exampleObjects(
        "something that is no agent",
        noAgent(agentDeployment({ env: [{ name: "API_KEY", value: "x" }] })),
      ),
    ],
  }),
});

import { Agent, PromptFile, Schedule } from "cdktf-palisade/agent";
import { ExistingCluster } from "cdktf-palisade/cluster";
import { ImageRef, Namespace } from "cdktf-palisade/core";
import { VaultStore } from "cdktf-palisade/secrets";
import type { Construct } from "constructs";

/** An agent that reviews pull requests every weekday, with a token it reads from Vault. Goes into a stack like the one above. */
export function declareReviewer(scope: Construct, promptFile: string): Agent {
  const vault = VaultStore.fromAddress(scope, "secrets", { address: "https://vault.our.org:8200", mount: "apps" });
  return new Agent(scope, "reviewer", {
    cluster: ExistingCluster.fromKubeContext(scope, "agents-cluster", { context: "prod-eu" }),
    namespace: Namespace.fromName("agents"),
    name: "reviewer",
    version: "1.4.0",
    image: ImageRef.parse("registry.our.org/agents/runtime:3.0.0"),
    model: "smart",
    prompt: PromptFile.read(promptFile),
    capabilities: [{ id: "code.review", description: "Reviews pull requests." }],
    schedule: Schedule.cron("0 6 * * 1-5", { timeZone: "Europe/Zurich" }),
    secrets: [vault.secret("integrations/linear", { keys: ["token"] })],
  });
}

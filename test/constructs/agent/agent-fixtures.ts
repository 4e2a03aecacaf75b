import { Agent, type AgentProps, type AgentVersion, Schedule } from "../../../constructs/agent";
import { ImageRef } from "../../../constructs/core/image-ref";
import { PalisadeError } from "../../../lib/core/errors";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";

/** The version that is kept. */
export const first: AgentVersion = {
  version: "1.3.2",
  image: ImageRef.parse("registry.example.org/agent:3.0.0"),
  model: "smart",
  prompt: `Review what changed.\nUse \${names} and %{words} freely.`,
  capabilities: [{ id: "code.review", description: "Reviews pull requests." }],
};

/** The version that is live. */
export const second: AgentVersion = { ...first, version: "1.4.0", prompt: "Review what changed, kindly." };

/** An agent with both versions. */
export const props: AgentProps = {
  ...second,
  cluster: plainCluster,
  namespace: appsNamespace,
  name: "reviewer",
  schedule: Schedule.alwaysOn(),
  keptVersions: [first],
};

/** A stack with one agent. */
export function synth(change: Partial<AgentProps> = {}, use: (agent: Agent) => void = () => undefined) {
  return synthStack((stack) => use(new Agent(stack, "reviewer", { ...props, ...change })));
}

/** The agent's Deployment. */
export function deployment(change: Partial<AgentProps> = {}, use?: (agent: Agent) => void) {
  return only(synth(change, use).resource["kubernetes_deployment_v1"]);
}

/** Variables of the agent's container. */
export function environment(change: Partial<AgentProps> = {}): Record<string, string> {
  const { env } = deployment(change).spec.template.spec.container[0];
  return Object.fromEntries(env.map(({ name, value }: { name: string; value: string }) => [name, value]));
}

/** What is wrong with an agent; empty when nothing is. */
export function problemsOf(change: Partial<AgentProps>): readonly string[] {
  try {
    synth(change);
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems.map(({ what }) => what);
    throw error;
  }
  return [];
}

/** The objects of the kept versions, by address. */
export function objects(change: Partial<AgentProps> = {}): Record<string, Json> {
  return synth(change).resource["kubernetes_config_map_v1"] ?? {};
}

/** The object that the pods mount. */
export function mounted(change: Partial<AgentProps> = {}): Json {
  const { volume } = deployment(change).spec.template.spec;
  const { config_map } = volume.find(({ name }: { name: string }) => name === "version");
  const address = /^\$\{kubernetes_config_map_v1\.([^.]+)\.metadata\[0\]\.name\}$/.exec(config_map.name)?.[1];
  return objects(change)[address ?? ""];
}

import type { App, TerraformStack } from "cdktf";
import { AgentsStack } from "./agents-stack";
import { AuditStack } from "./audit-stack";
import { BootstrapStack } from "./bootstrap-stack";
import { ClusterStack } from "./cluster-stack";
import { type EnvironmentSpec, isAwsEnvironment } from "./environment";
import { GuardStack } from "./guard-stack";
import { MonitoringStack } from "./monitoring-stack";
import { NetworkStack } from "./network-stack";
import { NodesStack } from "./nodes-stack";
import { PlatformStack } from "./platform-stack";
import { RpcStack } from "./rpc-stack";
import { SecretsStack } from "./secrets-stack";
import { SignersStack } from "./signers-stack";
import { VaultStack } from "./vault-stack";

/** Declares the stacks of an environment, each after what it needs. */
export function declareEnvironment(app: App, environment: EnvironmentSpec): void {
  const foundation = declareFoundation(app, environment);
  const platform = after(new PlatformStack(app, environment), ...foundation);
  const vault = environment.vault.kind === "existing" ? undefined : after(new VaultStack(app, environment), platform);
  const secrets = after(new SecretsStack(app, environment, vault?.server), vault ?? platform);
  const monitoring = after(new MonitoringStack(app, environment, vault?.server), secrets);
  const watcher = monitoring.platform.attributes;
  const { guard, signers } = environment;
  const guarded =
    guard === undefined ? monitoring : after(new GuardStack(app, environment, guard, watcher), monitoring);
  const nodes = after(new NodesStack(app, environment, watcher), guarded);
  if (signers !== undefined && isAwsEnvironment(environment)) {
    const ground = { nodes: nodes.nodes, server: vault?.server, monitoring: watcher };
    after(new SignersStack(app, environment, signers, ground), nodes);
  }
  const rpc = after(new RpcStack(app, environment, Object.values(nodes.nodes), watcher), nodes);
  after(new AgentsStack(app, environment, rpc.tier, watcher), rpc);
}

/** Account, audit, network and cluster; nothing where the cluster is already there. */
function declareFoundation(app: App, environment: EnvironmentSpec): readonly TerraformStack[] {
  if (!isAwsEnvironment(environment)) return [];
  const bootstrap = new BootstrapStack(app, environment);
  const network = after(new NetworkStack(app, environment), bootstrap);
  const audit = after(new AuditStack(app, environment), bootstrap);
  return [after(new ClusterStack(app, environment), network), audit];
}

/** No reference between the stacks implies this order, so it is said. */
function after<T extends TerraformStack>(stack: T, ...earlier: readonly TerraformStack[]): T {
  for (const needed of earlier) stack.addDependency(needed);
  return stack;
}

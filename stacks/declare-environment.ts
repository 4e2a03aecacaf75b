import type { App, TerraformStack } from "cdktf";
import { AccessStack } from "./access-stack";
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
import { TrustStack } from "./trust-stack";
import { VaultStack } from "./vault-stack";

/** Declares the stacks of an environment, each after what it needs. */
export function declareEnvironment(app: App, environment: EnvironmentSpec): void {
  const foundation = declareFoundation(app, environment);
  const platform = after(new PlatformStack(app, environment), ...foundation);
  const vault = environment.vault.kind === "existing" ? undefined : after(new VaultStack(app, environment), platform);
  const secrets = after(new SecretsStack(app, environment, vault?.server), vault ?? platform);
  const monitoring = after(new MonitoringStack(app, environment, vault?.server), secrets);
  const watcher = monitoring.platform.attributes;
  const { guard, signers, trust } = environment;
  const guarded =
    guard === undefined ? monitoring : after(new GuardStack(app, environment, guard, watcher), monitoring);
  const base = { server: vault?.server, monitoring: watcher };
  const trusted = trust === undefined ? undefined : after(new TrustStack(app, environment, trust, base), guarded);
  const mesh = trusted?.mesh;
  const nodes = after(new NodesStack(app, environment, watcher), trusted ?? guarded);
  if (signers !== undefined && isAwsEnvironment(environment)) {
    const { guardCertificates } = secrets;
    const ground = { ...base, nodes: nodes.nodes, guardCertificates, trust: trusted };
    after(new SignersStack(app, environment, signers, ground), nodes);
  }
  const rpc = after(new RpcStack(app, environment, Object.values(nodes.nodes), watcher, mesh), nodes);
  after(new AgentsStack(app, environment, rpc.tier, watcher, mesh), rpc);
}

/** Account, audit, network, cluster and the way in; nothing where the cluster is already there. */
function declareFoundation(app: App, environment: EnvironmentSpec): readonly TerraformStack[] {
  if (!isAwsEnvironment(environment)) return [];
  const bootstrap = new BootstrapStack(app, environment);
  const network = after(new NetworkStack(app, environment), bootstrap);
  const audit = after(new AuditStack(app, environment), bootstrap);
  const cluster = after(new ClusterStack(app, environment), network);
  const { access } = environment.platform;
  if (access === undefined) return [cluster, audit];
  return [after(new AccessStack(app, environment, access), cluster, audit)];
}

/** No reference between the stacks implies this order, so it is said. */
function after<T extends TerraformStack>(stack: T, ...earlier: readonly TerraformStack[]): T {
  for (const needed of earlier) stack.addDependency(needed);
  return stack;
}

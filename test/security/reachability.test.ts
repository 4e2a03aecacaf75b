import { SIGNERS } from "../../lib/catalogue";
import { NameRules, physicalName } from "../../lib/core/naming";
import { publicSubnets } from "../../stacks/cluster-facts";
import { declareEnvironment } from "../../stacks/declare-environment";
import type { EnvironmentSpec } from "../../stacks/environment";
import { environments } from "../../stacks/environments";
import { vaultFacts } from "../../stacks/vault-facts";
import { synthesizedWithComments } from "../support/synthesized-with-comments";
import { DecidedNetwork } from "./reachability/decide";
import { type EnvironmentNetwork, readNetwork } from "./reachability/environment-network";
import { EQUIVALENT_MUTANTS } from "./reachability/equivalent-mutants";
import { mutantsOf, WRONG_NAMESPACE } from "./reachability/mutants";

/** Addresses outside: one that nobody owns, one where clouds keep credentials, and one of somebody's own network. */
const ON_THE_INTERNET = "203.0.113.7";
const METADATA = "169.254.169.254";
const IN_A_PRIVATE_NETWORK = "192.168.7.7";

const stacks = synthesizedWithComments((app) => {
  for (const environment of environments) declareEnvironment(app, environment);
});

function networkOf(environment: EnvironmentSpec): EnvironmentNetwork {
  const { name, platform } = environment;
  const own = stacks.filter((stack) => stack.name.startsWith(`${name}-`)).map(({ json }) => json);
  return readNetwork(own, {
    podAddresses: platform.kind === "aws" ? platform.cidr.replace(/\.0\.0\/16$/, ".48") : "10.244.0",
    hasIpv6: platform.kind !== "aws",
    storePort: Number(new URL(vaultFacts(environment).address).port),
  });
}

/** The job that brings the schema of a signer's database to its release. */
function migrationOf(signer: string): string {
  return physicalName([signer, "schema", SIGNERS["web3signer-eth2"].image.tag], NameRules.kubernetesWorkload);
}

/** A mutant that nothing was noticed of. */
interface Survivor {
  readonly environment: string;
  readonly name: string;
}

const proven = environments.map((environment) => {
  const network = networkOf(environment);
  const decided = new DecidedNetwork(network);
  const namespaces = [...new Set(network.policies.map(({ namespace }) => namespace)), WRONG_NAMESPACE];
  const inNetwork =
    environment.platform.kind === "aws" ? environment.platform.cidr.replace("0.0/16", "1.1") : "10.1.1.1";
  return { name: environment.name, environment, network, decided, namespaces, inNetwork };
});

function survivorsOf(index: number): { readonly mutants: number; readonly survivors: readonly Survivor[] } {
  const entry = proven[index];
  if (entry === undefined) throw new Error(`there is no environment ${index}`);
  const { name: environment, network, decided, namespaces } = entry;
  let mutants = 0;
  const survivors: Survivor[] = [];
  for (const policy of network.policies) {
    for (const { name, instead } of mutantsOf(policy, namespaces)) {
      mutants++;
      const policies = network.policies.flatMap((other) => (other === policy ? instead : [other]));
      const touched = new Set([policy, ...instead].map(({ namespace }) => namespace));
      if (decided.firstDifference(policies, touched) === undefined) survivors.push({ environment, name });
    }
  }
  return { mutants, survivors };
}

describe.each(proven)("the network of $name", ({ environment, network, decided, inNetwork }) => {
  const nodes = Object.entries(environment.nodes);
  const agents = Object.entries(environment.agents);

  test("is open where a verb asked for it and closed everywhere else, on both sides of every pair and for every port", () => {
    expect(decided.differences().map((difference) => decided.show(difference))).toEqual([]);
  });

  test("is decided over all its policies, pods and ports", () => {
    const { pairs, parts, decisions } = decided.decisions;
    expect(network.policies.length).toBeGreaterThanOrEqual(15);
    expect(pairs).toBeGreaterThan(2000);
    expect(parts).toBeGreaterThan(300);
    expect(decisions).toBeGreaterThan(1_000_000);
  });

  test("has no verb that only one side heard of", () => {
    expect(decided.unanswered()).toEqual([]);
  });

  test("lets declared pods reach those of constructs where a reader expects it", () => {
    // Between members what was asked for flows through the tunnel, and without it where one of them has left the mesh.
    const inMesh = (port: string) => (environment.trust === undefined ? port : `${port}, TCP 15008`);
    const metrics = nodes.map(([name, { clients }]) => [
      `monitoring/prometheus to nodes/${name}`,
      clients.execution === "geth" ? "TCP 5054, TCP 6060" : "TCP 5054, TCP 9001",
    ]);
    const calls = nodes.map(([name]) => [`rpc/rpc to nodes/${name}`, "TCP 8545"]);
    const callers = agents.flatMap(([name, { usesRpc }]) =>
      usesRpc === true ? [[`agents/${name} to rpc/rpc`, inMesh("TCP 4000")]] : [],
    );
    const signing = Object.entries(environment.signers?.wallets ?? {}).flatMap(([name, { node, guard }]) => [
      [`payments/${name}-payer to signers/${name}-guard`, inMesh(`TCP ${guard.port}`)],
      [`signers/${name}-guard to signers/${name}`, inMesh("TCP 9000")],
      [`signers/${name} to nodes/${node}`, "TCP 8545"],
    ]);
    const signers = Object.entries({ ...environment.signers?.validators, ...environment.signers?.wallets });
    const signerMetrics = signers.map(([name]) => [`monitoring/prometheus to signers/${name}`, "TCP 9001"]);
    expect(decided.flows()).toEqual(
      Object.fromEntries([
        ...metrics,
        ...calls,
        ...callers,
        ...signing,
        ...signerMetrics,
        ["monitoring/prometheus to rpc/rpc", "TCP 4001"],
      ]),
    );
  });

  test("lets constructs out to the internet where a reader expects it, and nowhere else outside", () => {
    const own = nodes.map(([name]) => [`nodes/${name}`, "every port"]);
    const users = agents.flatMap(([name, { usesInternet }]) =>
      usesInternet === true ? [[`agents/${name}`, "TCP 443"]] : [],
    );
    // S3 has no address of its own inside a network.
    const snapshots = environment.vault.kind === "own" ? [["vault/vault-snapshots", "TCP 443"]] : [];
    expect(decided.leavingTo(ON_THE_INTERNET)).toEqual(
      Object.fromEntries([...own, ...users, ...snapshots, ["rpc/rpc", "TCP 443"]]),
    );
    for (const address of [METADATA, IN_A_PRIVATE_NETWORK]) expect(decided.leavingTo(address)).toEqual({});
    // Databases and KMS stand inside the network, at addresses that nobody knows beforehand.
    const validators = Object.keys(environment.signers?.validators ?? {});
    const wallets = Object.keys(environment.signers?.wallets ?? {});
    expect(decided.leavingTo(inNetwork)).toEqual(
      Object.fromEntries([
        ...validators.map((name) => [`signers/${name}`, "TCP 5432"]),
        ...validators.map((name) => [`signers/${migrationOf(name)}`, "TCP 5432"]),
        ...wallets.map((name) => [`signers/${name}`, "TCP 443"]),
      ]),
    );
  });

  test("lets the outside in to ports for peers, and the load balancer's subnets to a tier that is published", () => {
    const peers = nodes.map(([name, { clients, options }]) => {
      const execution = options?.execution?.firstPeerPort ?? 0;
      const consensus = options?.consensus?.firstPeerPort ?? 0;
      const udp = [execution, ...(clients.execution === "geth" ? [] : [execution + 1]), consensus, consensus + 1];
      const ports = [...[execution, consensus].map((port) => `TCP ${port}`), ...udp.map((port) => `UDP ${port}`)];
      return [`nodes/${name}`, ports.join(", ")];
    });
    const published = environment.rpc.published === undefined ? [] : [["rpc/rpc", "TCP 4000"]];
    expect(decided.comingFrom(ON_THE_INTERNET)).toEqual(Object.fromEntries(peers));
    expect(decided.comingFrom(inNetwork)).toEqual(Object.fromEntries(peers));
    const [balancer = inNetwork] = publicSubnets(environment);
    expect(decided.comingFrom(balancer.replace(/\.0\/\d+$/, ".9"))).toEqual(
      Object.fromEntries([...peers, ...published]),
    );
  });
});

describe("a slip in any one policy", () => {
  const found = proven.map((_, index) => survivorsOf(index));
  const survivors = found.flatMap((one) => one.survivors);
  const isExplained = ({ environment, name }: Survivor): boolean =>
    EQUIVALENT_MUTANTS.some(({ of, only = environment }) => only === environment && of.test(name));

  test("is noticed, unless it changes nothing", () => {
    expect(found.reduce((sum, { mutants }) => sum + mutants, 0)).toBeGreaterThan(3000);
    expect(survivors.filter((survivor) => !isExplained(survivor))).toEqual([]);
  });

  test.each(EQUIVALENT_MUTANTS)("changes nothing: $because", ({ of, only }) => {
    const matching = proven
      .filter(({ name }) => only === undefined || only === name)
      .flatMap(({ name: environment, network, namespaces }) =>
        network.policies.flatMap((policy) =>
          mutantsOf(policy, namespaces)
            .filter(({ name }) => of.test(name))
            .map(({ name }) => ({ environment, name })),
        ),
      );
    expect(matching).not.toEqual([]);
    expect(survivors).toEqual(expect.arrayContaining(matching));
  });
});

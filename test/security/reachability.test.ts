import { declareEnvironment } from "../../stacks/declare-environment";
import type { EnvironmentSpec } from "../../stacks/environment";
import { environments } from "../../stacks/environments";
import { synthesizedWithComments } from "../support/synthesized-with-comments";
import { DecidedNetwork } from "./reachability/decide";
import { type EnvironmentNetwork, readNetwork } from "./reachability/environment-network";
import { EQUIVALENT_MUTANTS } from "./reachability/equivalent-mutants";
import { mutantsOf, WRONG_NAMESPACE } from "./reachability/mutants";

const stacks = synthesizedWithComments((app) => {
  for (const environment of environments) declareEnvironment(app, environment);
});

function networkOf({ name, platform, vault }: EnvironmentSpec): EnvironmentNetwork {
  const own = stacks.filter((stack) => stack.name.startsWith(`${name}-`)).map(({ json }) => json);
  return readNetwork(own, {
    podAddresses: platform.kind === "aws" ? platform.cidr.replace(/\.0\.0\/16$/, ".48") : "10.244.0",
    hasIpv6: platform.kind !== "aws",
    storePort: Number(new URL(vault.address).port),
  });
}

/** What has to be noticed of a mutant: nothing for one that changes nothing. */
interface Survivor {
  readonly environment: string;
  readonly name: string;
}

const proven = environments.map((environment) => {
  const network = networkOf(environment);
  const decided = new DecidedNetwork(network);
  const namespaces = [...new Set(network.policies.map(({ namespace }) => namespace)), WRONG_NAMESPACE];
  return { environment: environment.name, network, decided, namespaces };
});

function survivorsOf(index: number): { readonly mutants: number; readonly survivors: readonly Survivor[] } {
  const entry = proven[index];
  if (entry === undefined) throw new Error(`there is no environment ${index}`);
  const { environment, network, decided, namespaces } = entry;
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

describe.each(proven)("the network of $environment", ({ environment, network, decided }) => {
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
    const { nodes, agents } = environments.find(({ name }) => name === environment) ?? { nodes: {}, agents: {} };
    const metrics = Object.entries(nodes).map(([name, { clients }]) => [
      `monitoring/prometheus to nodes/${name}`,
      clients.execution === "geth" ? "TCP 5054, TCP 6060" : "TCP 5054, TCP 9001",
    ]);
    const calls = Object.keys(nodes).map((name) => [`rpc/rpc to nodes/${name}`, "TCP 8545"]);
    const callers = Object.entries(agents).flatMap(([name, { usesRpc }]) =>
      usesRpc === true ? [[`agents/${name} to rpc/rpc`, "TCP 4000"]] : [],
    );
    expect(decided.flows()).toEqual(
      Object.fromEntries([...metrics, ...calls, ...callers, ["monitoring/prometheus to rpc/rpc", "TCP 4001"]]),
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
      .filter(({ environment }) => only === undefined || only === environment)
      .flatMap(({ environment, network, namespaces }) =>
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

import { type NetworkPath, networkPaths, type ResolvedNetwork, resolveNetwork } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { parseCidr } from "../../lib/core/cidr";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { ChainNode } from "../node";
import type { RpcTierProps } from "./rpc-tier-props";
import { Upstream } from "./upstream";

const FEWEST_REPLICAS = 2;

function tooFewReplicas(got: number): Problem {
  return {
    what: "an RPC tier has too few replicas to stay up while one is replaced",
    got,
    allowed: `${FEWEST_REPLICAS} or more`,
    doThis: "raise replicas, or leave it out",
  };
}

function noUpstream(): Problem {
  return {
    what: "an RPC tier has nothing to forward to",
    allowed: "at least one own node or external upstream",
    doThis: "add a ChainNode or Upstream.external to upstreams",
  };
}

function notAnUpstream(got: unknown): Problem {
  return {
    what: "an RPC tier was given something it cannot forward to",
    got: typeof got,
    allowed: "a ChainNode or Upstream.external: addresses are not passed as text, they may hold keys",
    doThis: "wrap the provider in Upstream.external",
  };
}

function repeatedUpstream(got: string): Problem {
  return { what: "two upstreams of one RPC tier have the same name", got, doThis: "rename one of them" };
}

function unclearNetwork(upstream: string): Problem {
  return {
    what: `it is not clear which network the upstream ${upstream} follows`,
    allowed: networkPaths().join(", "),
    doThis: `set network in Upstream.external("${upstream}", …)`,
  };
}

function oddAmount(what: string, got: number): Problem {
  return { what: `${what} is not a positive whole number`, got, allowed: "1 or more", doThis: `correct ${what}` };
}

function cacheTooLarge(got: number, limitMiB: number): Problem {
  return {
    what: "the cache would fill the memory of a replica",
    got,
    allowed: `at most half of the memory limit, ${Math.floor(limitMiB / 2)} MiB`,
    doThis: "lower cacheMiB, or raise resources",
  };
}

function rateBelowReplicas(upstream: string, got: number, replicas: number): Problem {
  return {
    what: `the limit of upstream ${upstream} cannot be shared out: each replica counts for itself and sends at least one call`,
    got,
    allowed: `${replicas} calls a second or more, one for each replica`,
    doThis: "raise requestsPerSecond, or run fewer replicas",
  };
}

function openToThePublic(): Problem {
  return {
    what: "the public can reach the RPC tier, and it does not say whose calls it answers",
    allowed: "RpcAccess.secret, or RpcAccess.anonymous for a tier that serves anyone",
    doThis: "set access",
  };
}

/** Checks who can reach a tier against what it says about that. Problems go to `check`. */
export function checkTierAccess(check: Checker, { exposure, access, trustedProxyCidrs }: RpcTierProps): void {
  check.that(exposure?.kind !== "publicTls" || access !== undefined, openToThePublic);
  for (const cidr of trustedProxyCidrs ?? []) check.collect(() => parseCidr(cidr));
}

/** One upstream, its name and its network. */
export type TierUpstream =
  | { readonly name: string; readonly network: ResolvedNetwork; readonly node: ChainNode }
  | { readonly name: string; readonly network: ResolvedNetwork; readonly external: Upstream };

/** Checks the numbers of a tier. Problems go to `check`. */
export function checkTierNumbers(check: Checker, props: RpcTierProps, memoryLimitMiB: number): void {
  const { replicas, requestsPerSecondPerClient, cacheMiB } = props;
  if (replicas !== undefined) {
    check.that(Number.isInteger(replicas) && replicas >= FEWEST_REPLICAS, () => tooFewReplicas(replicas));
  }
  for (const [name, amount] of Object.entries({ requestsPerSecondPerClient, cacheMiB })) {
    if (amount !== undefined) check.that(Number.isInteger(amount) && amount >= 1, () => oddAmount(name, amount));
  }
  if (cacheMiB !== undefined) {
    check.that(cacheMiB <= memoryLimitMiB / 2, () => cacheTooLarge(cacheMiB, memoryLimitMiB));
  }
}

/**
 * Gives every upstream its network. One that does not say follows the network of the tier's own nodes, when that is
 * one alone.
 *
 * @param present what the tier forwards to already
 * @throws PalisadeError listing every problem
 */
export function checkUpstreams(
  upstreams: readonly unknown[],
  replicas: number,
  where: string,
  present: readonly TierUpstream[] = [],
): readonly TierUpstream[] {
  const check = new Checker(where);
  check.that(upstreams.length > 0, noUpstream);
  const nodes = [
    ...present.flatMap((upstream) => ("node" in upstream ? [upstream.node] : [])),
    ...upstreams.filter((upstream) => upstream instanceof ChainNode),
  ];
  const own = new Map(nodes.map(({ network }) => [network.spec.chainId, network]));
  const [only] = own.size === 1 ? own.values() : [];
  const names = new Set(present.map(({ name }) => name));
  const found = upstreams.flatMap((upstream): TierUpstream[] => {
    if (!(upstream instanceof ChainNode || upstream instanceof Upstream)) {
      check.add(notAnUpstream(upstream));
      return [];
    }
    const name = upstream instanceof ChainNode ? upstream.workload.name : upstream.name;
    check.that(!names.has(name), () => repeatedUpstream(name));
    names.add(name);
    if (upstream instanceof ChainNode) return [{ name, network: upstream.network, node: upstream }];
    const rate = upstream.options.requestsPerSecond ?? replicas;
    check.that(rate >= replicas, () => rateBelowReplicas(name, rate, replicas));
    const path = upstream.options.network;
    const network = path === undefined ? only : check.collect(() => resolveNetwork(path, where));
    if (network === undefined) {
      if (path === undefined) check.add(unclearNetwork(name));
      return [];
    }
    return [{ name, network, external: upstream }];
  });
  check.done();
  return found;
}

/** The network of this path among those a tier serves, or the only one. @throws PalisadeError naming the networks it serves */
export function chooseNetwork(
  served: readonly ResolvedNetwork[],
  path: NetworkPath | undefined,
  where: string,
): ResolvedNetwork {
  const named = (network: ResolvedNetwork) => `${network.chain.name}/${network.name}`;
  const found = served.filter((network) => path === undefined || named(network) === path);
  const [network] = found;
  if (network === undefined || found.length > 1) {
    throw new PalisadeError([
      {
        what: path === undefined ? "the RPC tier serves several networks" : "the RPC tier does not serve this network",
        ...(path === undefined ? {} : { got: path }),
        allowed: served.map(named).join(", "),
        doThis: "ask for one of them with urlFor",
        where,
      },
    ]);
  }
  return network;
}

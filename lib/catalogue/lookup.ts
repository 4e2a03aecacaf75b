import { Checker } from "../core/checks";
import { PalisadeError, type Problem } from "../core/errors";
import { CHAINS, CLIENTS, GATEWAYS, HELPERS, SHARE_SIGNERS, SIGNERS } from "./registry";
import type { ChainSpec, ClientRole, ClientSpec, NetworkSpec, SizingSpec } from "./types";

/** What a node should be, in words that may come from outside: a file, a plugin, plain JavaScript. */
export interface NodeSelection {
  /** Name of a chain. */
  readonly chain: string;
  /** Name of one of its networks. */
  readonly network: string;
  /** Name of a client for every role of the chain. */
  readonly clients: Readonly<Record<string, string>>;
}

/** A network together with its chain and its name. */
export interface ResolvedNetwork {
  /** Its chain. */
  readonly chain: ChainSpec;
  /** Its name on the chain. */
  readonly name: string;
  /** Its facts. */
  readonly spec: NetworkSpec;
}

/** A client together with how much it needs on the network. */
export interface ResolvedClient {
  /** Its facts. */
  readonly spec: ClientSpec;
  /** How much it needs. */
  readonly sizing: SizingSpec;
}

/** What the catalogue says about a selection. */
export interface ResolvedNode {
  /** The network, with its chain. */
  readonly network: ResolvedNetwork;
  /** The clients, in the order of the chain's roles. */
  readonly clients: readonly ResolvedClient[];
}

const chains: Readonly<Record<string, ChainSpec>> = CHAINS;
const clients: Readonly<Record<string, ClientSpec>> = CLIENTS;

function own<T>(registry: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(registry, name) ? registry[name] : undefined;
}

function unknownChain(got: string): Problem {
  return {
    what: "the catalogue has no such chain",
    got,
    allowed: Object.keys(chains).join(", "),
    doThis: "use one of these names, or add the chain to the catalogue",
  };
}

function unknownNetwork(chain: ChainSpec, got: string): Problem {
  return {
    what: `${chain.title} has no such network in the catalogue`,
    got,
    allowed: Object.keys(chain.networks).join(", "),
    doThis: "use one of these names, or add the network to the chain's file",
  };
}

function malformedNetworkPath(got: string): Problem {
  return {
    what: "a network is named by its chain and its own name",
    got,
    allowed: networkPaths().join(", "),
    doThis: "write it as chain/network",
  };
}

function missingClient(chain: ChainSpec, role: ClientRole): Problem {
  return {
    what: `a node on ${chain.title} needs a client for the role ${role}, and none is named`,
    allowed: clientsFor(chain.name, role).join(", ") || "none: the catalogue has no client for it yet",
    doThis: `set clients.${role}`,
  };
}

function unfitClient(chain: ChainSpec, role: ClientRole, got: string): Problem {
  const known = own(clients, got);
  const why = known === undefined ? "is not in the catalogue" : describeFit(known);
  return {
    what: `${got} ${why}, so it cannot be the ${role} client of a node on ${chain.title}`,
    got,
    allowed: clientsFor(chain.name, role).join(", ") || "none: the catalogue has no client for it yet",
    doThis: `name a client that fits in clients.${role}`,
  };
}

function describeFit(client: ClientSpec): string {
  return `is the ${client.role} client of ${Object.keys(client.chains).join(", ")}`;
}

function unsupportedNetwork(client: ClientSpec, chain: ChainSpec, got: string): Problem {
  return {
    what: `${client.title} is not sized for this network of ${chain.title}`,
    got,
    allowed: Object.keys(client.chains[chain.name] ?? {}).join(", "),
    doThis: "use another client, or add the network to the client's file",
  };
}

function strangeRole(chain: ChainSpec, got: string): Problem {
  return {
    what: `a node on ${chain.title} has no such role`,
    got,
    allowed: chain.roles.join(", "),
    doThis: `remove clients.${got}`,
  };
}

/** Names of the clients that play a role on a chain. */
export function clientsFor(chain: string, role: ClientRole): readonly string[] {
  return Object.values(clients)
    .filter((client) => client.role === role && Object.hasOwn(client.chains, chain))
    .map((client) => client.name);
}

/** Every network of every chain, such as `ethereum/mainnet`. */
export function networkPaths(): readonly string[] {
  return Object.values(chains).flatMap((chain) => Object.keys(chain.networks).map((name) => `${chain.name}/${name}`));
}

/** Every image the catalogue pins, as `repository:tag`. */
export function catalogueImages(): readonly string[] {
  const programs = [CLIENTS, GATEWAYS, SIGNERS, SHARE_SIGNERS, HELPERS].flatMap((registry) => Object.values(registry));
  return [...new Set(programs.map(({ image }) => `${image.repository}:${image.tag}`))];
}

/** The network with this path, such as `ethereum/mainnet`. @throws PalisadeError naming the paths there are */
export function resolveNetwork(path: string, where = "network"): ResolvedNetwork {
  const slash = path.indexOf("/");
  const name = path.slice(slash + 1);
  const chain = own(chains, path.slice(0, Math.max(slash, 0)));
  const spec = chain === undefined ? undefined : own(chain.networks, name);
  if (chain === undefined || spec === undefined) throw new PalisadeError([{ ...malformedNetworkPath(path), where }]);
  return { chain, name, spec };
}

/**
 * Looks up what a node should be made of. The compiler has done so already for values it knows; this is for the rest.
 *
 * @throws PalisadeError listing an unknown chain or network, and every client that is missing or does not fit
 */
export function resolveNode(selection: NodeSelection, where = "node"): ResolvedNode {
  const check = new Checker(where);
  const chain = own(chains, selection.chain);
  if (chain === undefined) throw new PalisadeError([{ ...unknownChain(selection.chain), where }]);
  const spec = own(chain.networks, selection.network);
  const found = resolveClients(chain, selection, check);
  if (spec === undefined) {
    throw new PalisadeError([{ ...unknownNetwork(chain, selection.network), where }, ...check.problems]);
  }
  const sized = found.flatMap((client) => {
    const sizing = own(own(client.chains, chain.name) ?? {}, selection.network);
    if (sizing !== undefined) return [{ spec: client, sizing }];
    check.add(unsupportedNetwork(client, chain, selection.network));
    return [];
  });
  check.done();
  return { network: { chain, name: selection.network, spec }, clients: sized };
}

function resolveClients(chain: ChainSpec, selection: NodeSelection, check: Checker): readonly ClientSpec[] {
  const roles: readonly string[] = chain.roles;
  for (const role of Object.keys(selection.clients)) {
    check.that(roles.includes(role), () => strangeRole(chain, role));
  }
  return chain.roles.flatMap((role) => {
    const name = selection.clients[role];
    if (name === undefined) {
      check.add(missingClient(chain, role));
      return [];
    }
    const client = own(clients, name);
    if (client === undefined || !clientsFor(chain.name, role).includes(name)) {
      check.add(unfitClient(chain, role, name));
      return [];
    }
    return [client];
  });
}

import { isIPv4 } from "node:net";
import type { IConstruct } from "constructs";
import {
  type ClientSpec,
  type NodeSelection,
  type ResolvedNetwork,
  type ResolvedNode,
  resolveNode,
} from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { ContainerSpec } from "../core/container";
import type { ChainNodeProps, ClientOptions } from "./chain-node-props";
import { containerOf, DATA_DIRECTORY, imageOf, type NodeClient } from "./client-container";
import { EngineSecret } from "./engine-secret";
import { optionsProblems } from "./given-options";
import { takePeerPorts } from "./peer-ports";

function noCheckpoint(network: string): Problem {
  return {
    what: `nobody is known to serve a checkpoint for ${network}`,
    allowed: "the https address of a beacon API you trust",
    doThis: "set checkpointSyncUrl",
  };
}

function oddCheckpoint(got: string): Problem {
  return {
    what: "the checkpoint address is not one a node should start from",
    got,
    allowed: "an https address without user, password or query",
    doThis: "correct checkpointSyncUrl",
  };
}

function oddAddress(got: string): Problem {
  return {
    what: "the address a node tells its peers is not an IPv4 address",
    got,
    allowed: "a public address such as 203.0.113.7",
    doThis: "correct announcedAddress, or leave it out",
  };
}

function oddStorage(client: ClientSpec, got: number): Problem {
  return {
    what: `the volume of ${client.title} has no usable size`,
    got,
    allowed: "a whole number of GiB, 1 or more",
    doThis: `correct options.${client.role}.storageGiB, or leave it out`,
  };
}

function noShell(clients: readonly ClientSpec[]): Problem {
  return {
    what: "no client of this node has a shell in its image, so nothing can make the secret of the engine API",
    got: clients.map(({ name }) => name),
    allowed: "at least one client whose catalogue entry names a shell",
    doThis: "choose another pair of clients",
  };
}

/** A node whose props have been looked up and checked. */
export interface CheckedNode {
  /** The network it follows. */
  readonly network: ResolvedNetwork;
  /** Its clients, in the order of the chain's roles. */
  readonly clients: readonly NodeClient[];
  /** Their containers, in the same order. */
  readonly containers: readonly ContainerSpec[];
  /** The containers that run first. */
  readonly initContainers: readonly ContainerSpec[];
}

/** The props as words: what the compiler promised does not hold for plain JavaScript and data from files. */
function selectionOf(props: ChainNodeProps): NodeSelection {
  return { chain: props.chain, network: props.network, clients: { ...props.clients } };
}

/** Looks up and checks everything a node was given. @throws PalisadeError listing every problem */
export function checkNode(scope: IConstruct, props: ChainNodeProps): CheckedNode {
  const check = new Checker(scope.node.path);
  const { announcedAddress } = props;
  if (announcedAddress !== undefined) check.that(isIPv4(announcedAddress), () => oddAddress(announcedAddress));
  const resolved = check.collect(() => resolveNode(selectionOf(props), scope.node.path));
  if (resolved === undefined) throw new PalisadeError(check.problems);
  const { network } = resolved;
  const roles = resolved.clients.map(({ spec }) => spec.role);
  const shapes = optionsProblems(props.options, roles);
  for (const problem of shapes) check.add(problem);
  const checkpointSyncUrl = checkCheckpoint(check, props, resolved);
  if (shapes.length > 0) throw new PalisadeError(check.problems);
  const options: Readonly<Record<string, ClientOptions | undefined>> = props.options ?? {};
  const clients = resolved.clients.map(({ spec, sizing }): NodeClient => {
    const own = options[spec.role] ?? {};
    const { storageGiB } = own;
    if (storageGiB !== undefined) {
      check.that(Number.isInteger(storageGiB) && storageGiB >= 1, () => oddStorage(spec, storageGiB));
    }
    const enginePort = network.chain.enginePort;
    const context = {
      network: network.name,
      dataDirectory: DATA_DIRECTORY,
      peerPorts: takePeerPorts(scope, props.cluster, spec, own.firstPeerPort ?? spec.firstPeerPort, check),
      ...(enginePort === undefined ? {} : { engine: { port: enginePort, secretFile: EngineSecret.file } }),
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
      ...(spec.checkpointSync === true && checkpointSyncUrl !== undefined ? { checkpointSyncUrl } : {}),
    };
    return { spec, sizing, options: own, context };
  });
  const containers = clients.flatMap((client) => check.collect(() => [containerOf(client, scope.node.path)]) ?? []);
  const initContainers = network.chain.enginePort === undefined ? [] : engineSecretMaker(check, clients);
  check.done();
  return { network, clients, containers, initContainers };
}

function checkCheckpoint(
  check: Checker,
  props: ChainNodeProps,
  { network, clients }: ResolvedNode,
): string | undefined {
  const url = props.checkpointSyncUrl ?? network.spec.checkpointSyncUrls[0];
  if (url !== undefined) {
    check.that(isPlainHttps(url), () => oddCheckpoint(url));
  } else if (clients.some(({ spec }) => spec.checkpointSync === true)) {
    check.add(noCheckpoint(`${network.chain.name}/${network.name}`));
  }
  return url;
}

/** The first client with a shell lends its image: nothing more has to be pulled, pinned or trusted. */
function engineSecretMaker(check: Checker, clients: readonly NodeClient[]): readonly ContainerSpec[] {
  for (const { spec, options } of clients) {
    if (spec.shell !== undefined) return [EngineSecret.maker(imageOf(spec, options), spec.shell)];
  }
  check.add(noShell(clients.map(({ spec }) => spec)));
  return [];
}

function isPlainHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === "https:" && url.username === "" && url.password === "" && url.search === "";
}

import { TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { MARKS } from "../../lib/truth/synthesized-resource";
import { type AskedParty, type IPeer, Peer, type PeerPort } from "./peer";

/** Name of the mark of a stack that says which traffic was asked for, and who is closed beside it. */
export const ASKED = "asked";

/**
 * Whose side of the traffic the asker answers for. `from` opens what leaves one side, `to` what reaches the other; traffic
 * flows where both were asked for. `both`: the asker wired the two sides together.
 */
export type AskedSide = "from" | "to" | "both";

/** Traffic that somebody asked for by a verb. */
export interface AskedTraffic {
  /** The verb, such as `grantRpc`. */
  readonly verb: string;
  /** Path of the construct it was said to. */
  readonly at: string;
  /** Who starts the traffic. */
  readonly from: AskedParty;
  /** Who is reached. */
  readonly to: AskedParty;
  /** Ports that are reached. Empty means every port. */
  readonly ports: readonly PeerPort[];
  /** Whose side was asked for. */
  readonly side: AskedSide;
}

/** What one stack asks of the network. */
export interface AskedOfNetwork {
  /** Traffic that is to flow. */
  readonly traffic: readonly AskedTraffic[];
  /** Those to whom and from whom nothing else may flow. */
  readonly closed: readonly AskedParty[];
}

/** What one stack asks, while it is asked. */
interface Noted extends AskedOfNetwork {
  readonly traffic: AskedTraffic[];
  readonly closed: AskedParty[];
}

/** cdktf does not say what it was told to override. */
const noted = new WeakMap<TerraformStack, Noted>();

/** The same of a whole app, by the path of who takes part in it: many ask, and each asks for what concerns itself. */
const byConstruct = new WeakMap<IConstruct, Map<string, AskedTraffic[]>>();

/**
 * Writes down what a verb was asked for, as it was asked: whom, and not by which labels a policy finds them. Policies are
 * made elsewhere, so a test can hold the two against each other. It stands in the stack's comment, which Terraform does
 * not read.
 */
export function noteAskedTraffic(at: IConstruct, asked: Omit<AskedTraffic, "at">): void {
  const traffic: AskedTraffic = { ...asked, at: at.node.path };
  notedIn(at).traffic.push(traffic);
  const known = byConstruct.get(at.node.root) ?? new Map<string, AskedTraffic[]>();
  byConstruct.set(at.node.root, known);
  const paths = [asked.from, asked.to].flatMap((party) => ("construct" in party ? [party.construct] : []));
  for (const path of new Set(paths)) {
    const before = known.get(path);
    if (before === undefined) known.set(path, [traffic]);
    else before.push(traffic);
  }
}

/** Writes down that nothing may flow to or from somebody beside what is asked for. */
export function noteClosed(at: IConstruct, party: AskedParty): void {
  notedIn(at).closed.push(party);
}

/**
 * What was asked of the network so far, in all stacks, of a construct or of one of those it is a part of: a node, a tier, a
 * group of signers. What was asked of itself comes first.
 */
export function askedTrafficOf(construct: IConstruct): readonly AskedTraffic[] {
  const known = byConstruct.get(construct.node.root);
  if (known === undefined) return [];
  const outwards = construct.node.scopes.toReversed();
  return [...new Set(outwards.flatMap(({ node }) => known.get(node.path) ?? []))];
}

/** Who a peer is, as whoever asked named it. */
export function partyOf(peer: IPeer): AskedParty {
  if (peer instanceof Peer) return peer.asked;
  if ("namespaceName" in peer && typeof peer.namespaceName === "string") return { namespace: peer.namespaceName };
  return Construct.isConstruct(peer) ? { construct: peer.node.path } : { selectors: peer.toPeerSelectors() };
}

/** What is written is what this holds in the end. */
function notedIn(at: IConstruct): Noted {
  const stack = TerraformStack.of(at);
  const known = noted.get(stack);
  if (known !== undefined) return known;
  const fresh: Noted = { traffic: [], closed: [] };
  noted.set(stack, fresh);
  stack.addOverride(`//.${MARKS}.${ASKED}`, fresh);
  return fresh;
}

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

/** cdktf does not say what it was told to override. */
const noted = new WeakMap<TerraformStack, AskedOfNetwork>();

/**
 * Writes down what a verb was asked for, as it was asked: whom, and not by which labels a policy finds them. Policies are
 * made elsewhere, so a test can hold the two against each other. It stands in the stack's comment, which Terraform does
 * not read.
 */
export function noteAskedTraffic(at: IConstruct, asked: Omit<AskedTraffic, "at">): void {
  const { traffic, closed } = askedOf(at);
  note(at, { traffic: [...traffic, { ...asked, at: at.node.path }], closed });
}

/** Writes down that nothing may flow to or from somebody beside what is asked for. */
export function noteClosed(at: IConstruct, party: AskedParty): void {
  const { traffic, closed } = askedOf(at);
  note(at, { traffic, closed: [...closed, party] });
}

/** What was asked of the network in a stack so far. */
export function askedTrafficOf(stack: TerraformStack): readonly AskedTraffic[] {
  return noted.get(stack)?.traffic ?? [];
}

/** Who a peer is, as whoever asked named it. */
export function partyOf(peer: IPeer): AskedParty {
  if (peer instanceof Peer) return peer.asked;
  if ("namespaceName" in peer && typeof peer.namespaceName === "string") return { namespace: peer.namespaceName };
  return Construct.isConstruct(peer) ? { construct: peer.node.path } : { selectors: peer.toPeerSelectors() };
}

function askedOf(at: IConstruct): AskedOfNetwork {
  return noted.get(TerraformStack.of(at)) ?? { traffic: [], closed: [] };
}

function note(at: IConstruct, asked: AskedOfNetwork): void {
  const stack = TerraformStack.of(at);
  noted.set(stack, asked);
  stack.addOverride(`//.${MARKS}.${ASKED}`, asked);
}

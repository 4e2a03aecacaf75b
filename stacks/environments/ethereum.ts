import type { ClientFor, NetworkName } from "../../lib/catalogue";
import type { NodeEntry } from "../environment";

/** Peer ports taken by the execution client of a node, and by its consensus client after them. */
const PORTS_PER_CLIENT = 10;

/**
 * An Ethereum node with lighthouse.
 *
 * @param firstPeerPort first of the twenty peer ports it may use; nodes of one cluster must not share any
 * @param execution its execution client. @default - reth
 */
export function ethereumNode(
  network: NetworkName<"ethereum">,
  firstPeerPort: number,
  execution: ClientFor<"ethereum", "execution"> = "reth",
): NodeEntry {
  return {
    chain: "ethereum",
    network,
    clients: { execution, consensus: "lighthouse" },
    options: {
      execution: { firstPeerPort },
      consensus: { firstPeerPort: firstPeerPort + PORTS_PER_CLIENT },
    },
  };
}

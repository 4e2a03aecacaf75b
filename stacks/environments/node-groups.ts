import type { PeerPort } from "../../constructs/core/peer";
import type { NodeGroupProps } from "../../constructs/eks";

/** The peer ports of an environment's nodes: what its security group opens and nothing else. */
export function peerPorts(first: number, last: number): readonly PeerPort[] {
  return [
    { port: first, endPort: last, protocol: "TCP" },
    { port: first, endPort: last, protocol: "UDP" },
  ];
}

/** Nodes for controllers and everything without special needs. */
export function generalNodes(minNodes: number, maxNodes: number): NodeGroupProps {
  return { instanceTypes: ["m7i.xlarge"], minNodes, maxNodes };
}

/** Nodes in the peers subnets, one chain node each: memory and network for an execution and a consensus client. */
export function chainNodes(count: number, ports: readonly PeerPort[]): NodeGroupProps {
  return { instanceTypes: ["r7i.2xlarge"], minNodes: count, maxNodes: count + 1, purpose: "peers", p2pPorts: ports };
}

/** Nodes for what holds keys, with nothing else on them: two, so that one may be replaced. */
export function signerNodes(count: number): NodeGroupProps {
  return { instanceTypes: ["m7i.large"], minNodes: count, maxNodes: count + 1, purpose: "signers" };
}

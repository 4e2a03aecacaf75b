import { isIPv4 } from "node:net";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { type IPeer, Peer } from "../core/peer";
import type { Workload } from "../core/workload";

const ADDRESS = /^(?<host>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*):(?<port>\d{1,5})$/;
const LARGEST_PORT = 65_535;

function oddAddress(got: unknown): Problem {
  return {
    what: "the address at which a node takes its signer is none",
    got,
    allowed: "host and port, such as 10.0.3.7:1234 or sentry-0.chain.svc:1234",
    doThis: "write what the node has in priv_validator_laddr, with the host by which the signer reaches it",
  };
}

function noWay(got: string): Problem {
  return {
    what: "a network policy needs addresses or labels, and a node is given by its name alone",
    got,
    allowed: "an IPv4 address, or the name together with who that is",
    doThis: "give Peer.pods or Peer.cidr as the second argument",
  };
}

/**
 * A node of CometBFT that asks for signatures, by its `priv_validator_laddr`: the signer calls it, and never the other way
 * round. Nobody proves there who they are: CometBFT makes a new key for this port at each start, and takes whoever calls
 * first for its signer (cometbft/cometbft, privval/utils.go). What stands between is the network.
 */
export class CosmosNode {
  /**
   * A node that Palisade runs. It lets in the signer, and nobody else by this call.
   *
   * @param portName name of the port that it takes its signer on
   * @throws PalisadeError naming its ports when it has no such port
   */
  public static fromWorkload(workload: Workload, portName: string): CosmosNode {
    const { port } = workload.port(portName);
    return new CosmosNode(`${workload.dnsName}:${port}`, port, workload, { workload, portName });
  }

  /**
   * A node that stands elsewhere. Its own network has to let in the signer, and nobody else.
   *
   * @param address host and port
   * @param peer who that is, for the signer's network policy @default - the address itself, which is then an IPv4 address
   * @throws PalisadeError when the address is none, or a name of which nobody says who it is
   */
  public static fromAddress(address: string, peer?: IPeer): CosmosNode {
    const check = new Checker(`node ${String(address)}`);
    const { host = "", port = "0" } = ADDRESS.exec(String(address))?.groups ?? {};
    const isHost = isIPv4(host) || !/^[\d.]*$/.test(host);
    if (check.that(isHost && Number(port) >= 1 && Number(port) <= LARGEST_PORT, () => oddAddress(address))) {
      check.that(peer !== undefined || isIPv4(host), () => noWay(address));
    }
    check.done();
    return new CosmosNode(address, Number(port), peer ?? Peer.cidr(`${host}/32`), undefined);
  }

  private constructor(
    /** Host and port. */
    public readonly address: string,
    private readonly port: number,
    private readonly peer: IPeer,
    private readonly own: { readonly workload: Workload; readonly portName: string } | undefined,
  ) {}

  /** Opens the way from a signer to the node, on both sides where both are known. */
  public letIn(signer: Workload): void {
    signer.allowTo(this.peer, { port: this.port });
    this.own?.workload.allowFrom(signer, this.own.portName);
  }
}

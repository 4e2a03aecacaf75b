import type { INetwork } from "../network";
import type { SessionManager } from "./session-manager";
import type { WireGuardPrograms } from "./wireguard-programs";

/** Somebody who may use the tunnel. */
export interface WireGuardPeer {
  /** Public key of the peer's device: 32 bytes in base64, as `wg pubkey` prints it. Never the private one. */
  readonly publicKey: string;
  /** Address of the peer inside the tunnel, such as `10.99.0.2`. */
  readonly address: string;
}

/** What peers may reach through the tunnel. */
export interface WireGuardReach {
  /** Address block, such as that of the private subnets, or one address with `/32`. */
  readonly cidr: string;
  /** Port. */
  readonly port: number;
  /** Transport. @default - "tcp" */
  readonly protocol?: "tcp" | "udp";
}

/** Props of `WireGuardGateway`. */
export interface WireGuardGatewayProps {
  /** Short name, unique in account and region: small letters, digits and dashes. */
  readonly name: string;
  /** Network it stands in, in a public subnet. */
  readonly network: INetwork;
  /** Private block of the tunnel, from /16 to /29, apart from the network's. The gateway has the first address. */
  readonly tunnelCidr: string;
  /** Peers by name. A peer that is taken away is out with the next apply. */
  readonly peers: Readonly<Record<string, WireGuardPeer>>;
  /** What peers may reach, by name. Nothing else is forwarded: not from peer to peer, not to the gateway, not outside. */
  readonly reach: Readonly<Record<string, WireGuardReach>>;
  /**
   * Blocks from which the tunnel can be opened.
   * @default - from everywhere: WireGuard answers nobody who does not have the key of a peer, so that the port looks shut
   */
  readonly allowedFrom?: readonly string[];
  /** How the gateway itself is administered. There is no SSH. */
  readonly sessions: SessionManager;
  /** Where the programs come from. */
  readonly programs: WireGuardPrograms;
  /** Topic that hears when it no longer works. Its policy has to let `cloudwatch.amazonaws.com` publish. */
  readonly alarmTopicArn: string;
  /** Instance type. @default - "t4g.small" */
  readonly instanceType?: string;
  /** Exact machine image for the instance type's architecture. @default - the newest Amazon Linux 2023 when it is made */
  readonly imageId?: string;
}

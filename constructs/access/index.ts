export { RunAs } from "./run-as";
export { SessionManager } from "./session-manager";
export { SESSION_ENDPOINTS } from "./session-manager-checks";
export type {
  SecondFactor,
  SessionArchive,
  SessionGrant,
  SessionManagerProps,
  SessionWay,
} from "./session-manager-props";
export { WireGuardGateway } from "./wireguard-gateway";
export type { WireGuardGatewayProps, WireGuardPeer, WireGuardReach } from "./wireguard-gateway-props";
export { WireGuardPrograms, type WireGuardVersions } from "./wireguard-programs";

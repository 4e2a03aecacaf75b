export type { SubnetTier } from "../../lib/core/subnet-plan";
export { PRODUCTION_ENDPOINTS } from "./endpoints";
export { Network } from "./network";
export type { INetwork, NatMode, NetworkAttributes, NetworkProps } from "./network-props";
export { WebFirewall, type WebFirewallProps } from "./web-firewall";

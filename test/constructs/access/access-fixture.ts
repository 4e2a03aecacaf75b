import type { TerraformStack } from "cdktf";
import {
  SessionManager,
  type SessionManagerProps,
  WireGuardGateway,
  type WireGuardGatewayProps,
  WireGuardPrograms,
} from "../../../constructs/access";
import { Network } from "../../../constructs/network";
import { TOPIC } from "../keys/key-fixtures";

/** Sessions of a production account, with everything on. */
export function sessionsIn(stack: TerraformStack, props: Partial<SessionManagerProps> = {}): SessionManager {
  return new SessionManager(stack, "sessions", { region: "eu-central-1", alarmTopicArn: TOPIC, ...props });
}

/** The same, with a locked copy. */
export const ARCHIVE = { bucketName: "acme-prod-sessions", lockedDays: 400 };

/** Hosts that operators reach. */
export const OPERATORS = { roleName: "operators", hostTags: { Environment: "prod", Role: "gateway" } };

/** A network with public subnets. */
export const NETWORK = Network.fromAttributes({
  vpcId: "vpc-1",
  cidr: "10.20.0.0/16",
  region: "eu-central-1",
  zones: ["eu-central-1a", "eu-central-1b"],
  privateSubnetIds: ["subnet-1", "subnet-2"],
  publicSubnetIds: ["subnet-3", "subnet-4"],
});

/** Public keys of nobody: the first bytes count, the others are one. */
export function publicKey(number: number): string {
  return Buffer.from([number, ...Array.from({ length: 31 }, () => 1)]).toString("base64");
}

/** A gateway with two peers. */
export function gatewayIn(stack: TerraformStack, props: Partial<WireGuardGatewayProps> = {}): WireGuardGateway {
  return new WireGuardGateway(stack, "vpn", {
    name: "admin",
    network: NETWORK,
    tunnelCidr: "10.99.0.0/24",
    peers: {
      "alice-laptop": { publicKey: publicKey(1), address: "10.99.0.2" },
      "bob-laptop": { publicKey: publicKey(2), address: "10.99.0.3" },
    },
    reach: { api: { cidr: "10.20.0.0/16", port: 443 }, dns: { cidr: "10.20.0.2/32", port: 53, protocol: "udp" } },
    sessions: sessionsIn(stack),
    programs: WireGuardPrograms.fromRepository({ wireguardTools: "1.0.20210914-1", nftables: "1:1.0.4-3.amzn2023" }),
    alarmTopicArn: TOPIC,
    ...props,
  });
}

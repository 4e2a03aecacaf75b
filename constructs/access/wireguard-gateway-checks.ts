import type { Checker } from "../../lib/core/checks";
import {
  addressCount,
  type Cidr,
  cidrsOverlap,
  containsCidr,
  formatCidr,
  isPrivateCidr,
  parseCidr,
} from "../../lib/core/cidr";
import { givenList, givenRecords } from "../../lib/core/given";
import { isJsonRecord, type JsonRecord } from "../../lib/core/json";
import { checkTopic } from "../core/change-report";
import { SessionManager } from "./session-manager";
import { fits, odd } from "./session-manager-checks";
import type { WireGuardGatewayProps } from "./wireguard-gateway-props";
import { WireGuardPrograms } from "./wireguard-programs";

const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const IMAGE_ID = /^ami-[0-9a-f]{8,17}$/;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const KEY_BYTES = 32;
const LONGEST_PREFIX = 29;
const SHORTEST_PREFIX = 16;
const LAST_PORT = 65_535;

/** Something of a gateway, as it was given. */
type Named = readonly [name: string, given: JsonRecord];

/** Checks the props of a gateway. */
export function checkWireGuardGateway(check: Checker, props: WireGuardGatewayProps): void {
  const { imageId, instanceType, name, network, programs, sessions, tunnelCidr } = props;
  check.that(fits(name, NAME), () => odd("the name of a gateway is none", name, "such as admin"));
  check.that(imageId === undefined || fits(imageId, IMAGE_ID), () =>
    odd("this is not a machine image", imageId, "such as ami-0123456789abcdef0"),
  );
  check.that(instanceType === undefined || fits(instanceType, INSTANCE_TYPE), () =>
    odd("this is not a type of instance", instanceType, "such as t4g.small"),
  );
  // It has an address of its own there, so that it reaches Session Manager and the others without NAT and endpoints.
  const hasNetwork = check.that(isNetwork(network), () =>
    odd("a gateway stands in no network", undefined, "a Network, or Network.fromAttributes(…)", "set network"),
  );
  if (hasNetwork) {
    check.that(network.subnetIds("public").length > 0, () =>
      odd("nobody could reach a gateway without a public subnet", network.cidr, "a network with public subnets"),
    );
  }
  check.that(sessions instanceof SessionManager, () =>
    odd("nobody could administer the gateway", undefined, "a SessionManager", "set sessions"),
  );
  checkTopic(check, props.alarmTopicArn, "nobody hears when the gateway no longer works");
  check.that(programs instanceof WireGuardPrograms, () =>
    odd("it is not said where wg and nft come from", programs, "WireGuardPrograms.fromImage(), .fromRepository(…)"),
  );
  const blocks = givenList(check, "allowedFrom", props.allowedFrom);
  for (const block of blocks) check.collect(() => parseCidr(String(block)));
  check.that(new Set(blocks).size === blocks.length, () =>
    odd("allowedFrom names a block twice", blocks, "each block once"),
  );
  const tunnel = check.collect(() => parseCidr(tunnelCidr));
  if (tunnel !== undefined) checkTunnel(check, tunnel, hasNetwork ? network.cidr : undefined);
  checkPeers(check, givenRecords(check, "peers", props.peers), tunnel);
  checkReached(check, givenRecords(check, "reach", props.reach));
}

function isNetwork(given: unknown): boolean {
  return isJsonRecord(given) && typeof given["subnetIds"] === "function";
}

function checkTunnel(check: Checker, tunnel: Cidr, networkCidr: string | undefined): void {
  const text = formatCidr(tunnel);
  const fits = tunnel.prefixLength >= SHORTEST_PREFIX && tunnel.prefixLength <= LONGEST_PREFIX;
  check.that(isPrivateCidr(tunnel) && fits, () =>
    odd(
      "the block of the tunnel is no private one",
      text,
      `a private block from /${SHORTEST_PREFIX} to /${LONGEST_PREFIX}`,
    ),
  );
  check.that(networkCidr === undefined || !cidrsOverlap(tunnel, parseCidr(networkCidr)), () =>
    odd("the tunnel and the network have addresses in common", { tunnel: text, network: networkCidr }, "blocks apart"),
  );
}

function checkPeers(check: Checker, all: readonly Named[], tunnel: Cidr | undefined): void {
  check.that(all.length > 0, () => odd("nobody may use the gateway", undefined, "one peer or more"));
  for (const [name, { address, publicKey }] of all) {
    check.that(NAME.test(name), () => odd("the name of a peer is none", name, "such as alice-laptop"));
    // What was given is not shown: it could be a private key.
    check.that(isKey(publicKey), () =>
      odd(`the public key of ${name} is none`, undefined, "32 bytes in base64, as `wg pubkey` prints them"),
    );
    const own = check.collect(() => parseCidr(`${String(address)}/32`));
    if (own === undefined || tunnel === undefined) continue;
    const ends = [tunnel.firstAddress, tunnel.firstAddress + 1, tunnel.firstAddress + addressCount(tunnel) - 1];
    check.that(containsCidr(tunnel, own) && !ends.includes(own.firstAddress), () =>
      odd(
        `the address of ${name} is none of the tunnel's`,
        address,
        `one of ${formatCidr(tunnel)}, save its first two and its last`,
      ),
    );
  }
  checkDistinct(
    check,
    "have one public key",
    all.map(([name, peer]) => [name, peer["publicKey"]]),
  );
  checkDistinct(
    check,
    "have one address",
    all.map(([name, peer]) => [name, peer["address"]]),
  );
}

function checkDistinct(check: Checker, what: string, all: readonly (readonly [string, unknown])[]): void {
  const seen = new Map<unknown, string>();
  for (const [name, value] of all) {
    const other = seen.get(value);
    check.that(other === undefined, () => odd(`two peers ${what}`, [other, name], "one for each device"));
    seen.set(value, name);
  }
}

function checkReached(check: Checker, reach: readonly Named[]): void {
  check.that(reach.length > 0, () => odd("peers may reach nothing", undefined, "one place or more"));
  for (const [name, { cidr, port, protocol = "tcp" }] of reach) {
    check.that(NAME.test(name), () => odd("the name of a place that peers reach is none", name, "such as api"));
    check.that(typeof port === "number" && Number.isInteger(port) && port >= 1 && port <= LAST_PORT, () =>
      odd(`the port of ${name} is none`, port, `a number from 1 to ${LAST_PORT}`),
    );
    check.that(protocol === "tcp" || protocol === "udp", () =>
      odd(`the transport of ${name} is none`, protocol, "tcp, udp"),
    );
    const block = check.collect(() => parseCidr(String(cidr)));
    if (block === undefined) continue;
    check.that(isPrivateCidr(block), () =>
      odd(
        `the gateway would lead outside, to ${name}`,
        cidr,
        "private addresses: it is for administration, not a way out",
      ),
    );
  }
}

function isKey(text: unknown): boolean {
  if (typeof text !== "string") return false;
  const bytes = Buffer.from(text, "base64");
  return bytes.length === KEY_BYTES && bytes.toString("base64") === text && bytes.some((byte) => byte !== 0);
}

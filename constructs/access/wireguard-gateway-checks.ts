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
import type { Problem } from "../../lib/core/errors";
import { checkReach, checkTopic } from "./session-manager-checks";
import type { WireGuardGatewayProps, WireGuardPeer } from "./wireguard-gateway-props";
import { WireGuardPrograms } from "./wireguard-programs";

const NAME = /^[a-z][a-z0-9-]{0,30}$/;
const IMAGE_ID = /^ami-[0-9a-f]{8,17}$/;
const KEY_BYTES = 32;
const LONGEST_PREFIX = 29;
const SHORTEST_PREFIX = 16;
const LAST_PORT = 65_535;

function odd(what: string, got: unknown, allowed: string, doThis = "correct it"): Problem {
  return { what, got, allowed, doThis };
}

/** Checks the props of a gateway. */
export function checkWireGuardGateway(check: Checker, props: WireGuardGatewayProps): void {
  const { allowedFrom = [], imageId, name, network, peers, programs, reach, tunnelCidr } = props;
  check.that(NAME.test(name), () => odd("the name of a gateway is none", name, "such as admin"));
  if (imageId !== undefined) {
    check.that(IMAGE_ID.test(imageId), () =>
      odd("this is not a machine image", imageId, "such as ami-0123456789abcdef0"),
    );
  }
  check.that(network.subnetIds("public").length > 0, () =>
    odd("nobody could reach a gateway without a public subnet", network.cidr, "a network with public subnets"),
  );
  checkReach(check, network);
  checkTopic(check, props.alarmTopicArn, "nobody hears when the gateway no longer works");
  check.that(programs instanceof WireGuardPrograms, () =>
    odd("it is not said where wg and nft come from", programs, "WireGuardPrograms.fromImage(), .fromRepository(…)"),
  );
  for (const block of allowedFrom) check.collect(() => parseCidr(block));
  const tunnel = check.collect(() => parseCidr(tunnelCidr));
  if (tunnel !== undefined) checkTunnel(check, tunnel, network.cidr);
  checkPeers(check, peers, tunnel);
  checkReached(check, reach);
}

function checkTunnel(check: Checker, tunnel: Cidr, networkCidr: string): void {
  const text = formatCidr(tunnel);
  const fits = tunnel.prefixLength >= SHORTEST_PREFIX && tunnel.prefixLength <= LONGEST_PREFIX;
  check.that(isPrivateCidr(tunnel) && fits, () =>
    odd(
      "the block of the tunnel is no private one",
      text,
      `a private block from /${SHORTEST_PREFIX} to /${LONGEST_PREFIX}`,
    ),
  );
  check.that(!cidrsOverlap(tunnel, parseCidr(networkCidr)), () =>
    odd("the tunnel and the network have addresses in common", { tunnel: text, network: networkCidr }, "blocks apart"),
  );
}

function checkPeers(check: Checker, peers: Readonly<Record<string, WireGuardPeer>>, tunnel: Cidr | undefined): void {
  const all = Object.entries(peers);
  check.that(all.length > 0, () => odd("nobody may use the gateway", peers, "one peer or more"));
  for (const [name, { address, publicKey }] of all) {
    check.that(NAME.test(name), () => odd("the name of a peer is none", name, "such as alice-laptop"));
    // What was given is not shown: it could be a private key.
    check.that(isKey(publicKey), () =>
      odd(`the public key of ${name} is none`, undefined, "32 bytes in base64, as `wg pubkey` prints them"),
    );
    const own = check.collect(() => parseCidr(`${address}/32`));
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
    all.map(([name, peer]) => [name, peer.publicKey]),
  );
  checkDistinct(
    check,
    "have one address",
    all.map(([name, peer]) => [name, peer.address]),
  );
}

function checkDistinct(check: Checker, what: string, all: readonly (readonly [string, string])[]): void {
  const seen = new Map<string, string>();
  for (const [name, value] of all) {
    const other = seen.get(value);
    check.that(other === undefined, () => odd(`two peers ${what}`, [other, name], "one for each device"));
    seen.set(value, name);
  }
}

function checkReached(check: Checker, reach: WireGuardGatewayProps["reach"]): void {
  check.that(Object.keys(reach).length > 0, () => odd("peers may reach nothing", reach, "one place or more"));
  for (const [name, { cidr, port, protocol = "tcp" }] of Object.entries(reach)) {
    check.that(NAME.test(name), () => odd("the name of a place that peers reach is none", name, "such as api"));
    check.that(Number.isInteger(port) && port >= 1 && port <= LAST_PORT, () =>
      odd(`the port of ${name} is none`, port, `a number from 1 to ${LAST_PORT}`),
    );
    check.that(["tcp", "udp"].includes(protocol), () => odd(`the transport of ${name} is none`, protocol, "tcp, udp"));
    const block = check.collect(() => parseCidr(cidr));
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

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === KEY_BYTES && bytes.toString("base64") === text && bytes.some((byte) => byte !== 0);
}

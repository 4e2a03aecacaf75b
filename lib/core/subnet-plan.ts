import { Checker } from "./checks";
import { type Cidr, formatCidr, parseCidr, subnetOf } from "./cidr";
import type { Problem } from "./errors";

/** Kinds of subnets, by how far they can be reached. */
export type SubnetTier = "public" | "private" | "isolated" | "peers";

/** Address blocks of every tier, one per zone, in the order of the zones. */
export type SubnetPlan = Readonly<Record<SubnetTier, readonly string[]>>;

/** Most zones a plan has room for. Room for all of them is kept free from the start, so that a zone can be added later. */
export const MAX_ZONES = 4;

/** AWS takes VPC and subnet blocks from /16 to /28 (Amazon VPC User Guide, "VPC CIDR blocks" and "Subnet sizing"). */
export const LARGEST_NETWORK_PREFIX = 16;
const SMALLEST_SUBNET_PREFIX = 28;

/** A zone's private subnet is 1/8 of the network, its other subnets 1/32 each. */
const PRIVATE_BITS = 3;
const SMALL_BITS = 5;

/** The smallest network whose smallest subnets AWS still accepts. */
export const SMALLEST_NETWORK_PREFIX = SMALLEST_SUBNET_PREFIX - SMALL_BITS;

/** Which eighth of the network holds the small subnets of a tier. The last eighth stays free. */
const EIGHTH = { public: 4, isolated: 5, peers: 6 } as const;

function networkTooSmall(got: string): Problem {
  return {
    what: "the network is too small to be cut into subnets",
    got,
    allowed: `a prefix length from ${LARGEST_NETWORK_PREFIX} to ${SMALLEST_NETWORK_PREFIX}`,
    doThis: "give it a larger block; /16 leaves room for thousands of pods per zone",
  };
}

function networkTooLarge(got: string): Problem {
  return {
    what: "the network is larger than AWS accepts",
    got,
    allowed: `a prefix length from ${LARGEST_NETWORK_PREFIX} to ${SMALLEST_NETWORK_PREFIX}`,
    doThis: "take a /16 out of the block",
  };
}

function zonesOutOfRange(got: number): Problem {
  return {
    what: "a network cannot be spread over this number of zones",
    got,
    allowed: `a whole number from 1 to ${MAX_ZONES}`,
    doThis: "name between one and four zones",
  };
}

function zoneBlocks(parent: Cidr, prefixLength: number, zoneCount: number): readonly string[] {
  return Array.from({ length: zoneCount }, (_, zone) => formatCidr(subnetOf(parent, prefixLength, zone)));
}

/**
 * Cuts a network into subnets. The lower half goes to the private subnets, where nodes and pods live; public, isolated
 * and peers subnets each get an eighth. A tier's blocks depend on nothing but the network and the position of the zone,
 * so turning a tier on or adding a zone at the end moves no other subnet.
 *
 * @throws PalisadeError listing everything wrong with the block and the number of zones
 */
export function planSubnets(cidr: string, zoneCount: number): SubnetPlan {
  const check = new Checker("cidr");
  const parent = check.collect(() => parseCidr(cidr));
  const prefix = parent?.prefixLength ?? LARGEST_NETWORK_PREFIX;
  check.that(prefix <= SMALLEST_NETWORK_PREFIX, () => networkTooSmall(cidr));
  check.that(prefix >= LARGEST_NETWORK_PREFIX, () => networkTooLarge(cidr));
  const countFits = Number.isInteger(zoneCount) && zoneCount >= 1 && zoneCount <= MAX_ZONES;
  check.that(countFits, () => zonesOutOfRange(zoneCount));
  check.done();
  if (parent === undefined) return { public: [], private: [], isolated: [], peers: [] };
  const small = (tier: keyof typeof EIGHTH) =>
    zoneBlocks(subnetOf(parent, prefix + PRIVATE_BITS, EIGHTH[tier]), prefix + SMALL_BITS, zoneCount);
  return {
    private: zoneBlocks(parent, prefix + PRIVATE_BITS, zoneCount),
    public: small("public"),
    isolated: small("isolated"),
    peers: small("peers"),
  };
}

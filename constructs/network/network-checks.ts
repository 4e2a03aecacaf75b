import { Checker } from "../../lib/core/checks";
import { type Cidr, cidrsOverlap, isPrivateCidr, parseCidr } from "../../lib/core/cidr";
import type { Problem } from "../../lib/core/errors";
import { MAX_ZONES, planSubnets, type SubnetPlan } from "../../lib/core/subnet-plan";
import { logRetentionProblem } from "../core/encrypted-log-group";
import type { NetworkAttributes, NetworkProps } from "./network-props";

const NAME = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const ENDPOINT = /^[a-z0-9]+([.-][a-z0-9]+)*$/;
const DEFAULT_ZONE_COUNT = 3;

function oddName(got: string): Problem {
  return {
    what: "a network has a name that does not fit the names made from it",
    got,
    allowed: "2 to 40 characters a-z, 0-9 and -, starting with a letter",
    doThis: "give it a short name, such as prod-main",
  };
}

function oddRegion(got: string): Problem {
  return {
    what: "this is not an AWS region",
    got,
    allowed: "a region name such as eu-central-1",
    doThis: "correct it",
  };
}

function zoneOutsideRegion(zone: string, region: string): Problem {
  return {
    what: "a zone does not lie in the network's region",
    got: zone,
    allowed: `zones of ${region}, such as ${region}a`,
    doThis: "correct the zone or the region",
  };
}

function repeatedZone(zone: string): Problem {
  return { what: "a zone is named twice", got: zone, doThis: "name every zone once" };
}

function tooFewZones(got: readonly string[]): Problem {
  return {
    what: "a network in one zone falls with it",
    got,
    allowed: "two zones or more; three is the default",
    doThis: "name more zones, or say allowSingleZone: true",
  };
}

function publicCidr(got: string): Problem {
  return {
    what: "a network uses addresses that belong to someone on the internet",
    got,
    allowed: "blocks inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10",
    doThis: "choose a private block",
  };
}

function overlappingCidrs(got: string, other: string): Problem {
  return {
    what: `the network overlaps ${other}`,
    got,
    allowed: "a block that shares no address with avoidCidrs",
    doThis: "choose another block; two that overlap can never be connected",
  };
}

function oddEndpoint(got: string): Problem {
  return {
    what: "this is not the name of an AWS service endpoint",
    got,
    allowed: "the part of the service name after the region, such as ecr.api",
    doThis: "correct the name",
  };
}

function redundantEndpoint(): Problem {
  return {
    what: "S3 is listed as an interface endpoint",
    got: "s3",
    doThis: "leave it out: the network always has the S3 gateway endpoint, which is free",
  };
}

function subnetCountMismatch(tier: string, got: number, zones: number): Problem {
  return {
    what: `the network has ${zones} zones and another number of ${tier} subnets`,
    got,
    allowed: `${zones}, in the order of the zones`,
    doThis: "name one subnet per zone",
  };
}

/** The letters AWS gives to a region's zones, in order. */
function defaultZones(region: string, zoneCount: number): readonly string[] {
  return ["a", "b", "c", "d"].slice(0, Math.max(zoneCount, 0)).map((letter) => `${region}${letter}`);
}

/** A network's zones and subnets after its props were found good. */
export interface CheckedNetwork {
  readonly zones: readonly string[];
  readonly plan: SubnetPlan;
}

/** Checks the props of a network. @throws PalisadeError listing every problem */
export function checkNetwork(where: string, props: NetworkProps): CheckedNetwork {
  const check = new Checker(where);
  const zones = props.zones ?? defaultZones(props.region, props.zoneCount ?? DEFAULT_ZONE_COUNT);
  const zoneCount = props.zones?.length ?? props.zoneCount ?? DEFAULT_ZONE_COUNT;
  check.that(NAME.test(props.name), () => oddName(props.name));
  if (check.that(REGION.test(props.region), () => oddRegion(props.region))) {
    for (const zone of zones) {
      check.that(zone.startsWith(props.region) && zone.length > props.region.length, () =>
        zoneOutsideRegion(zone, props.region),
      );
    }
  }
  for (const zone of zones.filter((zone, index) => zones.indexOf(zone) !== index)) check.add(repeatedZone(zone));
  check.that(zoneCount !== 1 || props.allowSingleZone === true, () => tooFewZones(zones));
  const plan = check.collect(() => planSubnets(props.cidr, zoneCount), where);
  checkAddresses(check, props);
  for (const endpoint of props.interfaceEndpoints ?? []) {
    check.that(ENDPOINT.test(endpoint), () => oddEndpoint(endpoint));
    check.that(endpoint !== "s3", redundantEndpoint);
  }
  const retention =
    props.flowLogRetentionDays === undefined ? undefined : logRetentionProblem(props.flowLogRetentionDays);
  if (retention !== undefined) check.add(retention);
  check.done();
  return { zones, plan: plan ?? planSubnets(props.cidr, MAX_ZONES) };
}

function checkAddresses(check: Checker, props: NetworkProps): void {
  const others = (props.avoidCidrs ?? []).map((other) => check.collect(() => parseCidr(other)));
  const own = readable(props.cidr);
  if (own === undefined) return;
  check.that(isPrivateCidr(own), () => publicCidr(props.cidr));
  for (const [index, other] of others.entries()) {
    const text = props.avoidCidrs?.[index] ?? "";
    if (other !== undefined) check.that(!cidrsOverlap(own, other), () => overlappingCidrs(props.cidr, text));
  }
}

/** The block, or undefined when it cannot be read; the subnet plan has reported that already. */
function readable(cidr: string): Cidr | undefined {
  return new Checker("cidr").collect(() => parseCidr(cidr));
}

/** Checks the attributes of a network that is already there. @throws PalisadeError listing every problem */
export function checkNetworkAttributes(attributes: NetworkAttributes): void {
  const check = new Checker(`network ${attributes.vpcId}`);
  check.collect(() => parseCidr(attributes.cidr));
  check.that(REGION.test(attributes.region), () => oddRegion(attributes.region));
  const tiers = {
    private: attributes.privateSubnetIds,
    public: attributes.publicSubnetIds ?? [],
    isolated: attributes.isolatedSubnetIds ?? [],
    peers: attributes.peersSubnetIds ?? [],
  };
  for (const [tier, ids] of Object.entries(tiers)) {
    const complete = ids.length === attributes.zones.length || (ids.length === 0 && tier !== "private");
    check.that(complete, () => subnetCountMismatch(tier, ids.length, attributes.zones.length));
  }
  check.done();
}

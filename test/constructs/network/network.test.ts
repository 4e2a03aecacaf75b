import { Network, type NetworkProps, PRODUCTION_ENDPOINTS } from "../../../constructs/network";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";

const base: NetworkProps = { name: "prod-main", cidr: "10.20.0.0/16", region: "eu-central-1" };

const network = (props: Partial<NetworkProps> = {}): SynthesizedJson =>
  synthStack((stack) => {
    new Network(stack, "network", { ...base, ...props });
  });

const all = (json: SynthesizedJson, type: string): Json[] => Object.values(json.resource[type] ?? {});
const tierOf = (subnet: Json): string => subnet.tags["palisade.dev/tier"];

describe("a network", () => {
  const json = network();

  it("spreads three tiers over three zones", () => {
    const subnets = all(json, "aws_subnet");
    expect(subnets).toHaveLength(9);
    expect(new Set(subnets.map((subnet) => subnet.availability_zone))).toEqual(
      new Set(["eu-central-1a", "eu-central-1b", "eu-central-1c"]),
    );
    expect(new Set(subnets.map(tierOf))).toEqual(new Set(["public", "private", "isolated"]));
    expect(new Set(subnets.map((subnet) => subnet.cidr_block)).size).toBe(9);
  });

  it("gives no instance a public address", () => {
    expect(all(json, "aws_subnet").map((subnet) => subnet.map_public_ip_on_launch)).toEqual(Array(9).fill(false));
  });

  it("closes the default security group", () => {
    const group = only(json.resource["aws_default_security_group"]);
    expect([group.ingress, group.egress]).toEqual([[], []]);
  });

  it("has one NAT gateway per zone, and each private subnet leaves through its own zone", () => {
    expect(all(json, "aws_nat_gateway")).toHaveLength(3);
    const targets = all(json, "aws_route")
      .map((route) => route.nat_gateway_id)
      .filter((target) => target !== undefined);
    expect(new Set(targets).size).toBe(3);
  });

  it("keeps isolated subnets without any route", () => {
    const routed = all(json, "aws_route").map((route) => route.route_table_id);
    expect(routed).toHaveLength(6);
    expect(routed.filter((table) => String(table).includes("isolated"))).toEqual([]);
  });

  it("reaches S3 from every subnet without leaving", () => {
    const endpoint = only(json.resource["aws_vpc_endpoint"]);
    expect(endpoint).toMatchObject({ vpc_endpoint_type: "Gateway", service_name: "com.amazonaws.eu-central-1.s3" });
    expect(endpoint.route_table_ids).toHaveLength(9);
  });

  it("logs all flows every minute into an encrypted group that forgets after a year", () => {
    const flow = only(json.resource["aws_flow_log"]);
    expect(flow).toMatchObject({ traffic_type: "ALL", max_aggregation_interval: 60 });
    const group = only(json.resource["aws_cloudwatch_log_group"]);
    expect(group.retention_in_days).toBe(365);
    const key = only(json.resource["aws_kms_key"]);
    expect(key).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
    expect(group.kms_key_id).toMatch(/aws_kms_key\..*\.arn/);
    expect(flow.log_destination).toMatch(/aws_cloudwatch_log_group\..*\.arn/);
  });

  it("lets only this log group use its key", () => {
    const policy = JSON.parse(only(json.resource["aws_kms_key"]).policy);
    const service = policy.Statement.find((statement: Json) => statement.Principal.Service !== undefined);
    expect(service.Principal.Service).toEqual(["logs.eu-central-1.amazonaws.com"]);
    expect(service.Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"]).toMatch(
      /log-group:\/palisade\/network\/prod-main\/flow$/,
    );
  });

  it("tags subnets so that load balancers and Karpenter find them", () => {
    const subnets = all(json, "aws_subnet");
    const tagsOf = (tier: string) => subnets.find((subnet) => tierOf(subnet) === tier)?.tags;
    expect(tagsOf("public")).toMatchObject({ "kubernetes.io/role/elb": "1" });
    expect(tagsOf("private")).toMatchObject({
      "kubernetes.io/role/internal-elb": "1",
      "karpenter.sh/discovery": "prod-main",
      "palisade.dev/kind": "network",
    });
    expect(tagsOf("isolated")).not.toHaveProperty("karpenter.sh/discovery");
  });
});

describe("what a network can be asked for", () => {
  it("makes peers subnets the only ones with public addresses, and moves no other subnet for them", () => {
    const plain = all(network(), "aws_subnet").map((subnet) => subnet.cidr_block);
    const subnets = all(network({ peersSubnets: true }), "aws_subnet");
    const open = subnets.filter((subnet) => subnet.map_public_ip_on_launch);
    expect(open.map(tierOf)).toEqual(["peers", "peers", "peers"]);
    expect(subnets.filter((subnet) => !open.includes(subnet)).map((subnet) => subnet.cidr_block)).toEqual(plain);
  });

  it("saves money with a single NAT gateway", () => {
    const json = network({ nat: "single" });
    expect(all(json, "aws_nat_gateway")).toHaveLength(1);
    expect(all(json, "aws_eip")).toHaveLength(1);
    expect(all(json, "aws_route").filter((route) => route.nat_gateway_id !== undefined)).toHaveLength(3);
  });

  it("does without NAT", () => {
    const json = network({ nat: "none" });
    expect([all(json, "aws_nat_gateway"), all(json, "aws_eip")]).toEqual([[], []]);
    expect(all(json, "aws_route").every((route) => route.gateway_id !== undefined)).toBe(true);
  });

  it("opens its interface endpoints to the network alone", () => {
    const json = network({ interfaceEndpoints: PRODUCTION_ENDPOINTS });
    const services = all(json, "aws_vpc_endpoint").filter((endpoint) => endpoint.vpc_endpoint_type === "Interface");
    expect(services).toHaveLength(PRODUCTION_ENDPOINTS.length);
    expect(services.every((endpoint) => endpoint.private_dns_enabled && endpoint.security_group_ids.length === 1)).toBe(
      true,
    );
    expect(only(json.resource["aws_vpc_security_group_ingress_rule"])).toMatchObject({
      cidr_ipv4: "10.20.0.0/16",
      from_port: 443,
      to_port: 443,
    });
  });

  it("gives private subnets IPv6 outbound only", () => {
    const json = network({ ipv6: true });
    expect(only(json.resource["aws_vpc"]).assign_generated_ipv6_cidr_block).toBe(true);
    const outbound = all(json, "aws_route").filter((route) => route.egress_only_gateway_id !== undefined);
    expect(outbound).toHaveLength(3);
    expect(outbound.every((route) => route.destination_ipv6_cidr_block === "::/0")).toBe(true);
    expect(new Set(all(json, "aws_subnet").map((subnet) => subnet.ipv6_cidr_block)).size).toBe(9);
  });

  it("takes zones as they are named", () => {
    const json = network({ zones: ["eu-central-1b", "eu-central-1c"] });
    expect(all(json, "aws_subnet").map((subnet) => subnet.availability_zone)).not.toContain("eu-central-1a");
  });
});

describe("a bad network", () => {
  it("hears everything at once, with its path", () => {
    const bad = () =>
      network({
        name: "Prod Network",
        cidr: "10.20.0.0/26",
        region: "europe",
        zones: ["eu-central-1a", "eu-central-1a"],
        avoidCidrs: ["10.0.0.0/8", "10.1.2.3/8"],
        interfaceEndpoints: ["s3", "ECR API"],
      });
    for (const part of [
      "test/network: a network has a name",
      "not an AWS region",
      "a zone is named twice",
      "too small",
      "overlaps 10.0.0.0/8",
      "starts in the middle of itself",
      "S3 is listed",
      "not the name of an AWS service endpoint",
    ]) {
      expect(bad).toThrow(part);
    }
  });

  it.each<[string, Partial<NetworkProps>]>([
    ["falls with it", { zoneCount: 1 }],
    ["number of zones", { zoneCount: 0 }],
    [
      "number of zones",
      { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d", "eu-central-1e"] },
    ],
    ["does not lie in the network's region", { zones: ["eu-west-1a", "eu-central-1b"] }],
    ["belong to someone on the internet", { cidr: "8.8.0.0/16" }],
    ["larger than AWS accepts", { cidr: "10.0.0.0/8" }],
    ["not an IPv4 address block", { cidr: "ten-dot-twenty" }],
  ])("is refused: %s", (message, props) => {
    expect(() => network(props)).toThrow(message);
  });

  it("may stand in one zone when that is said out loud", () => {
    expect(all(network({ zoneCount: 1, allowSingleZone: true }), "aws_subnet")).toHaveLength(3);
  });
});

describe("a network that is already there", () => {
  const attributes = {
    vpcId: "vpc-0a1b2c3d",
    cidr: "10.0.0.0/16",
    region: "eu-central-1",
    zones: ["eu-central-1a", "eu-central-1b"],
    privateSubnetIds: ["subnet-1", "subnet-2"],
  };

  it("answers like one of ours and creates nothing", () => {
    const imported = Network.fromAttributes(attributes);
    expect(imported.subnetIds("private")).toEqual(["subnet-1", "subnet-2"]);
    expect(imported.subnetIds("peers")).toEqual([]);
    expect(imported.discoveryName).toBeUndefined();
  });

  it("must fit together", () => {
    const odd = () =>
      Network.fromAttributes({
        ...attributes,
        cidr: "10.0.0.1/16",
        privateSubnetIds: [],
        peersSubnetIds: ["subnet-9"],
      });
    expect(odd).toThrow(/middle of itself[\s\S]*private subnets[\s\S]*peers subnets/);
  });
});

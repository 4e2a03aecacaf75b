import { type WireGuardGatewayProps, WireGuardPrograms } from "../../../constructs/access";
import { Network } from "../../../constructs/network";
import { problemsOf } from "../../support/refusals";
import { type Json, only, synthApp, synthStack } from "../../support/synth";
import { production } from "../keys/production";
import { gatewayIn, publicKey } from "./access-fixture";

const json = synthStack((stack) => gatewayIn(stack));
const instance = only(json.resource["aws_instance"]);
const config = JSON.parse(
  instance.user_data.slice("#cloud-config\n".length).replace(/([$%])\1(?=\{)/g, (_all: string, sign: string) => sign),
);
const files: Json = Object.fromEntries(config.write_files.map((file: Json) => [file.path, file.content]));

function vpnKeys(): Json {
  return Object.fromEntries(Object.entries(json.resource["aws_kms_key"] ?? {}).filter(([name]) => /^vpn_/.test(name)));
}

describe("a WireGuard gateway", () => {
  it("is open for WireGuard alone, from everywhere unless blocks are named", () => {
    const rules = Object.values<Json>(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
    expect(rules).toEqual([
      expect.objectContaining({ ip_protocol: "udp", from_port: 51_820, to_port: 51_820, cidr_ipv4: "0.0.0.0/0" }),
    ]);
    const limited = synthStack((stack) => gatewayIn(stack, { allowedFrom: ["198.51.100.0/24"] }));
    expect(only(limited.resource["aws_vpc_security_group_ingress_rule"]).cidr_ipv4).toBe("198.51.100.0/24");
  });

  it("is administered through Session Manager, on a machine that gives its identity to nobody", () => {
    expect(instance).toMatchObject({
      metadata_options: { http_tokens: "required", http_put_response_hop_limit: 1 },
      root_block_device: { encrypted: true },
      user_data_replace_on_change: true,
      subnet_id: "subnet-3",
    });
    expect(instance.key_name).toBeUndefined();
    const policies = Object.values<Json>(json.resource["aws_iam_role_policy"] ?? {});
    expect(policies.some(({ policy }) => policy.includes("ssmmessages:OpenControlChannel"))).toBe(true);
  });

  it("knows peers by their public keys and single addresses", () => {
    expect(files["/etc/palisade/wireguard.conf"]).toBe(`[Interface]
ListenPort = 51820

# alice-laptop
[Peer]
PublicKey = ${publicKey(1)}
AllowedIPs = 10.99.0.2/32

# bob-laptop
[Peer]
PublicKey = ${publicKey(2)}
AllowedIPs = 10.99.0.3/32
`);
  });

  it("makes its private key itself, only where there is none, and keeps it in memory and in a secret of its own", () => {
    const script = files["/usr/local/libexec/palisade/wireguard"];
    expect(script).toContain("None:* | :* | *:rotate) make_key ;;");
    expect(script).toContain("key=/run/palisade-wireguard/private-key");
    expect(JSON.stringify(config)).not.toMatch(/PrivateKey/);
    expect(json.resource["aws_secretsmanager_secret_version"]).toBeUndefined();
    const [statement] = JSON.parse(only(json.resource["aws_secretsmanager_secret_policy"]).policy).Statement;
    expect(statement).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: [
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
        "secretsmanager:UpdateSecretVersionStage",
        "secretsmanager:RotateSecret",
        "secretsmanager:ReplicateSecretToRegions",
      ],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [expect.stringMatching(/^\$\{aws_iam_role\.vpn_role/)] } },
    });
  });

  it("has a key of KMS for its secret that serves the machine alone, and Secrets Manager when it tries who makes it", () => {
    const { Statement } = JSON.parse(only(vpnKeys()).policy);
    const users = Statement.filter(({ Action }: Json) => Action.includes("kms:Decrypt"));
    expect(users).toEqual([
      expect.objectContaining({
        Principal: { AWS: [expect.stringMatching(/^\$\{aws_iam_role\.vpn_role/)] },
        Condition: {
          StringEquals: { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" },
          ArnLike: {
            "kms:EncryptionContext:SecretARN": expect.stringMatching(/:secret:palisade\/wireguard\/admin-\?{6}$/),
          },
        },
      }),
      expect.objectContaining({
        Principal: { AWS: [expect.stringMatching(/:root$/)] },
        Condition: {
          StringEquals: {
            "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
            "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess",
          },
        },
      }),
    ]);
    expect(JSON.stringify(Statement)).not.toContain("kms:*");
  });

  it("stands in a network without NAT and endpoints, since it has an address of its own", () => {
    const network = Network.fromAttributes({
      vpcId: "vpc-1",
      cidr: "10.20.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a"],
      privateSubnetIds: ["subnet-1"],
      publicSubnetIds: ["subnet-3"],
      internetEgress: false,
    });
    expect(() => synthStack((stack) => gatewayIn(stack, { network }))).not.toThrow();
  });

  it("forwards to the named places alone, on the machine and in its security group", () => {
    expect(files["/etc/palisade/wireguard.nft"]).toContain(`policy drop;
    ct state established,related accept
    iifname "wg0" oifname != "wg0" ip daddr 10.20.0.0/16 tcp dport 443 accept
    iifname "wg0" oifname != "wg0" ip daddr 10.20.0.2/32 udp dport 53 accept
  }`);
    const out = Object.values<Json>(json.resource["aws_vpc_security_group_egress_rule"] ?? {});
    expect(out.map((rule) => `${rule.ip_protocol} ${rule.from_port} ${rule.cidr_ipv4}`).sort()).toEqual([
      "tcp 443 0.0.0.0/0",
      "tcp 443 10.20.0.0/16",
      "udp 53 10.20.0.2/32",
    ]);
  });

  it("has exact packages, or none where the image has them", () => {
    expect(files["/usr/local/libexec/palisade/wireguard"]).toContain(
      "dnf install --assumeyes --quiet wireguard-tools-1.0.20210914-1 nftables-1:1.0.4-3.amzn2023",
    );
    const programs = WireGuardPrograms.fromImage();
    const baked = only(synthStack((stack) => gatewayIn(stack, { programs })).resource["aws_instance"]);
    expect(baked.user_data).not.toContain("dnf");
  });

  it("is missed when its machine breaks or its tunnel says nothing", () => {
    const alarms = Object.values<Json>(json.resource["aws_cloudwatch_metric_alarm"] ?? {});
    expect(alarms.map((alarm) => `${alarm.metric_name} ${alarm.treat_missing_data}`).sort()).toEqual([
      "StatusCheckFailed_System missing",
      "Up breaching",
    ]);
    expect(files["/usr/local/libexec/palisade/wireguard-alive"]).toContain(
      "--namespace Palisade/WireGuard --metric-name Up --value 1 --dimensions Gateway=admin",
    );
  });
});

describe("bad input", () => {
  const wrong = (props: Partial<WireGuardGatewayProps>) =>
    problemsOf(() => synthStack((stack) => gatewayIn(stack, props))).map(({ what }) => what);
  const peer = (more: object) => ({ alice: { publicKey: publicKey(1), address: "10.99.0.2", ...more } });

  it.each([
    ["too short", Buffer.alloc(31, 1).toString("base64")],
    ["too long", Buffer.alloc(33, 1).toString("base64")],
    ["not base64", "x".repeat(44)],
    ["not all of it", publicKey(1).slice(0, -1)],
    ["nothing", Buffer.alloc(32).toString("base64")],
  ])("is a public key that is %s, which is not shown", (_says, key) => {
    const run = () => synthStack((stack) => gatewayIn(stack, { peers: peer({ publicKey: key }) }));
    expect(problemsOf(run)).toEqual([
      expect.objectContaining({
        what: "the public key of alice is none",
        allowed: "32 bytes in base64, as `wg pubkey` prints them",
      }),
    ]);
    expect(run).not.toThrow(key);
  });

  it.each(["10.99.1.2", "10.99.0.0", "10.99.0.1", "10.99.0.255"])("is the address %s for a peer", (address) => {
    expect(wrong({ peers: peer({ address }) })).toEqual(["the address of alice is none of the tunnel's"]);
  });

  it("is two peers with one key or one address", () => {
    const one = { publicKey: publicKey(1), address: "10.99.0.2" };
    expect(wrong({ peers: { alice: one, bob: one } })).toEqual([
      "two peers have one public key",
      "two peers have one address",
    ]);
  });

  it("is a tunnel that is public, too small, or the network's; a way out; a place without a port; nobody", () => {
    expect(wrong({ tunnelCidr: "8.8.8.0/24", peers: peer({ address: "8.8.8.2" }) })).toEqual([
      "the block of the tunnel is no private one",
    ]);
    expect(wrong({ tunnelCidr: "10.20.5.0/24", peers: peer({ address: "10.20.5.2" }) })).toEqual([
      "the tunnel and the network have addresses in common",
    ]);
    expect(wrong({ reach: { internet: { cidr: "0.0.0.0/0", port: 0 } }, peers: {} })).toEqual([
      "nobody may use the gateway",
      "the port of internet is none",
      "the gateway would lead outside, to internet",
    ]);
    expect(wrong({ allowedFrom: ["office"], imageId: "latest", name: "Admin", alarmTopicArn: "" })).toEqual([
      "the name of a gateway is none",
      "this is not a machine image",
      "nobody hears when the gateway no longer works",
      "this is not an IPv4 address block",
    ]);
  });

  it("is a network without public subnets, and packages of any version", () => {
    const network = Network.fromAttributes({
      vpcId: "vpc-1",
      cidr: "10.20.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a"],
      privateSubnetIds: ["subnet-1"],
    });
    expect(wrong({ network })).toEqual(["nobody could reach a gateway without a public subnet"]);
    const anything = () => WireGuardPrograms.fromRepository({ wireguardTools: "latest", nftables: "1.0.4" });
    expect(problemsOf(anything).map(({ what }) => what)).toEqual([
      "the package wireguard-tools has no exact version",
      "the package nftables has no exact version",
    ]);
  });
});

test("under the strict profile nothing is found against it: its port is public by design", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      gatewayIn(production(app, "prod-access"));
    }),
  );
  expect(problems).toEqual([]);
});

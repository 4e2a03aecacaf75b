import type { AwsPlatform, EnvironmentSpec } from "../../stacks/environment";
import { checkEnvironments } from "../../stacks/environment-checks";
import { selectEnvironments } from "../../stacks/environment-selection";
import { environments } from "../../stacks/environments";
import { messageOf } from "../support/refusals";

function environment(name: string): EnvironmentSpec {
  const [found] = selectEnvironments(environments, name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
}

function awsOf(name: string): AwsPlatform {
  const { platform } = environment(name);
  if (platform.kind !== "aws") throw new Error(`${name} is not on AWS`);
  return platform;
}

const prod = environment("prod");
const staging = environment("staging");

describe("environments that cannot work", () => {
  test("the shipped ones can", () => {
    expect(messageOf(() => checkEnvironments(environments))).toBe("");
  });

  test("a network too small for its subnets", () => {
    const platform = { ...awsOf("prod"), cidr: "10.64.0.0/26" };
    expect(messageOf(() => checkEnvironments([{ ...prod, platform }]))).toMatch(/too small to be cut into subnets/);
  });

  test("text that is no address block", () => {
    const platform = { ...awsOf("prod"), cidr: "10.64.0.0" };
    expect(messageOf(() => checkEnvironments([{ ...prod, platform }]))).toContain("10.64.0.0");
  });

  test("two environments with common addresses", () => {
    const platform = { ...awsOf("staging"), cidr: awsOf("prod").cidr };
    expect(messageOf(() => checkEnvironments([prod, { ...staging, platform }]))).toMatch(
      /staging: its addresses overlap those of prod/,
    );
  });

  test("two environments with one name", () => {
    expect(messageOf(() => checkEnvironments([prod, prod]))).toMatch(/two environments have the same name/);
  });

  test("a node and an agent with one name", () => {
    const [agent] = Object.values(prod.agents);
    const [key = ""] = Object.keys(prod.nodes);
    if (agent === undefined) throw new Error("prod has no agent");
    expect(messageOf(() => checkEnvironments([{ ...prod, agents: { [key]: agent } }]))).toMatch(/same name/);
  });

  test("an environment with no nodes", () => {
    expect(messageOf(() => checkEnvironments([{ ...prod, nodes: {} }]))).toMatch(/prod: the environment has no nodes/);
  });

  test("names that are too long or have odd characters", () => {
    const [node] = Object.values(prod.nodes);
    if (node === undefined) throw new Error("prod has no node");
    const message = messageOf(() =>
      checkEnvironments([{ ...prod, name: "Production!", nodes: { [`eth-${"x".repeat(60)}`]: node } }]),
    );
    expect(message).toContain("Production!");
    expect(message).toContain("eth-xxx");
  });

  test("negative sizes", () => {
    const monitoring = { ...prod.monitoring, storageGiB: -1, retentionDays: 0 };
    const message = messageOf(() => checkEnvironments([{ ...prod, monitoring }]));
    expect(message).toContain("monitoring.storageGiB");
    expect(message).toContain("monitoring.retentionDays");
  });

  test("a forwarded port that is none, and a vault without an address", () => {
    const platform = { ...awsOf("prod"), portForward: { localPort: 0 } };
    const vault = {
      kind: "existing",
      address: "vault",
      terraformAddress: "localhost",
      mount: "apps",
      kubernetesAuthPath: "kubernetes",
    } as const;
    const message = messageOf(() => checkEnvironments([{ ...prod, platform, vault }]));
    expect(message).toContain("portForward.localPort");
    expect(message).toContain("vault.address is not an address");
    expect(message).toContain("vault.terraformAddress is not an address");
  });

  test("an RPC tier published without a load balancer, or with a certificate it cannot use", () => {
    const { published } = prod.rpc;
    if (published === undefined) throw new Error("prod is not published");
    const local = environment("local");
    expect(messageOf(() => checkEnvironments([{ ...local, rpc: { ...local.rpc, published } }]))).toMatch(
      /local: the RPC tier is published where no load balancer/,
    );
    const elsewhere = { ...published, certificateArn: published.certificateArn.replace("eu-central-1", "us-east-1") };
    expect(messageOf(() => checkEnvironments([{ ...prod, rpc: { ...prod.rpc, published: elsewhere } }]))).toMatch(
      /prod: the certificate of the RPC tier[\s\S]*eu-central-1/,
    );
  });

  test("everything wrong with all of them is said at once", () => {
    const message = messageOf(() =>
      checkEnvironments([
        { ...prod, nodes: {} },
        { ...staging, rpc: { ...staging.rpc, replicas: 1 } },
      ]),
    );
    expect(message).toContain("prod: the environment has no nodes");
    expect(message).toContain("staging: rpc.replicas");
  });

  test("an unknown environment lists the known ones", () => {
    expect(messageOf(() => selectEnvironments(environments, "production"))).toMatch(
      /no such environment[\s\S]*allowed: local, dev, staging, prod/,
    );
  });
});

describe("secrets and signers that cannot work", () => {
  const local = environment("local");
  const { platform: onADesk } = local;

  test("a Vault of one's own without KMS, and an embedded one in an account", () => {
    expect(messageOf(() => checkEnvironments([{ ...prod, platform: onADesk, rpc: local.rpc }]))).toContain(
      [
        "prod: a Vault of the environment's own has no key in KMS to be opened by",
        '  got: "platform.kind: existing"',
        "  allowed: vault.kind own on a platform of kind aws; existing or embedded elsewhere",
        "  do this: name a server that somebody keeps, or use the embedded one on a machine of your own",
      ].join("\n"),
    );
    expect(messageOf(() => checkEnvironments([{ ...prod, vault: local.vault }]))).toBe(
      [
        "prod: the embedded Vault forgets every secret when it stops, and this environment has an account of its own",
        '  got: "platform.kind: aws"',
        "  allowed: vault.kind embedded on a cluster that is there already",
        "  do this: use vault.kind own or existing",
      ].join("\n"),
    );
  });

  test("a key of Vault in another region", () => {
    const { vault } = prod;
    if (vault.kind !== "own") throw new Error("prod has no Vault of its own");
    const elsewhere = { ...vault, seal: { ...vault.seal, region: "eu-west-1" } };
    expect(messageOf(() => checkEnvironments([{ ...prod, vault: elsewhere }]))).toBe(
      [
        "prod: the key that opens Vault lies in another region than the environment",
        '  got: "eu-west-1"',
        "  allowed: eu-central-1",
        "  do this: correct vault.seal.region",
      ].join("\n"),
    );
  });

  test("signers outside of AWS, and on nodes that everything runs on", () => {
    const { signers } = prod;
    if (signers === undefined) throw new Error("prod has no signers");
    const here = { ...signers, wallets: {} };
    expect(messageOf(() => checkEnvironments([{ ...local, signers: here }]))).toBe(
      [
        "local: signers need keys, a database and roles of AWS",
        '  got: "platform.kind: existing"',
        "  allowed: signers on a platform of kind aws",
        "  do this: leave signers out",
      ].join("\n"),
    );
    const { signers: _, ...nodeGroups } = awsOf("prod").nodeGroups;
    expect(messageOf(() => checkEnvironments([{ ...prod, platform: { ...awsOf("prod"), nodeGroups } }]))).toBe(
      [
        "prod: signers would share their nodes with every other program",
        "  allowed: a group in platform.nodeGroups with the purpose signers",
        "  do this: add one, with two nodes at least",
      ].join("\n"),
    );
  });

  test("certificates proven in Route 53 without an account, and guards of wallets that nobody gives one", () => {
    const acme = { email: "certificates@example.org", zones: [{ domain: "example.org", hostedZoneId: "Z0EXAMPLE" }] };
    const here: EnvironmentSpec = { ...local, trust: { mesh: "istioAmbient", acme } };
    expect(messageOf(() => checkEnvironments([here]))).toBe(
      [
        "local: names of certificates are proven in zones of Route 53, and the environment has no account",
        '  got: "platform.kind: existing"',
        "  allowed: trust.acme on a platform of kind aws",
        "  do this: leave acme out: Vault signs certificates for inside",
      ].join("\n"),
    );
    const misspelt: EnvironmentSpec = { ...prod, trust: JSON.parse('{ "mesh": "istio" }') };
    expect(messageOf(() => checkEnvironments([misspelt]))).toContain("prod: trust.mesh is none that is known here");
    const { trust: _, ...untrusting } = prod;
    expect(messageOf(() => checkEnvironments([untrusting]))).toBe(
      [
        "prod: nobody would renew the certificates of the guards in front of the wallets",
        '  got: "payouts"',
        "  allowed: signers.wallets together with trust, which brings cert-manager",
        '  do this: add trust: { mesh: "istioAmbient" }',
      ].join("\n"),
    );
  });

  test("a wallet that hands its transactions to a node of another environment, and has the name of a signer", () => {
    const { signers } = prod;
    const wallet = signers?.wallets["payouts"];
    if (signers === undefined || wallet === undefined) throw new Error("prod has no wallet");
    const wallets = { duties: { ...wallet, node: "eth-sepolia-a" } };
    const message = messageOf(() => checkEnvironments([{ ...prod, signers: { ...signers, wallets } }]));
    expect(message).toContain("prod: two signers of one environment have the same name");
    expect(message).toContain("prod: the wallet duties hands its transactions to a node that there is not");
    expect(message).toContain('got: "eth-sepolia-a"');
  });
});

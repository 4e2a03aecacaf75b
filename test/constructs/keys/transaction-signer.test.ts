import { App, Aspects, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { DependencyAspect } from "../../../constructs/core/dependency-aspect";
import { EksCluster } from "../../../constructs/eks";
import { KeySource, SpendEnforcement, TransactionSigner, UNENFORCED_SENTENCE } from "../../../constructs/keys";
import { ChainNode } from "../../../constructs/node";
import { problemsOf } from "../../support/refusals";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import {
  eksCluster,
  hotWallet,
  limits,
  payerIn,
  place,
  recipients,
  signerTls,
  TOPIC,
  threeZones,
} from "./key-fixtures";

const named = (stack: SynthesizedJson, type: string, name: string): Json =>
  Object.values(stack.resource[type] ?? {}).find(({ metadata }) => metadata.name === name);
const policyOf = (stack: SynthesizedJson, name: string): Json =>
  named(stack, "kubernetes_network_policy_v1", name).spec;
const peersOf = (rules: Json[]): string => JSON.stringify(rules.map(({ from }) => from));

describe("a signer of transactions", () => {
  const stack = synthStack((scope) => {
    Aspects.of(scope).add(new DependencyAspect());
    payerIn(scope).grantSign(workloadIn(scope, "shop"), limits);
  });
  const pod = named(stack, "kubernetes_deployment_v1", "payer").spec.template.spec;

  it("asks KMS by the wallet's alias, with the role of its own service account", () => {
    const file = Object.values(stack.resource["kubernetes_config_map_v1"] ?? {}).find(
      ({ data }) => data["wallet.yaml"],
    );
    expect(parse(file.data["wallet.yaml"])).toEqual({
      type: "aws-kms",
      authenticationMode: "ENVIRONMENT",
      region: "eu-central-1",
      kmsKeyId: "alias/palisade/sign/wallet",
    });
    expect(only(stack.resource["aws_eks_pod_identity_association"])).toMatchObject({
      namespace: "keys",
      service_account: "payer",
    });
    expect(only(stack.resource["aws_kms_key"]).policy).toContain("SignerSigns");
  });

  it("starts after the key and the alias that its configuration names as text", () => {
    const waitsFor = named(stack, "kubernetes_deployment_v1", "payer").depends_on;
    for (const type of ["aws_kms_key", "aws_kms_alias"]) {
      const [address = ""] = Object.keys(stack.resource[type] ?? {});
      expect(waitsFor).toContain(`${type}.${address}`);
    }
  });

  it("signs for one chain, and hands what it signed to the node", () => {
    const { args } = pod.container[0];
    expect(args.slice(args.indexOf("eth1"))).toEqual([
      "eth1",
      "--chain-id=1",
      "--downstream-http-host=eth-0.keys.svc.cluster.local",
      "--downstream-http-port=8545",
    ]);
    expect(args).toContain("--access-logs-enabled=true");
    expect(args).toContain("--tls-known-clients-file=/etc/signer-tls/clients/known-clients");
  });

  it("says on its pods which keys it signs with", () => {
    const { annotations } = named(stack, "kubernetes_deployment_v1", "payer").spec.template.metadata;
    expect(annotations["palisade.dev/key"]).toBe("aws-kms:test/wallet");
  });

  it("is reached by its guard alone; who pays reaches the guard", () => {
    const signer = peersOf(policyOf(stack, "payer").ingress);
    expect(signer).toContain('"app.kubernetes.io/instance":"guard"');
    expect(signer).not.toContain("shop");
    expect(peersOf(policyOf(stack, "guard").ingress)).toContain('"app.kubernetes.io/instance":"shop"');
  });

  it("writes the limits down for the guard, which sees them as a file", () => {
    const map = named(stack, "kubernetes_config_map_v1", "payer-spend-policy");
    expect(JSON.parse(map.data["policy.json"])).toEqual({
      version: 1,
      signer: "payer",
      chainId: 1,
      wallets: ["wallet"],
      enforcedBy: "guard",
      grants: [
        {
          reader: "apps/shop",
          perTransactionWei: "1000000000000000000",
          perDayWei: "10000000000000000000",
          recipients: [recipients[0]?.toLowerCase()],
          calls: {},
        },
      ],
    });
    const guard = named(stack, "kubernetes_deployment_v1", "guard").spec.template.spec;
    expect(guard.container[0].volume_mount).toEqual(
      expect.arrayContaining([expect.objectContaining({ mount_path: "/etc/spend-policy/payer", read_only: true })]),
    );
  });

  it("writes down apart who may be paid and what may be called, since a token moves by a call", () => {
    const token = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48";
    const calls = { [token]: ["0xA9059CBB", "0x095ea7b3", "0xa9059cbb"] };
    const json = synthStack((scope) => {
      payerIn(scope).grantSign(workloadIn(scope, "shop"), { ...limits, recipients: [], calls });
    });
    const [grant] = JSON.parse(
      named(json, "kubernetes_config_map_v1", "payer-spend-policy").data["policy.json"],
    ).grants;
    expect(grant).toMatchObject({
      recipients: [],
      calls: { [token.toLowerCase()]: ["0x095ea7b3", "0xa9059cbb"] },
    });
  });

  it("shares its guard with another signer, which sees the policy of each in a folder of its own", () => {
    const both = synthStack((scope) => {
      const enforcement = SpendEnforcement.by({
        workload: workloadIn(scope, "gate", "keys"),
        port: "http",
        policyFolder: "/policies",
      });
      payerIn(scope, { enforcement });
      const node = scope.node.findChild("eth-0");
      if (!(node instanceof ChainNode)) throw new Error("no node");
      new TransactionSigner(scope, "second", {
        cluster: eksCluster,
        namespace: place.namespace,
        wallets: [hotWallet(scope, "second-wallet")],
        node,
        tls: signerTls("second"),
        enforcement,
      });
    });
    const gate = named(both, "kubernetes_deployment_v1", "gate").spec.template.spec;
    expect(gate.container[0].volume_mount.map(({ mount_path: path }: Json) => path)).toEqual(
      expect.arrayContaining(["/policies/payer", "/policies/second"]),
    );
  });

  it("goes out to its node, its credentials and KMS, inside the network where KMS has an endpoint", () => {
    const blocks = (from: SynthesizedJson): string[] =>
      policyOf(from, "payer").egress.flatMap(({ to }: Json) =>
        to.flatMap(({ ip_block: block }: Json) => block?.cidr ?? []),
      );
    expect(blocks(stack)).toEqual(["169.254.170.23/32", "0.0.0.0/0"]);
    const network = { ...threeZones(), interfaceEndpoints: ["kms"], subnetIds: () => [] };
    const inside = EksCluster.fromAttributes({
      clusterName: "prod-main",
      network,
      endpoint: "https://0123.gr7.eu-central-1.eks.amazonaws.com",
      certificateAuthority: "TUlJQg==",
      clusterSecurityGroupId: "sg-0123456789abcdef0",
    });
    expect(blocks(synthStack((scope) => void payerIn(scope, { cluster: inside })))).toEqual([
      "169.254.170.23/32",
      "10.0.0.0/16",
    ]);
  });

  it("is reached by who pays only where somebody wrote that nothing enforces the limits, and the policy says so", () => {
    const open = synthStack((scope) => {
      const enforcement = SpendEnforcement.nobody(UNENFORCED_SENTENCE);
      payerIn(scope, { enforcement }).grantSign(workloadIn(scope, "shop"), limits);
    });
    expect(peersOf(policyOf(open, "payer").ingress)).toContain('"app.kubernetes.io/instance":"shop"');
    expect(
      JSON.parse(named(open, "kubernetes_config_map_v1", "payer-spend-policy").data["policy.json"]).enforcedBy,
    ).toBeNull();
  });
});

describe("a signer of transactions that would hurt", () => {
  const fresh = () => new TerraformStack(new App(), "test");

  it("does not synthesize: keys as text, no certificates, every host, nobody in front", () => {
    const untyped = JSON.parse(
      JSON.stringify({ wallets: ["0x12"], tls: {}, hosts: ["*"], enforcement: "later", replicas: 0 }),
    );
    expect(problemsOf(() => payerIn(fresh(), untyped)).map(({ what }) => what)).toEqual([
      "a signer has no sensible number of replicas",
      "a signer of transactions was given something that it cannot ask to sign",
      "a signer would sign for whoever reaches its port",
      "a signer would answer to every name",
      "nothing stands between those who pay and the signer, and nobody said that this is meant",
    ]);
  });

  it("does not synthesize with the key of another chain, a guard elsewhere, or half a sentence", () => {
    const scope = fresh();
    const solana = KeySource.awsKms(scope, "sol", {
      name: "sol",
      curve: "ed25519",
      description: "Fees",
      alarmTopicArn: TOPIC,
    });
    const guard = SpendEnforcement.by({ workload: workloadIn(scope, "guard", "other"), port: "grpc" });
    expect(problemsOf(() => payerIn(scope, { wallets: [solana], enforcement: guard })).map(({ got }) => got)).toEqual([
      "ed25519",
      "grpc",
      "other",
    ]);
    const enforcement = SpendEnforcement.nobody("Nothing enforces these limits.");
    expect(problemsOf(() => payerIn(fresh(), { enforcement }))).toHaveLength(1);
  });

  it("gives nobody limits that are none, and each reader one set", () => {
    const scope = fresh();
    const signer = payerIn(scope);
    const shop = workloadIn(scope, "shop");
    const wrong = { perTransactionWei: 2n, perDayWei: 1n, recipients: [`0x${"0".repeat(40)}`, "shop.eth"] };
    expect(problemsOf(() => signer.grantSign(shop, wrong)).map(({ got }) => got)).toEqual([
      "1",
      wrong.recipients[0],
      "shop.eth",
    ]);
    const text = { perTransactionWei: 1e18, perDayWei: "10", recipients: [] };
    expect(problemsOf(() => signer.grantSign(shop, JSON.parse(JSON.stringify(text))))).toHaveLength(3);
    const token = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
    for (const calls of [
      { [token]: [] },
      { [token]: ["transfer"] },
      { "token.eth": ["0xa9059cbb"] },
      { [token.toUpperCase().replace("0X", "0x")]: ["0xa9059cbb"], [token]: ["0xa9059cbb"] },
    ]) {
      expect(problemsOf(() => signer.grantSign(shop, { ...limits, calls }))).toMatchObject([
        { what: expect.stringContaining("not written as contracts and their selectors") },
      ]);
    }
    expect(problemsOf(() => signer.grantSign(shop, { ...limits, recipients: [], calls: {} }))).toMatchObject([
      { what: "nobody may be paid and nothing called: recipients and calls are empty" },
    ]);
    signer.grantSign(shop, limits);
    expect(problemsOf(() => signer.grantSign(shop, limits))).toMatchObject([{ got: "apps/shop" }]);
    const everybody = Object.assign(workloadIn(scope, "pod"), { serviceAccountName: "default" });
    expect(problemsOf(() => signer.grantSign(everybody, limits))).toMatchObject([
      { where: "test/apps.pod", got: "default" },
    ]);
  });

  it("does not sign with a wallet of another stack, whose key would come after it", () => {
    const app = new App();
    const wallet = hotWallet(new TerraformStack(app, "wallets"));
    expect(problemsOf(() => payerIn(new TerraformStack(app, "signers"), { wallets: [wallet] }))).toMatchObject([
      { where: "signers/payer", got: "wallets/wallet", allowed: "wallets of the stack signers" },
    ]);
  });

  it("does not share its wallet with another signer", () => {
    const scope = fresh();
    const wallet = hotWallet(scope);
    payerIn(scope, { wallets: [wallet] });
    expect(
      problemsOf(() =>
        wallet.grantSign(Object.assign(workloadIn(scope, "thief"), { roleArn: "arn:aws:iam::123456789012:role/x" })),
      ),
    ).toHaveLength(1);
  });
});

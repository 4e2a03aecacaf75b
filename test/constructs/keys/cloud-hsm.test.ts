import { Network } from "../../../constructs/network";
import { problemsOf } from "../../support/refusals";
import { only, synthStack } from "../../support/synth";
import { AUTHORITY, CEREMONY, cloudHsmIn, TOPIC, threeZones } from "./key-fixtures";
import { fresh, untyped } from "./key-source-fixture";

describe("a CloudHSM cluster", () => {
  const stack = synthStack((scope) => void cloudHsmIn(scope, { ceremony: CEREMONY }));

  it("has a module in each of two zones, one after the other, and no destroy takes one away", () => {
    expect(only(stack.resource["aws_cloudhsm_v2_cluster"])).toMatchObject({
      hsm_type: "hsm2m.medium",
      mode: "FIPS",
      // One in each zone, so that a module more is no other cluster.
      subnet_ids: ["subnet-1a", "subnet-1b", "subnet-1c"],
      lifecycle: { prevent_destroy: true },
    });
    const [first, second, ...more] = Object.values(stack.resource["aws_cloudhsm_v2_hsm"] ?? {});
    expect(more).toEqual([]);
    expect([first, second]).toMatchObject([
      { availability_zone: "eu-central-1a", lifecycle: { prevent_destroy: true } },
      { availability_zone: "eu-central-1b", depends_on: [expect.stringMatching(/^aws_cloudhsm_v2_hsm\./)] },
    ]);
    expect(first.depends_on).toBeUndefined();
  });

  it("has one module until people made it theirs, since AWS takes no second one before", () => {
    const empty = synthStack((scope) => void cloudHsmIn(scope));
    expect(only(empty.resource["aws_cloudhsm_v2_hsm"]).availability_zone).toBe("eu-central-1a");
    expect(only(empty.resource["aws_cloudhsm_v2_cluster"]).subnet_ids).toHaveLength(3);
  });

  it("gets a module in one more zone without being another cluster", () => {
    const grown = synthStack((scope) => void cloudHsmIn(scope, { ceremony: CEREMONY, zones: 3 }));
    expect(grown.resource["aws_cloudhsm_v2_cluster"]).toEqual(stack.resource["aws_cloudhsm_v2_cluster"]);
    expect(Object.values(grown.resource["aws_cloudhsm_v2_hsm"] ?? {})).toHaveLength(3);
  });

  it("is closed but for its clients, on the ports of its clients", () => {
    const rules = Object.values(stack.resource["aws_vpc_security_group_ingress_rule"] ?? {});
    expect(rules).toMatchObject([
      {
        referenced_security_group_id: "sg-0123456789abcdef0",
        ip_protocol: "tcp",
        from_port: 2223,
        to_port: 2225,
        security_group_id: expect.stringMatching(/^\$\{aws_cloudhsm_v2_cluster\..*\.security_group_id\}$/),
      },
    ]);
    expect(rules[0].cidr_ipv4).toBeUndefined();
  });

  it("calls people when a module breaks, and when somebody changes it or copies what is in it", () => {
    expect(only(stack.resource["aws_cloudwatch_metric_alarm"])).toMatchObject({
      namespace: "AWS/CloudHSM",
      metric_name: "HsmUnhealthy",
      dimensions: { ClusterId: expect.stringMatching(/^\$\{aws_cloudhsm_v2_cluster\..*\.cluster_id\}$/) },
      statistic: "Maximum",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      alarm_actions: [TOPIC],
      insufficient_data_actions: [TOPIC],
    });
    const pattern = JSON.parse(only(stack.resource["aws_cloudwatch_event_rule"]).event_pattern);
    expect(pattern).toMatchObject({ source: ["aws.cloudhsm"], detail: { eventSource: ["cloudhsm.amazonaws.com"] } });
    expect(pattern.detail.eventName).toEqual(
      expect.arrayContaining(["DeleteHsm", "DeleteCluster", "CopyBackupToRegion", "DeleteBackup", "PutResourcePolicy"]),
    );
    expect(only(stack.resource["aws_cloudwatch_event_target"]).arn).toBe(TOPIC);
  });

  it("signs on Ed25519 outside of FIPS mode, where alone the modules know it", () => {
    const solana = synthStack((scope) => void cloudHsmIn(scope, { curve: "ed25519" }));
    expect(only(solana.resource["aws_cloudhsm_v2_cluster"]).mode).toBe("NON_FIPS");
  });

  it("is made from a backup, with that one's officers", () => {
    const props = { ceremony: CEREMONY, restoreFromBackupId: "backup-abcdefghijk" };
    const restored = synthStack((scope) => void cloudHsmIn(scope, props));
    expect(only(restored.resource["aws_cloudhsm_v2_cluster"]).source_backup_identifier).toBe("backup-abcdefghijk");
  });

  it("has no key store of KMS, whose password would stand in the state", () => {
    expect(stack.resource["aws_kms_custom_key_store"]).toBeUndefined();
    expect(cloudHsmIn(fresh()).custody.made).toContain("its password would stand in the state");
  });

  it("stands in the private subnets of a network without isolated ones", () => {
    const network = Network.fromAttributes({
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.0.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a", "eu-central-1b"],
      privateSubnetIds: ["subnet-0a", "subnet-0b"],
    });
    const json = synthStack((scope) => void cloudHsmIn(scope, { network }));
    expect(only(json.resource["aws_cloudhsm_v2_cluster"]).subnet_ids).toEqual(["subnet-0a", "subnet-0b"]);
  });
});

describe("the runbook of a CloudHSM cluster", () => {
  it("walks a person from the request to the second module", () => {
    const { runbook, toComplete, issuingCertificate } = cloudHsmIn(fresh());
    const order = ["Verify the identity", "ClusterCsr", "initialize-cluster", "cluster activate", "into `ceremony`"];
    const places = order.map((words) => toComplete.findIndex((step) => step.includes(words)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(runbook).toContain("Value=='test/hsm'");
    expect(runbook).toContain("Type=DAYS,Value=365");
    expect(runbook).toMatch(/\| ceremony +\| not done yet/);
    expect(issuingCertificate).toBeUndefined();
  });

  it("knows who did what, and asks for no more than is left", () => {
    const done = cloudHsmIn(fresh(), { ceremony: CEREMONY, backupDays: 90 });
    expect(done.runbook).toContain("2026-11-21, by alice, bob");
    expect(done.toComplete.join("\n")).not.toContain("initialize-cluster");
    expect(done.toComplete.join("\n")).toContain("Type=DAYS,Value=90");
    expect(done.toComplete.join("\n")).toContain("--curve secp256k1");
    expect(done.issuingCertificate).toBe(CEREMONY.issuingCertificate);
  });
});

describe("a CloudHSM cluster that is refused", () => {
  it("says everything at once", () => {
    const network = threeZones();
    const problems = problemsOf(() =>
      cloudHsmIn(fresh(), {
        ...untyped<object>({
          name: "H",
          curve: "bls12-381",
          zones: 1,
          clients: {},
          alarmTopicArn: "x",
          backupDays: 380,
        }),
        network,
        ceremony: { day: "2026-02-30", officers: ["alice", "alice"], issuingCertificate: "none" },
        restoreFromBackupId: "b",
      }),
    );
    expect(problems.map(({ what }) => what)).toEqual([
      "the name of a key source is no plain name",
      "AWS CloudHSM cannot hold a key on BLS12-381: the modules have no BLS12-381",
      "a CloudHSM cluster with modules in fewer than two zones loses every key that was made since its last backup",
      "nobody may reach the CloudHSM cluster",
      "a CloudHSM cluster has nobody who hears when it breaks or is changed",
      "backupDays of the CloudHSM cluster is none",
      "the ceremony's day of the CloudHSM cluster is none",
      "a CloudHSM cluster with one officer is lost with that person's password",
      "the issuing certificate of the ceremony is no single certificate in PEM form",
      "restoreFromBackupId of the CloudHSM cluster is none",
    ]);
  });

  it.each([
    [{ zones: 4 }, "2 to 3, one module in each"],
    [
      { clients: { signer: "10.0.0.0/16" } },
      'small letters, digits and dashes, and a group such as "sg-0123456789abcdef0"',
    ],
    [{ clients: { "The Signer": "sg-0123456789abcdef0" } }, "small letters, digits and dashes, and a group such as"],
    [{ restoreFromBackupId: "backup-abcdefghijk" }, "the ceremony of the cluster that was backed up"],
    [{ backupDays: 6 }, "7 to 379"],
    [{ ceremony: { ...CEREMONY, issuingCertificate: AUTHORITY + AUTHORITY } }, "the text of customerCA.crt"],
    [{ ceremony: { ...CEREMONY, issuingCertificate: AUTHORITY.replace("MIIB", "A".repeat(5000)) } }, "5000 characters"],
  ])("for %j with what is allowed", (props, allowed) => {
    expect(problemsOf(() => cloudHsmIn(fresh(), props))).toMatchObject([{ allowed: expect.stringContaining(allowed) }]);
  });

  it("for the key of its issuing certificate, which is never shown", () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n";
    const problems = problemsOf(() => cloudHsmIn(fresh(), { ceremony: { ...CEREMONY, issuingCertificate: key } }));
    expect(JSON.stringify(problems)).not.toContain("MIIEpAIBAAKCAQEA");
    expect(problems[0]?.what).toContain("ceremony.issuingCertificate holds a private key");
  });

  it("for a network in one zone", () => {
    const network = Network.fromAttributes({
      vpcId: "vpc-0123456789abcdef0",
      cidr: "10.0.0.0/16",
      region: "eu-central-1",
      zones: ["eu-central-1a"],
      privateSubnetIds: ["subnet-0a"],
    });
    expect(problemsOf(() => cloudHsmIn(fresh(), { network }))).toMatchObject([
      { got: 2, allowed: "a network with subnets in two zones or more" },
    ]);
  });
});

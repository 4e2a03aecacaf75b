import { only, type SynthesizedJson } from "../../support/synth";
import { AUDITOR } from "./audit-fixture";
import { byName, named, plain, statement, synth } from "./audit-resources";

describe("the trail of an AuditTrail", () => {
  const stack = synth();
  const trail = only(byName(stack, "aws_cloudtrail"));

  it("records all regions, can show that nobody changed it, and is written twice", () => {
    expect(plain(trail)).toMatchObject({
      name: "prod-audit",
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      s3_bucket_name: "<s3_bucket id>",
      kms_key_id: "<kms_key arn>",
      cloud_watch_logs_group_arn: "<cloudwatch_log_group arn>:*",
      insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }],
    });
    expect(named(stack, "aws_cloudwatch_log_group", "trail")).toMatchObject({
      name: "/palisade/audit/prod-audit/trail",
      retention_in_days: 400,
    });
  });

  it("records every use of watched buckets, and of its own all but what services deliver", () => {
    const own = [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: ["AWS::S3::Object"] },
      { field: "resources.ARN", starts_with: ["<s3_bucket arn>/", "<s3_bucket arn>/"] },
    ];
    expect(plain(trail.advanced_event_selector)).toEqual([
      { name: "All management events", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      {
        name: "Use of the audit's own buckets, but for PutObject",
        field_selector: [...own, { field: "eventName", not_equals: ["PutObject"] }],
      },
      {
        name: "PutObject into the audit's own buckets by whom IAM knows",
        field_selector: [
          ...own,
          { field: "eventName", equals: ["PutObject"] },
          { field: "userIdentity.arn", starts_with: ["arn:"] },
        ],
      },
      {
        name: "Use of watched buckets",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::acme-prod-state/"] },
        ],
      },
    ]);
    const alone = only(byName(synth({ watchedBuckets: [] }), "aws_cloudtrail"));
    expect(alone.advanced_event_selector).toHaveLength(3);
  });

  it("waits until it may write", () => {
    expect(plain(trail.depends_on).map((address: string) => address.split(".")[0])).toEqual([
      "aws_iam_role_policy",
      "aws_s3_bucket_policy",
    ]);
  });
});

describe("what an AuditTrail keeps", () => {
  const stack = synth();

  it("is locked for seven years for everybody, or as long as somebody says", () => {
    const locked = (json: SynthesizedJson) => only(byName(json, "aws_s3_bucket_object_lock_configuration")).rule;
    expect(locked(stack)).toEqual({ default_retention: { mode: "COMPLIANCE", days: 2557 } });
    expect(locked(synth({ lockedDays: 30 })).default_retention.days).toBe(30);
  });

  it("is written by this trail and this detector of this account alone", () => {
    const { policy } = named(stack, "aws_s3_bucket_policy", "buckets_log_bucket");
    expect(plain(statement(policy, "TrailWrites"))).toMatchObject({
      Principal: { Service: ["cloudtrail.amazonaws.com"] },
      Resource: ["<s3_bucket arn>/AWSLogs/ACCOUNT/*"],
      Condition: {
        StringEquals: {
          "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:ACCOUNT:trail/prod-audit",
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
      },
    });
    expect(plain(statement(policy, "DetectorWrites")).Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "ACCOUNT", "aws:SourceArn": "<guardduty_detector arn>" },
    });
    expect(statement(policy, "RefusePlainHttp").Effect).toBe("Deny");
  });

  it("has keys that the account administers and does not use, and that readers use through S3 alone", () => {
    for (const part of ["buckets_log_key", "buckets_history-key"]) {
      const { policy } = named(stack, "aws_kms_key", part);
      const used = plain(statement(policy, "AccountAdministersByIam")).Action;
      expect(used.filter((action: string) => /\*|Decrypt|Encrypt|GenerateDataKey|CreateGrant/.test(action))).toEqual(
        [],
      );
      expect(plain(statement(policy, "ReadersDecryptThroughS3"))).toMatchObject({
        Principal: { AWS: [AUDITOR] },
        Action: ["kms:Decrypt"],
        Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
      });
    }
  });

  it("has a history that nobody deletes from, since AWS Config delivers to no locked bucket", () => {
    const { policy } = named(stack, "aws_s3_bucket_policy", "buckets_history");
    expect(plain(statement(policy, "NobodyDeletes"))).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    });
    expect(named(stack, "aws_s3_bucket", "buckets_history")).not.toHaveProperty("object_lock_enabled");
    expect(plain(only(byName(stack, "aws_config_delivery_channel"))).s3_kms_key_arn).toBe("<kms_key arn>");
  });

  it("says who read it, in a bucket that is neither locked nor has a key of KMS", () => {
    expect(Object.values(byName(stack, "aws_s3_bucket_logging")).map((one) => one.target_prefix)).toEqual([
      "history/",
      "log/",
    ]);
    const encryption = named(stack, "aws_s3_bucket_server_side_encryption_configuration", "access-logs");
    expect(encryption.rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
  });
});

describe("what looks at an account with an AuditTrail", () => {
  const stack = synth();

  it("is GuardDuty with everything it has, whose findings are kept", () => {
    expect(only(byName(stack, "aws_guardduty_detector"))).toMatchObject({ enable: true });
    const features = Object.values(byName(stack, "aws_guardduty_detector_feature"));
    expect(features.map(({ name, status }) => `${name} ${status}`).sort()).toEqual([
      "EBS_MALWARE_PROTECTION ENABLED",
      "EKS_AUDIT_LOGS ENABLED",
      "LAMBDA_NETWORK_LOGS ENABLED",
      "RDS_LOGIN_EVENTS ENABLED",
      "RUNTIME_MONITORING ENABLED",
      "S3_DATA_EVENTS ENABLED",
    ]);
    expect(plain(only(byName(stack, "aws_guardduty_publishing_destination")))).toMatchObject({
      destination_arn: "<s3_bucket arn>",
      kms_key_arn: "<kms_key arn>",
    });
  });

  it.each([
    ["managed", "ENABLED", "ENABLED"],
    ["by-hand", "ENABLED", "DISABLED"],
    ["none", "DISABLED", "DISABLED"],
  ] as const)("has an agent on nodes that is %s", (runtimeAgent, status, agent) => {
    const runtime = named(synth({ runtimeAgent }), "aws_guardduty_detector_feature", "RUNTIME");
    expect(runtime.status).toBe(status);
    expect(runtime.additional_configuration).toEqual([
      { name: "EKS_ADDON_MANAGEMENT", status: agent },
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
      { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
    ]);
  });

  it("is Security Hub with the standards, after AWS Config", () => {
    const arns = Object.values(byName(stack, "aws_securityhub_standards_subscription")).map((one) => one.standards_arn);
    expect(plain(arns).sort()).toEqual([
      "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:eu-central-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
    ]);
    expect(plain(only(byName(stack, "aws_securityhub_account")).depends_on)[0]).toMatch(
      /^aws_config_configuration_recorder_status\./,
    );
    const pci = synth({ standards: ["pci", "nist"] });
    expect(Object.keys(byName(pci, "aws_securityhub_standards_subscription"))).toHaveLength(2);
  });

  it("is AWS Config for everything in the region, with rules and packs", () => {
    const packs = [{ name: "eks", templateS3Uri: "s3://acme-templates/eks.yaml" }];
    const json = synth({ rules: ["key-stays"], conformancePacks: packs });
    expect(only(byName(json, "aws_config_configuration_recorder"))).toMatchObject({
      recording_group: { all_supported: true, include_global_resource_types: true },
    });
    expect(only(byName(json, "aws_config_configuration_recorder_status"))).toMatchObject({ is_enabled: true });
    expect(only(byName(json, "aws_config_config_rule"))).toMatchObject({
      name: "prod-audit-key-stays",
      source: { owner: "AWS", source_identifier: "KMS_CMK_NOT_SCHEDULED_FOR_DELETION" },
    });
    expect(only(byName(json, "aws_config_conformance_pack"))).toMatchObject({
      name: "eks",
      template_s3_uri: "s3://acme-templates/eks.yaml",
    });
    expect(Object.keys(byName(stack, "aws_config_config_rule"))).toHaveLength(10);
  });

  it.each([
    [7, 30],
    [400, 400],
    [3650, 2557],
  ])("keeps the history for as long as %d days lets it: %d", (lockedDays, days) => {
    const { retention_period_in_days: kept } = only(
      byName(synth({ lockedDays }), "aws_config_retention_configuration"),
    );
    expect(kept).toBe(days);
  });

  it("works with the role that the account has, or has its own made", () => {
    const roleArn = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
    const given = synth({ configurationRoleArn: roleArn });
    expect(only(byName(given, "aws_config_configuration_recorder")).role_arn).toBe(roleArn);
    expect(byName(given, "aws_iam_service_linked_role")).toEqual({});
    expect(only(byName(stack, "aws_iam_service_linked_role")).aws_service_name).toBe("config.amazonaws.com");
  });

  it("is IAM Access Analyzer", () => {
    expect(only(byName(stack, "aws_accessanalyzer_analyzer"))).toMatchObject({
      analyzer_name: "prod-audit",
      type: "ACCOUNT",
    });
  });

  it.each([
    ["guardduty", ["aws_guardduty_detector", "aws_guardduty_detector_feature", "aws_guardduty_publishing_destination"]],
    ["security-hub", ["aws_securityhub_account", "aws_securityhub_standards_subscription"]],
    ["config", ["aws_config_configuration_recorder", "aws_config_delivery_channel", "aws_config_config_rule"]],
    ["access-analyzer", ["aws_accessanalyzer_analyzer"]],
  ] as const)("leaves %s to an organisation that runs it", (service, types) => {
    const json = synth({ runElsewhere: [service] });
    for (const type of types) {
      expect(Object.keys(byName(stack, type)).length).toBeGreaterThan(0);
      expect(byName(json, type)).toEqual({});
    }
    expect(JSON.stringify(json)).not.toContain("undefined");
  });
});

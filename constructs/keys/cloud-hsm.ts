import { CloudhsmV2Cluster } from "@cdktf/provider-aws/lib/cloudhsm-v2-cluster";
import { CloudhsmV2Hsm } from "@cdktf/provider-aws/lib/cloudhsm-v2-hsm";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { CUSTODY, type CurveName, type CustodySpec } from "../../lib/catalogue/keys";
import { keySourceRunbook } from "../../lib/render/key-runbook";
import { reportCalls } from "../core/change-report";
import { markIdentity } from "../core/identity";
import { letClientsIn } from "./client-groups";
import { checkCloudHsm } from "./cloud-hsm-checks";
import { type CloudHsmProps, DEFAULT_ZONES } from "./cloud-hsm-props";
import { cloudHsmSteps } from "./cloud-hsm-steps";
import { claimKeys } from "./key-registry";
import type { IKeySource } from "./key-source";
import { noteKeySource } from "./noted-key-sources";

/** The older hsm1.medium is no longer there (AWS CloudHSM User Guide, "Deprecation notifications"). */
const HSM_TYPE = "hsm2m.medium";
/** Ed25519 is known outside of FIPS mode alone (AWS CloudHSM User Guide, "key generate-asymmetric-pair ec"). */
const MODES: Readonly<Partial<Record<CurveName, "FIPS" | "NON_FIPS">>> = { secp256k1: "FIPS", ed25519: "NON_FIPS" };
/** AWS CloudHSM User Guide, "Configure the client Amazon EC2 instance security groups". */
const PORTS = { first: 2223, last: 2225 };
const DEFAULT_BACKUP_DAYS = 365;
const FIVE_MINUTES = 300;

/**
 * What changes the cluster, or lets somebody else have what is in it. The first three: AWS Prescriptive Guidance,
 * "Security monitoring for AWS CloudHSM"; the others by the AWS CloudHSM API Reference.
 */
const REPORTED: readonly string[] = [
  ...["DeleteHsm", "CopyBackupToRegion", "ModifyCluster", "DeleteCluster", "InitializeCluster"],
  ...["DeleteBackup", "ModifyBackupAttributes", "RestoreBackup", "PutResourcePolicy"],
];

/**
 * A cluster of hardware modules of one's own. Terraform makes it and its first module; what makes it one's own is done by
 * people, in the order of the runbook, and nothing of it is ever in plan or state. After that the other modules come.
 */
export class CloudHsmKeys extends Construct implements IKeySource {
  public readonly name: string;
  public readonly custody: CustodySpec = CUSTODY["cloud-hsm"];
  public readonly curve: CurveName;
  public readonly keys: readonly string[];
  public readonly runbook: string;
  /** Identifier of the cluster, as a live reference. */
  public readonly clusterId: string;
  /** Security group of the modules, as a live reference. AWS makes it; nothing but the clients is let in. */
  public readonly securityGroupId: string;
  /** Certificate by which clients know the cluster, in PEM form; undefined until the ceremony is done. */
  public readonly issuingCertificate: string | undefined;
  /** Steps that only a person can do, in their order. */
  public readonly toComplete: readonly string[];

  /** @throws PalisadeError listing every problem of the props, and every key that another source holds */
  public constructor(scope: Construct, id: string, props: CloudHsmProps) {
    super(scope, id);
    const subnetIds = checkCloudHsm(this.node.path, props);
    const {
      name,
      curve,
      network,
      zones: moduleZones = DEFAULT_ZONES,
      ceremony,
      backupDays = DEFAULT_BACKUP_DAYS,
      restoreFromBackupId: backupId,
    } = props;
    this.name = name;
    this.curve = curve;
    // The path is known before the keys are, and no other construct of the app has it.
    this.keys = [`cloud-hsm:${this.node.path}`, ...(props.keys ?? [])];
    claimKeys(this, "source", this.keys);
    this.issuingCertificate = ceremony?.issuingCertificate;
    markIdentity(this, { kind: "key", name });
    const cluster = new CloudhsmV2Cluster(this, "Resource", {
      hsmType: HSM_TYPE,
      ...(MODES[curve] === undefined ? {} : { mode: MODES[curve] }),
      // In all zones from the start: another list is another cluster (AWS provider, aws_cloudhsm_v2_cluster: nothing but
      // tags is ever updated), so that a module in one more zone could not come later.
      subnetIds: [...subnetIds],
      ...(backupId === undefined ? {} : { sourceBackupIdentifier: backupId }),
      lifecycle: { preventDestroy: true },
    });
    this.clusterId = cluster.clusterId;
    this.securityGroupId = cluster.securityGroupId;
    const zones = network.zones.slice(0, moduleZones);
    this.addModules(ceremony === undefined ? zones.slice(0, 1) : zones);
    const { securityGroupId } = this;
    letClientsIn(this, { securityGroupId, clients: props.clients, purpose: "Clients of CloudHSM", ports: PORTS });
    this.watch(props.alarmTopicArn);
    const isInitialized = ceremony !== undefined;
    this.toComplete = cloudHsmSteps({ path: this.node.path, name, curve, backupDays, isInitialized });
    this.runbook = keySourceRunbook({
      custody: this.custody,
      name,
      keys: this.keys,
      facts: {
        "construct path": this.node.path,
        "module type": HSM_TYPE,
        mode: MODES[curve] ?? "",
        zones: zones.join(", "),
        clients: Object.keys(props.clients).join(", "),
        "backups are to be kept": `${backupDays} days`,
        ceremony: ceremony === undefined ? "not done yet" : `${ceremony.day}, by ${ceremony.officers.join(", ")}`,
      },
      toComplete: this.toComplete,
    });
    noteKeySource(this, this, ceremony === undefined ? {} : { owners: ceremony.officers });
  }

  /** One after the other: two at a time have left clusters without a request to sign (terraform-provider-aws, issue 7437). */
  private addModules(zones: readonly string[]): void {
    let before: CloudhsmV2Hsm | undefined;
    for (const zone of zones) {
      before = new CloudhsmV2Hsm(this, `hsm-${zone}`, {
        clusterId: this.clusterId,
        availabilityZone: zone,
        ...(before === undefined ? {} : { dependsOn: [before] }),
        lifecycle: { preventDestroy: true },
      });
    }
  }

  /**
   * By the cluster, since a module that was replaced has another identifier (AWS CloudHSM User Guide, "Getting CloudWatch
   * metrics for AWS CloudHSM").
   */
  private watch(topicArn: string): void {
    reportCalls(this, {
      subject: "key",
      description: `Changes of CloudHSM clusters and their backups, ${this.name} among them`,
      service: "cloudhsm",
      calls: REPORTED,
      topicArn,
    });
    new CloudwatchMetricAlarm(this, "unhealthy", {
      alarmName: `palisade-key-${this.name}-hsm-unhealthy`,
      alarmDescription: `A module of the CloudHSM cluster ${this.name} does not work; AWS replaces it`,
      namespace: "AWS/CloudHSM",
      metricName: "HsmUnhealthy",
      dimensions: { ClusterId: this.clusterId },
      statistic: "Maximum",
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      alarmActions: [topicArn],
      okActions: [topicArn],
      // A cluster that no longer says how it is has no modules.
      insufficientDataActions: [topicArn],
    });
  }
}

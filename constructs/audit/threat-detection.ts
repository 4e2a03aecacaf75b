import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Construct } from "constructs";
import { DETECTION_FEATURES, RUNTIME_FEATURE } from "../../lib/catalogue/aws/account-watch";
import type { AuditBuckets } from "./audit-buckets";
import type { AuditTrailProps } from "./audit-trail-props";

/** The most often that GuardDuty tells of what it sees again. */
const FREQUENCY = "FIFTEEN_MINUTES";

/** GuardDuty over the account, with everything it can look at. */
export class ThreatDetection extends Construct {
  /** ARN of the detector, as a live reference. */
  public readonly detectorArn: string;
  private readonly detectorId: string;

  public constructor(scope: Construct, id: string, runtimeAgent: NonNullable<AuditTrailProps["runtimeAgent"]>) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "Resource", { enable: true, findingPublishingFrequency: FREQUENCY });
    this.detectorArn = detector.arn;
    this.detectorId = detector.id;
    for (const { name } of DETECTION_FEATURES) {
      new GuarddutyDetectorFeature(this, name, { detectorId: detector.id, name, status: "ENABLED" });
    }
    new GuarddutyDetectorFeature(this, RUNTIME_FEATURE.name, {
      detectorId: detector.id,
      name: RUNTIME_FEATURE.name,
      status: runtimeAgent === "none" ? "DISABLED" : "ENABLED",
      // All of them, in the API's order: one that is left out comes back as a difference in every plan.
      additionalConfiguration: RUNTIME_FEATURE.parts.map((part) => ({
        name: part,
        status: part === RUNTIME_FEATURE.agentOfEks && runtimeAgent === "managed" ? "ENABLED" : "DISABLED",
      })),
    });
  }

  /**
   * Keeps findings longer than the 90 days that GuardDuty does. No folder is named: GuardDuty refuses one whose marker the
   * bucket's lifecycle has removed (aws/aws-cli issue 10483).
   */
  public keepFindings({ log }: AuditBuckets): void {
    new GuarddutyPublishingDestination(this, "findings", {
      detectorId: this.detectorId,
      destinationArn: log.bucketArn,
      kmsKeyArn: log.kmsKeyArn,
      dependsOn: [log.policy],
    });
  }
}

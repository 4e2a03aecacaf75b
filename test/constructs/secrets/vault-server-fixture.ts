import type { TerraformStack } from "cdktf";
import { Namespace } from "../../../constructs/core/namespace";
import {
  FirstStart,
  Seal,
  ServerCertificate,
  Snapshots,
  TerraformLogin,
  VaultServer,
  type VaultServerProps,
} from "../../../constructs/secrets";
import { LockedBucket } from "../../../constructs/state";
import { plainCluster } from "../../support/fixtures";

/** Fingerprints of keys that nobody has. */
export const FINGERPRINTS = ["A", "B", "C"].map((digit) => digit.repeat(40));

/** Three people, two of whom are enough. */
export const HOLDERS = ["anna", "ben", "carla"].map((name, index) => ({
  name,
  pgpFingerprint: FINGERPRINTS[index] ?? "",
}));

/** The pipeline of one repository. */
export const LOGIN = TerraformLogin.githubActions({ repository: "acme/infrastructure", environment: "prod" });

/** Topic that alarms go to. */
export const TOPIC_ARN = "arn:aws:sns:eu-central-1:123456789012:keys";

/** A server with everything that one in production has, save where it is told otherwise. */
export function serverIn(stack: TerraformStack, props: Partial<VaultServerProps> = {}): VaultServer {
  return new VaultServer(stack, "secret-server", {
    cluster: plainCluster,
    namespace: new Namespace(stack, "namespace", { name: "vault" }),
    seal: Seal.awsKms({ region: "eu-central-1", alarmTopicArn: TOPIC_ARN }),
    certificate: ServerCertificate.fromIssuer({ issuer: "internal" }),
    firstStart: FirstStart.byPeople({ holders: HOLDERS, terraform: LOGIN }),
    snapshots: props.snapshots ?? Snapshots.toLockedBucket({ bucket: bucketIn(stack), region: "eu-central-1" }),
    storageClassName: "gp3-encrypted",
    ...props,
  });
}

/** A bucket for its snapshots. */
export function bucketIn(stack: TerraformStack): LockedBucket {
  return new LockedBucket(stack, "snapshots", { bucketName: "acme-vault-snapshots", lockedDays: 35 });
}

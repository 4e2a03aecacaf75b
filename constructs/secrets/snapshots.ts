import { AWS_CLI_IMAGE } from "../../lib/catalogue/charts/snapshot-upload";
import { isCronSchedule } from "../../lib/core/cron";
import type { Problem } from "../../lib/core/errors";
import { ImageRef } from "../core/image-ref";
import type { LockedBucket } from "../state";

/** Options of `Snapshots.toLockedBucket`. */
export interface LockedSnapshotOptions {
  /** Bucket that nobody can delete from. */
  readonly bucket: LockedBucket;
  /** Region of the bucket. */
  readonly region: string;
  /** When snapshots are taken, in cron form. @default - every two hours, at a quarter past */
  readonly schedule?: string;
  /** Image with the AWS command line, such as that of a mirror. @default - the one AWS publishes */
  readonly image?: ImageRef;
}

type SnapshotSpec =
  | { readonly kind: "keptElsewhere" }
  | ({ readonly kind: "lockedBucket" } & Required<LockedSnapshotOptions>);

const EVERY_TWO_HOURS = "15 */2 * * *";

/** Where copies of what a server holds go. */
export class Snapshots {
  /** Into a bucket with Object Lock, by a job that may save and upload, and neither read nor delete. */
  public static toLockedBucket(options: LockedSnapshotOptions): Snapshots {
    return new Snapshots({
      kind: "lockedBucket",
      schedule: EVERY_TWO_HOURS,
      image: ImageRef.parse(AWS_CLI_IMAGE.reference),
      ...options,
    });
  }

  /** Another team takes them. */
  public static keptElsewhere(): Snapshots {
    return new Snapshots({ kind: "keptElsewhere" });
  }

  private constructor(
    /** Which of the two it is, and its options. */
    public readonly spec: SnapshotSpec,
  ) {}

  /** What is wrong with them. */
  public problems(): readonly Problem[] {
    const { spec } = this;
    if (spec.kind === "keptElsewhere" || isCronSchedule(spec.schedule)) return [];
    return [
      {
        what: "the schedule of the snapshots is not one that Kubernetes takes",
        got: spec.schedule,
        allowed: "five fields in cron form, such as 15 */2 * * *",
        doThis: "correct it",
      },
    ];
  }
}

import type { Checker } from "../../lib/core/checks";
import { isCronSchedule } from "../../lib/core/cron";
import type { Problem } from "../../lib/core/errors";
import type { JobOptions } from "./controller";
import { negative, notPositive } from "./workload-problems";
import type { WorkloadProps } from "./workload-props";

function badSchedule(got: string): Problem {
  return {
    what: "the schedule of a cron job is none that Kubernetes reads",
    got,
    allowed: "minute, hour, day of month, month and day of week (0 to 6), or a word such as @daily",
    doThis: "write it like 0 6 * * 1-5; the time zone goes into timeZone",
  };
}

function checkJob(check: Checker, { retries, deadlineSeconds }: JobOptions): void {
  if (retries !== undefined) {
    check.that(Number.isInteger(retries) && retries >= 0, () => negative("retries", retries, "times"));
  }
  if (deadlineSeconds !== undefined) {
    check.that(Number.isInteger(deadlineSeconds) && deadlineSeconds > 0, () =>
      notPositive("deadlineSeconds", deadlineSeconds, "seconds"),
    );
  }
}

/** Checks what keeps the pods of a workload going, and how many may be away. */
export function checkController(check: Checker, { controller: { spec }, maxUnavailable }: WorkloadProps): void {
  if (maxUnavailable !== undefined) {
    check.that(Number.isInteger(maxUnavailable) && maxUnavailable >= 0, () =>
      negative("maxUnavailable", maxUnavailable, "pods"),
    );
  }
  if ("replicas" in spec) {
    check.that(Number.isInteger(spec.replicas) && spec.replicas >= 0, () =>
      negative("replicas", spec.replicas, "pods"),
    );
    return;
  }
  checkJob(check, spec);
  if (spec.kind === "cronJob") check.that(isCronSchedule(spec.schedule), () => badSchedule(spec.schedule));
}

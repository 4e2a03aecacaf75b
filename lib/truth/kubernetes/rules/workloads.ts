import { isCronSchedule } from "../../../core/cron";
import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import type { ObjectReport } from "../object-report";
import { checkMarks } from "./metadata";
import { checkPodSpec, checkPodTemplate } from "./pods";
import { checkNumber, checkOneOf, checkShare, knownText, membersOf, type Rule } from "./rule";
import { checkSelectorOfTemplate } from "./selectors";
import { checkClaimSpec } from "./storage";
import { checkForm, TextForms } from "./text-forms";

const APPS = "Kubernetes 1.34.2, pkg/apis/apps/validation/validation.go";
const BATCH = "Kubernetes 1.34.2, pkg/apis/batch/validation/validation.go";

/** Source: `cron.ParseStandard` of robfig/cron v3, and Go's `time.ParseDuration`. */
const INTERVAL = /^@every [+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** A pod of its own. */
export const checkPod: Rule = (manifest, report) => checkPodSpec(manifest, "", report, []);

/** Deployments and daemon sets. */
export const checkDeployment: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkNumber(spec["replicas"], { least: 0, source: APPS }, "spec.replicas", report);
  checkSelectorOfTemplate(spec, "spec", report);
  checkPodTemplate(recordAt(spec, "template"), "spec.template", report, []);
  checkRestart(spec, "spec", ["Always"], report);
  for (const name of ["strategy", "updateStrategy"]) checkRollout(recordAt(spec, name), `spec.${name}`, report);
};

/** Stateful sets, whose claims are volumes of their pods. */
export const checkStatefulSet: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  checkForm(spec["serviceName"], TextForms.dnsLabel, "spec.serviceName", report);
  const claims = membersOf(spec, "volumeClaimTemplates", "spec");
  checkNumber(spec["replicas"], { least: 0, source: APPS }, "spec.replicas", report);
  checkSelectorOfTemplate(spec, "spec", report);
  const retention = recordAt(spec, "persistentVolumeClaimRetentionPolicy");
  for (const name of ["whenDeleted", "whenScaled"]) {
    if (retention[name] === "") continue;
    checkOneOf(
      retention[name],
      ["Retain", "Delete"],
      `spec.persistentVolumeClaimRetentionPolicy.${name}`,
      report,
      APPS,
    );
  }
  for (const { record, field } of claims) {
    checkMarks(recordAt(record, "metadata"), `${field}.metadata`, report);
    checkClaimSpec(recordAt(record, "spec"), `${field}.spec`, report);
  }
  checkPodTemplate(recordAt(spec, "template"), "spec.template", report, namesOfClaims(spec["volumeClaimTemplates"]));
  checkRestart(spec, "spec", ["Always"], report);
};

/** Undefined where not all of them are known yet. */
function namesOfClaims(claims: unknown): readonly string[] | undefined {
  const names = asList(claims).map((claim) => knownText(recordAt(claim, "metadata")["name"]));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** Jobs. */
export const checkJob: Rule = (manifest, report) => checkJobSpec(recordAt(manifest, "spec"), "spec", report);

/** Jobs on a schedule. */
export const checkCronJob: Rule = (manifest, report) => {
  const spec = recordAt(manifest, "spec");
  const schedule = knownText(spec["schedule"]);
  if (schedule !== undefined && !isCronSchedule(schedule) && !INTERVAL.test(schedule)) {
    report.refuse("spec.schedule", {
      what: "this is not a schedule",
      got: schedule,
      allowed: "minute, hour, day of month, month and day of week (0 to 6), or a word such as @daily",
      doThis: "write five fields; a time zone goes to spec.timeZone",
      source: BATCH,
    });
  }
  checkTimeZone(spec["timeZone"], report);
  for (const name of ["successfulJobsHistoryLimit", "failedJobsHistoryLimit", "startingDeadlineSeconds"]) {
    checkNumber(spec[name], { least: 0, source: BATCH }, `spec.${name}`, report);
  }
  checkJobSpec(recordAt(spec, "jobTemplate", "spec"), "spec.jobTemplate.spec", report);
};

function checkTimeZone(value: unknown, report: ObjectReport): void {
  const zone = knownText(value);
  if (zone === undefined || isTimeZone(zone)) return;
  report.refuse("spec.timeZone", {
    what: "this is not a time zone",
    got: zone,
    allowed: "a name of the time zone database, such as Etc/UTC or Europe/Berlin",
    doThis: "write one of these",
    source: BATCH,
  });
}

function isTimeZone(zone: string): boolean {
  try {
    // What Intl loads to answer takes longer than all else here, and most schedules are in one of these.
    if (zone === "Etc/UTC" || zone === "UTC") return true;
    return zone !== "" && Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function checkJobSpec(spec: JsonRecord, field: string, report: ObjectReport): void {
  for (const name of [
    "parallelism",
    "completions",
    "backoffLimit",
    "activeDeadlineSeconds",
    "ttlSecondsAfterFinished",
  ]) {
    checkNumber(spec[name], { least: 0, source: BATCH }, `${field}.${name}`, report);
  }
  checkPodTemplate(recordAt(spec, "template"), `${field}.template`, report, []);
  checkRestart(spec, field, ["Never", "OnFailure"], report);
}

/** What is not written is `Always`. */
function checkRestart(spec: JsonRecord, field: string, allowed: readonly string[], report: ObjectReport): void {
  const pod = recordAt(spec, "template")["spec"];
  if (!isJsonRecord(pod)) return;
  const policy = pod["restartPolicy"] === undefined ? "Always" : knownText(pod["restartPolicy"]);
  if (policy === undefined || allowed.includes(policy)) return;
  report.refuse(`${field}.template.spec.restartPolicy`, {
    what: "pods of this kind are not restarted that way",
    got: policy,
    allowed: allowed.join(", "),
    doThis: "write one of these",
    source: allowed.includes("Always") ? APPS : BATCH,
  });
}

function checkRollout(strategy: JsonRecord, field: string, report: ObjectReport): void {
  const rolling = strategy["rollingUpdate"];
  if (!isJsonRecord(rolling)) return;
  if (strategy["type"] === "Recreate" || strategy["type"] === "OnDelete") {
    report.refuse(`${field}.rollingUpdate`, {
      what: `${strategy["type"]} does not roll`,
      doThis: "take rollingUpdate out, or write RollingUpdate",
      source: APPS,
    });
  }
  checkShare(rolling["maxUnavailable"], { most: 100, source: APPS }, `${field}.rollingUpdate.maxUnavailable`, report);
  checkShare(rolling["maxSurge"], { source: APPS }, `${field}.rollingUpdate.maxSurge`, report);
  if (!isZero(rolling["maxUnavailable"]) || !isZero(rolling["maxSurge"])) return;
  report.refuse(`${field}.rollingUpdate.maxUnavailable`, {
    what: "an update may neither take a pod away nor add one, so it never starts",
    got: rolling["maxUnavailable"],
    allowed: "one of maxUnavailable and maxSurge above 0",
    doThis: "raise one of the two",
    source: APPS,
  });
}

function isZero(value: unknown): boolean {
  return value === 0 || value === "0%";
}

import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ISecret } from "../core/secret";
import type { MonitoringAttributes } from "./monitoring-attributes";
import type { MonitoringPlatformProps } from "./monitoring-platform-props";
import { GRAFANA_ADMIN_KEYS, RECEIVERS_KEY } from "./platform-secrets";

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** The second namespace adds six characters to the name, and a namespace has at most 63. */
const LONGEST_NAMESPACE = 57;
const LONGEST_LABEL = 63;

function notAtLeast(what: string, got: number, least: number): Problem {
  return {
    what: `${what} is not a whole number of at least ${least}`,
    got,
    allowed: `${least} or more`,
    doThis: `raise ${what}`,
  };
}

function badName(what: string, got: string, maxLength: number): Problem {
  return {
    what: `${what} is not a name Kubernetes takes`,
    got,
    allowed: `lower-case letters, digits and inner hyphens, at most ${maxLength} characters`,
    doThis: "choose another name",
  };
}

function missingKeys(what: string, got: readonly string[], needed: readonly string[]): Problem {
  return {
    what: `${what} does not have the keys that are read`,
    got,
    allowed: `a secret with ${needed.join(" and ")}`,
    doThis: "name the keys as they are read, in the store and where the secret is declared",
  };
}

function badRunbookUrl(got: string): Problem {
  return {
    what: "the runbook address is not one a reader can follow",
    got,
    allowed: "an http(s) address, such as https://example.org/runbooks",
    doThis: "give the address under which docs/runbooks is published",
  };
}

/** Checks everything a platform was given. @throws PalisadeError listing every problem */
export function checkPlatform(path: string, props: MonitoringPlatformProps): void {
  const check = new Checker(path);
  const numbers = {
    prometheusReplicas: props.prometheusReplicas,
    alertmanagerReplicas: props.alertmanagerReplicas,
    retentionDays: props.retentionDays,
    prometheusMemoryMiB: props.prometheusMemoryMiB,
    prometheusCpuMillicores: props.prometheusCpuMillicores,
    prometheusStorageGiB: props.prometheusStorageGiB,
    scrapeIntervalSeconds: props.scrapeIntervalSeconds,
  };
  for (const [name, value] of Object.entries(numbers)) {
    // A tenth of the volume stays free, so a smaller one has nothing to keep.
    const least = name === "prometheusStorageGiB" ? 2 : 1;
    if (value !== undefined) {
      check.that(Number.isInteger(value) && value >= least, () => notAtLeast(name, value, least));
    }
  }
  const namespace = props.namespaceName ?? "monitoring";
  check.that(NAME.test(namespace) && namespace.length <= LONGEST_NAMESPACE, () =>
    badName("namespaceName", namespace, LONGEST_NAMESPACE),
  );
  checkKeys(check, "grafanaAdmin", props.grafanaAdmin, Object.values(GRAFANA_ADMIN_KEYS));
  const receivers = props.notifications.secret;
  if (receivers !== undefined) checkKeys(check, "the secret of the notifications", receivers, [RECEIVERS_KEY]);
  checkRunbookUrl(check, props.runbookBaseUrl);
  check.done();
}

function checkKeys(check: Checker, what: string, secret: ISecret, needed: readonly string[]): void {
  const missing = needed.filter((key) => !secret.keys.includes(key));
  check.that(missing.length === 0, () => missingKeys(what, secret.keys, needed));
}

function checkRunbookUrl(check: Checker, url: string): void {
  check.that(/^https?:\/\/[^\s/]+/.test(url), () => badRunbookUrl(url));
}

/** Checks where a platform is said to be. @throws PalisadeError listing every problem */
export function checkAttributes(attributes: MonitoringAttributes): void {
  const check = new Checker("MonitoringPlatform.fromAttributes");
  const { namespaceName, releaseLabel, runbookBaseUrl, scrapeIntervalSeconds } = attributes;
  for (const [what, name] of Object.entries({ namespaceName, releaseLabel })) {
    check.that(NAME.test(name) && name.length <= LONGEST_LABEL, () => badName(what, name, LONGEST_LABEL));
  }
  if (scrapeIntervalSeconds !== undefined) {
    check.that(Number.isInteger(scrapeIntervalSeconds) && scrapeIntervalSeconds >= 1, () =>
      notAtLeast("scrapeIntervalSeconds", scrapeIntervalSeconds, 1),
    );
  }
  checkRunbookUrl(check, runbookBaseUrl);
  check.done();
}

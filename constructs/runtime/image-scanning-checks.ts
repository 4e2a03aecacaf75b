import { MALICIOUS_TRIVY_VERSIONS } from "../../lib/catalogue/charts/trivy-operator";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { givenList } from "../../lib/core/given";
import { ImageRef } from "../core/image-ref";
import type { ImageScanningProps } from "./image-scanning-props";
import { ScannerDatabase } from "./scanner-database";

const MOST_SCANS = 50;
const LONGEST_HOURS = 168;
/** A namespace, with stars for any part of it. */
const GLOB = /^[a-z0-9*]([a-z0-9*-]*[a-z0-9*])?$/;

/** Checks everything that was given. @throws PalisadeError listing every problem */
export function checkImageScanning(path: string, props: ImageScanningProps): void {
  const check = new Checker(path);
  const { database, scannerImage, concurrentScans, reportHours } = props;
  const excludedNamespaces = givenList(check, "excludedNamespaces", props.excludedNamespaces);
  if (database instanceof ScannerDatabase) for (const problem of database.problems()) check.add(problem);
  else check.that(database === undefined, noDatabase);
  if (scannerImage !== undefined) checkImage(check, scannerImage);
  const whole = (most: number, value: number | undefined): boolean =>
    value === undefined || (Number.isInteger(value) && value >= 1 && value <= most);
  check.that(whole(MOST_SCANS, concurrentScans), () => outOfRange("concurrentScans", concurrentScans, MOST_SCANS));
  check.that(whole(LONGEST_HOURS, reportHours), () => outOfRange("reportHours", reportHours, LONGEST_HOURS));
  for (const namespace of excludedNamespaces) {
    check.that(typeof namespace === "string" && GLOB.test(namespace), () => badNamespace(namespace));
  }
  check.that(!excludedNamespaces.some((namespace) => /^\*+$/.test(String(namespace))), everythingExcluded);
  check.done();
}

function checkImage(check: Checker, image: ImageRef): void {
  if (!check.that(image instanceof ImageRef, noImage)) return;
  const isMalicious = MALICIOUS_TRIVY_VERSIONS.includes((image.tag ?? "").replace(/^v/, ""));
  check.that(!isMalicious, () => malicious(image.toString()));
  // The chart writes repository and tag apart, and cannot leave the tag out.
  check.that(image.tag !== undefined, () => noTag(image.toString()));
}

function noDatabase(): Problem {
  return {
    what: "database is nothing that faults are looked up in",
    allowed: "ScannerDatabase.server, ScannerDatabase.perScan",
    doThis: "make it by one of them, or leave it out for a server",
  };
}

function noImage(): Problem {
  return {
    what: "scannerImage is no image",
    allowed: 'ImageRef.parse("registry.example.org/trivy:0.72.0")',
    doThis: "pin an exact release by ImageRef.parse, or leave it out",
  };
}

function noTag(got: string): Problem {
  return {
    what: "scannerImage names no release, and the chart cannot do without",
    got,
    allowed: "repository, tag and, if you like, a digest",
    doThis: "write the tag in front of the digest",
  };
}

function malicious(got: string): Problem {
  return {
    what: "scannerImage is a release of Trivy that thieves published: it steals credentials",
    got,
    allowed: `any but ${MALICIOUS_TRIVY_VERSIONS.join(", ")}`,
    doThis: "take another release; where this one ran, change every secret that it could reach",
    source: "CVE-2026-33634, GHSA-69fq-xp46-6x23",
  };
}

function outOfRange(field: string, got: unknown, most: number): Problem {
  return { what: `${field} is not usable`, got, allowed: `a whole number from 1 to ${most}`, doThis: "correct it" };
}

function badNamespace(got: unknown): Problem {
  return {
    what: "excludedNamespaces holds what no namespace can be called",
    got,
    allowed: "lower-case letters, digits and inner hyphens, with * for any part",
    doThis: "correct it",
  };
}

function everythingExcluded(): Problem {
  return {
    what: "excludedNamespaces leaves nothing to look into",
    got: "*",
    allowed: "namespaces that somebody else answers for",
    doThis: "name them, or leave ImageScanning out",
  };
}

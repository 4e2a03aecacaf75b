import { CUSTODY } from "../../lib/catalogue/keys";
import { Checker } from "../../lib/core/checks";
import { dayNumber } from "../../lib/core/day";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord, textAt } from "../../lib/core/json";
import { checkTopic } from "../core/change-report";
import { checkClients } from "./client-groups";
import { type CloudHsmProps, DEFAULT_ZONES } from "./cloud-hsm-props";
import {
  checkCurve,
  checkIdentifiers,
  checkName,
  checkNoMaterial,
  checkTexts,
  isText,
  requireNetwork,
  requireProps,
} from "./key-checks";

/** Days that CloudHSM can keep backups (AWS CloudHSM API Reference, BackupRetentionPolicy). */
const BACKUP_DAYS = { fewest: 7, most: 379 };
/** The longest certificate that CloudHSM takes (AWS CloudHSM API Reference, InitializeCluster). */
const LONGEST_CERTIFICATE = 5000;
const CERTIFICATE = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/;
/** AWS CloudHSM API Reference, CreateCluster. */
const BACKUP = /^backup-[2-7a-zA-Z]{11,16}$/;

function odd(field: string, got: unknown, allowed: string): Problem {
  return { what: `${field} of the CloudHSM cluster is none`, got, allowed, doThis: `correct ${field}` };
}

function fewZones(got: unknown, there: number): Problem {
  return {
    what: "a CloudHSM cluster with modules in fewer than two zones loses every key that was made since its last backup",
    got,
    allowed: there < 2 ? "a network with subnets in two zones or more" : `2 to ${there}, one module in each`,
    doThis: there < 2 ? "use another network, or add a zone" : "correct zones, or leave it out",
  };
}

function fewOfficers(got: number): Problem {
  return {
    what: "a CloudHSM cluster with one officer is lost with that person's password",
    got,
    allowed: "2 or more people, each an admin in the cluster",
    doThis: "make a second admin, and add the name to officers",
  };
}

function oddCertificate(): Problem {
  return {
    what: "the issuing certificate of the ceremony is no single certificate in PEM form",
    allowed: `the text of customerCA.crt, of ${LONGEST_CERTIFICATE} characters at most, without any key`,
    doThis: "copy it, and leave customerCA.key where it is: offline",
  };
}

function unclaimedRestore(): Problem {
  return {
    what: "a CloudHSM cluster is made from a backup, and nobody says whose: it brings its officers and its certificate along",
    allowed: "the ceremony of the cluster that was backed up",
    doThis: "set ceremony",
  };
}

/** A subnet in each zone of the network. @throws PalisadeError listing every problem of the props */
export function checkCloudHsm(path: string, props: CloudHsmProps): readonly string[] {
  requireProps(path, props);
  requireNetwork(path, props.network);
  const check = new Checker(path);
  const { curve, network, zones = DEFAULT_ZONES, backupDays, ceremony, restoreFromBackupId: backup } = props;
  const isolated = network.subnetIds("isolated");
  const subnetIds = isolated.length > 0 ? isolated : network.subnetIds("private");
  const there = Math.min(subnetIds.length, network.zones.length);
  if (checkNoMaterial(check, { ...props, network: undefined })) {
    checkName(check, props.name);
    if (checkCurve(check, CUSTODY["cloud-hsm"], curve)) checkIdentifiers(check, curve, props.keys);
    check.that(Number.isInteger(zones) && zones >= 2 && zones <= there, () => fewZones(zones, there));
    checkClients(check, "CloudHSM cluster", props.clients);
    checkTopic(check, props.alarmTopicArn, "a CloudHSM cluster has nobody who hears when it breaks or is changed");
    if (backupDays !== undefined) {
      const { fewest, most } = BACKUP_DAYS;
      check.that(Number.isInteger(backupDays) && backupDays >= fewest && backupDays <= most, () =>
        odd("backupDays", backupDays, `${fewest} to ${most}`),
      );
    }
    if (ceremony !== undefined) checkCeremony(check, ceremony);
    if (backup !== undefined) {
      check.that(isText(BACKUP, backup), () => odd("restoreFromBackupId", backup, "such as backup-abcdefghijk"));
      check.that(ceremony !== undefined, unclaimedRestore);
    }
  }
  check.done();
  return subnetIds.slice(0, there);
}

function checkCeremony(check: Checker, ceremony: unknown): void {
  const day = textAt(ceremony, "day");
  check.that(dayNumber(day ?? "") !== undefined, () => odd("the ceremony's day", day, "a day such as 2026-11-21"));
  const officers = isJsonRecord(ceremony) ? checkTexts(check, "officers", ceremony["officers"]) : [];
  const people = new Set(officers).size;
  check.that(people >= 2, () => fewOfficers(people));
  const certificate = textAt(ceremony, "issuingCertificate") ?? "";
  check.that(certificate.length <= LONGEST_CERTIFICATE && CERTIFICATE.test(certificate.trim()), oddCertificate);
}

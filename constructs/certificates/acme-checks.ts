import type { Problem } from "../../lib/core/errors";
import { textAt } from "../../lib/core/json";
import { namespaceProblem } from "../core/given-constructs";
import { AcmeDirectory } from "./acme-directory";
import { CertManager } from "./cert-manager";
import { issuerNameProblem } from "./certificate-checks";
import { Route53Login, zoneProblems } from "./route53";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Everything wrong with an issuer that speaks ACME. What is read was handed over as anything. */
export function acmeProblems(given: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { accountKeySecretName, certManager, directory, email, login, name, namespace, region, zones } = given;
  const problems: (Problem | undefined)[] = [
    certManager instanceof CertManager ? undefined : noCertManager(),
    directory instanceof AcmeDirectory ? undefined : noDirectory(),
    login instanceof Route53Login ? undefined : noLogin(),
    namespace === undefined ? undefined : namespaceProblem(namespace),
    issuerNameProblem("the name of the issuer", name),
    issuerNameProblem("accountKeySecretName", accountKeySecretName),
    typeof email === "string" && EMAIL.test(email) ? undefined : oddEmail(email),
    typeof region === "string" && REGION.test(region) ? undefined : oddRegion(region),
    Array.isArray(zones) && zones.length === 0 ? noZones() : undefined,
    ...zoneProblems(zones),
  ];
  const borrows = login instanceof Route53Login && login.issuer === undefined;
  if (borrows && certManager instanceof CertManager && Array.isArray(zones)) {
    const known: readonly unknown[] = certManager.zones.map(({ hostedZoneId }) => hostedZoneId);
    const foreign = zones.filter((zone: unknown) => !known.includes(textAt(zone, "hostedZoneId")));
    problems.push(...foreign.map((zone: unknown) => notGranted(textAt(zone, "domain") ?? "", certManager)));
  }
  const place = textAt(namespace, "namespaceName");
  if (borrows && place !== undefined) problems.push(borrowed(place));
  return problems.filter((problem) => problem !== undefined);
}

function noCertManager(): Problem {
  return {
    what: "nothing is named that asks the authority",
    allowed: "a CertManager",
    doThis: "set `certManager`",
  };
}

function noDirectory(): Problem {
  return {
    what: "no authority is named",
    allowed: "AcmeDirectory.letsEncryptProduction, AcmeDirectory.letsEncryptStaging, AcmeDirectory.at",
    doThis: "set `directory`",
  };
}

function noLogin(): Problem {
  return {
    what: "login is no way to log in to AWS",
    allowed: "Route53Login.podIdentity, Route53Login.webIdentity",
    doThis: "make it by one of them, or leave it out for the login of cert-manager's own pods",
  };
}

function oddEmail(got: unknown): Problem {
  return {
    what: "the authority has nobody to write to",
    got,
    allowed: "an address such as certificates@example.org",
    doThis: "give the address of a team that reads it",
  };
}

function oddRegion(got: unknown): Problem {
  return {
    what: "the region is not one of AWS",
    got,
    allowed: "such as eu-central-1",
    doThis: "give the region of the cluster",
  };
}

function noZones(): Problem {
  return {
    what: "the issuer has no zone, so it could prove no name",
    allowed: "one zone or more",
    doThis: "name the zones of the names it is for",
  };
}

function notGranted(domain: string, { zones }: CertManager): Problem {
  return {
    what: `cert-manager may not answer challenges in the zone ${domain}`,
    got: domain,
    allowed: zones.map((zone) => zone.domain).join(", ") || "none: it has no zones",
    doThis:
      "add the zone to the zones of CertManager, or give the issuer a login of its own with Route53Login.webIdentity",
  };
}

function borrowed(namespace: string): Problem {
  return {
    what: "an issuer of one namespace would log in to AWS as cert-manager itself, which cert-manager refuses",
    got: namespace,
    allowed: "a login of its own, or an issuer of the whole cluster",
    doThis: "give login: Route53Login.webIdentity(…), or leave the namespace out",
  };
}

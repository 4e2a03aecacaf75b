import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { textAt } from "../../lib/core/json";
import type { AcmeZone } from "../../lib/render/acme-issuer";
import type { IamStatement } from "../../lib/render/iam-policy";
import type { IServiceAccountIssuer } from "../secrets";

/** Identifiers of zones (Amazon Route 53 API reference, "HostedZone": at most 32 characters). */
const ZONE_ID = /^Z[A-Z0-9]{1,31}$/;
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Everything wrong with zones that challenges are answered in. What is read was handed over as anything. */
export function zoneProblems(given: unknown): readonly Problem[] {
  if (!Array.isArray(given)) return [noList()];
  const zones = given.map((zone: unknown) => ({
    domain: textAt(zone, "domain") ?? "",
    hostedZoneId: textAt(zone, "hostedZoneId") ?? "",
  }));
  const problems: Problem[] = [];
  for (const { domain, hostedZoneId } of zones) {
    if (!DOMAIN.test(domain)) {
      problems.push({
        what: "a zone has no proper domain",
        got: domain,
        allowed: "a domain in lower case, such as example.org",
        doThis: "give the domain of the zone, without a dot at its end",
      });
    }
    if (!ZONE_ID.test(hostedZoneId) && !holdsToken(hostedZoneId)) {
      problems.push({
        what: `the zone ${domain} has no identifier that Route 53 gives`,
        got: hostedZoneId,
        allowed: "Z and up to 31 capital letters and digits, such as Z0123456789ABCDEFGHIJ",
        doThis: "ask for it: aws route53 list-hosted-zones-by-name, without /hostedzone/",
      });
    }
  }
  const domains = zones.map(({ domain }) => domain);
  for (const domain of new Set(domains.filter((one, index) => domains.indexOf(one) !== index))) {
    problems.push({
      what: "a zone stands twice",
      got: domain,
      allowed: "each domain once",
      doThis: "take one of them out: a challenge is answered in one zone",
    });
  }
  return problems;
}

function noList(): Problem {
  return {
    what: "zones is no list of zones",
    allowed: "zones, each with its domain and its hostedZoneId, in a list",
    doThis: "write them in brackets, also a single one",
  };
}

/**
 * The right to answer challenges in zones: text records called `_acme-challenge`, and nothing else of the zone
 * (cert-manager documentation, "Route53"; condition keys: Amazon Route 53 Developer Guide, "Using IAM policy conditions").
 */
export function answerStatements(partition: string, zones: readonly AcmeZone[]): readonly IamStatement[] {
  const resources = zones.map(({ hostedZoneId }) => `arn:${partition}:route53:::hostedzone/${hostedZoneId}`);
  return [
    { sid: "SeeChanges", actions: ["route53:GetChange"], resources: [`arn:${partition}:route53:::change/*`] },
    { sid: "ReadTheZones", actions: ["route53:ListResourceRecordSets"], resources },
    {
      sid: "AnswerChallenges",
      actions: ["route53:ChangeResourceRecordSets"],
      resources,
      conditions: {
        "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"],
        },
      },
    },
  ];
}

/** How an issuer logs in to AWS. */
export class Route53Login {
  /**
   * As the pods of cert-manager do, through EKS Pod Identity, with the zones that `CertManager` names. For issuers of the
   * cluster: cert-manager gives its own rights to no issuer of a namespace (cert-manager documentation, "Ambient credentials").
   */
  public static podIdentity(): Route53Login {
    return new Route53Login(undefined);
  }

  /** As a service account of the issuer's own, whose tokens AWS believes: a role for this issuer and its zones alone. */
  public static webIdentity(issuer: IServiceAccountIssuer): Route53Login {
    return new Route53Login(issuer);
  }

  private constructor(
    /** Who signs the tokens; undefined where the pods of cert-manager log in themselves. */
    public readonly issuer: IServiceAccountIssuer | undefined,
  ) {}
}

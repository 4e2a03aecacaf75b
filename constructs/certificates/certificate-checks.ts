import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** Names of objects (Kubernetes documentation, "Object Names and IDs": DNS subdomain names), kept to what fits a label. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A host name; the first part may stand for any one. */
const HOST = /^(?=.{1,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Problem of a name that an object is to have; undefined when it is fine. */
export function issuerNameProblem(field: string, got: string): Problem | undefined {
  if (NAME.test(got)) return undefined;
  return {
    what: `${field} is not one that Kubernetes takes`,
    got,
    allowed: "lower-case letters, digits and inner hyphens, at most 63",
    doThis: "choose another name",
  };
}

/** Everything wrong with what a certificate is to be good for, and for how long. */
export function certificateProblems(order: {
  readonly name: string;
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly lifetimeHours: number;
  readonly renewBeforeHours: number;
}): readonly Problem[] {
  const { dnsNames, lifetimeHours, name, renewBeforeHours, secretName } = order;
  const problems: (Problem | undefined)[] = [
    issuerNameProblem("the name of the certificate", name),
    issuerNameProblem("secretName", secretName),
    dnsNames.length > 0 ? undefined : noNames(),
    ...dnsNames.filter((host) => !HOST.test(host) && !holdsToken(host)).map(oddHost),
    Number.isInteger(lifetimeHours) && lifetimeHours >= 1 ? undefined : oddLifetime(lifetimeHours),
    // cert-manager refuses a renewal before which nothing of the lifetime is left (cert-manager API reference, "renewBefore").
    Number.isInteger(renewBeforeHours) && renewBeforeHours >= 1 && renewBeforeHours < lifetimeHours
      ? undefined
      : oddRenewal(renewBeforeHours, lifetimeHours),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function noNames(): Problem {
  return {
    what: "the certificate is good for no name",
    allowed: "one host name or more",
    doThis: "give the names under which clients reach what shows it",
  };
}

function oddHost(got: string): Problem {
  return {
    what: "a name of the certificate is no host name",
    got,
    allowed: "a name in DNS in lower case; *. at its beginning stands for one part",
    doThis: "give the name that clients use, without scheme and port",
  };
}

function oddLifetime(got: number): Problem {
  return {
    what: "lifetimeHours of the certificate is no time",
    got,
    allowed: "whole hours, at least 1",
    doThis: "leave it at 90 days unless the issuer gives less",
  };
}

function oddRenewal(got: number, lifetimeHours: number): Problem {
  return {
    what: "renewBeforeHours of the certificate leaves no time in which it is used, or none to look into a failure",
    got,
    allowed: `whole hours, from 1 to ${lifetimeHours - 1}`,
    doThis: "leave it out: a third of the lifetime is kept for renewals",
  };
}

import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { recordAt } from "../../lib/core/json";
import type { KeyUsage } from "../../lib/render/cert-manager-certificate";
import { namespaceProblem } from "../core/given-constructs";

/** What a certificate is used for, in cert-manager's words. */
export const USAGES: Readonly<Record<"server" | "client" | "both", readonly KeyUsage[]>> = {
  server: ["digital signature", "server auth"],
  client: ["digital signature", "client auth"],
  both: ["digital signature", "server auth", "client auth"],
};

/** Names of objects (Kubernetes documentation, "Object Names and IDs": DNS subdomain names), kept to what fits a label. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** A host name; the first part may stand for any one. */
const HOST = /^(?=.{1,253}$)(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Problem of a name that an object is to have; undefined when it is fine. */
export function issuerNameProblem(field: string, got: unknown): Problem | undefined {
  if (typeof got === "string" && NAME.test(got)) return undefined;
  return {
    what: `${field} is not one that Kubernetes takes`,
    got,
    allowed: "lower-case letters, digits and inner hyphens, at most 63",
    doThis: "choose another name",
  };
}

/** Everything wrong with what a certificate is to be good for, for whom, and for how long. */
export function certificateProblems(order: Readonly<Record<string, unknown>>): readonly Problem[] {
  const { dnsNames, lifetimeHours, name, namespace, renewBeforeHours, secretName, usage } = order;
  const hosts: readonly unknown[] = Array.isArray(dnsNames) ? dnsNames : [];
  const problems: (Problem | undefined)[] = [
    namespaceProblem(namespace),
    issuerProblem(order["issuer"]),
    issuerNameProblem("the name of the certificate", name),
    issuerNameProblem("secretName", secretName),
    hosts.length > 0 ? undefined : noNames(),
    ...hosts.filter((host) => !isHost(host)).map(oddHost),
    typeof usage === "string" && Object.hasOwn(USAGES, usage) ? undefined : oddUsage(usage),
    isHours(lifetimeHours) ? undefined : oddLifetime(lifetimeHours),
    // cert-manager refuses a renewal before which nothing of the lifetime is left (cert-manager API reference, "renewBefore").
    typeof lifetimeHours !== "number" || (isHours(renewBeforeHours) && renewBeforeHours < lifetimeHours)
      ? undefined
      : oddRenewal(renewBeforeHours, lifetimeHours),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function isHours(got: unknown): got is number {
  return typeof got === "number" && Number.isInteger(got) && got >= 1;
}

function isHost(got: unknown): boolean {
  return typeof got === "string" && (HOST.test(got) || holdsToken(got));
}

function issuerProblem(given: unknown): Problem | undefined {
  const { kind, name } = recordAt({ given }, "given");
  if ((kind === "Issuer" || kind === "ClusterIssuer") && typeof name === "string") return undefined;
  return {
    what: "nobody is named who signs the certificate",
    allowed: "an AcmeIssuer, what PkiRole.issuer returns, or the kind and the name of any issuer of cert-manager",
    doThis: "set `issuer`",
  };
}

function oddUsage(got: unknown): Problem {
  return {
    what: "usage of the certificate is none",
    got,
    allowed: Object.keys(USAGES).join(", "),
    doThis: "write one of them, or leave it out for a server",
  };
}

function noNames(): Problem {
  return {
    what: "the certificate is good for no name",
    allowed: "one host name or more",
    doThis: "give the names under which clients reach what shows it",
  };
}

function oddHost(got: unknown): Problem {
  return {
    what: "a name of the certificate is no host name",
    got,
    allowed: "a name in DNS in lower case; *. at its beginning stands for one part",
    doThis: "give the name that clients use, without scheme and port",
  };
}

function oddLifetime(got: unknown): Problem {
  return {
    what: "lifetimeHours of the certificate is no time",
    got,
    allowed: "whole hours, at least 1",
    doThis: "leave it at 90 days unless the issuer gives less",
  };
}

function oddRenewal(got: unknown, lifetimeHours: number): Problem {
  return {
    what: "renewBeforeHours of the certificate leaves no time in which it is used, or none to look into a failure",
    got,
    allowed: `whole hours, from 1 to ${lifetimeHours - 1}`,
    doThis: "leave it out: a third of the lifetime is kept for renewals",
  };
}

import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import { EphemeralValue } from "../core/ephemeral-value";
import { certificateProblem } from "./secret-checks";

/** What stands in quotes in the statements that Vault sends, so nothing that could end them. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;
const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/;

const LONGEST_LEASE_MINUTES = 1440;
/** A quarter: what rules on rotation ask for at most. */
const LONGEST_ROTATION_HOURS = 2160;

function badName(what: string, got: string, allowed: string): Problem {
  return { what: `the ${what} is not one that can be written into a statement`, got, allowed, doThis: "rename it" };
}

function identifierProblem(what: string, got: string): Problem[] {
  if (IDENTIFIER.test(got)) return [];
  return [badName(what, got, "letters, digits, underscores and hyphens, at most 63")];
}

function roleNameProblem(got: string): Problem[] {
  return NAME.test(got) ? [] : [badName("name of the role", got, "lower-case letters, digits and inner hyphens")];
}

/** What a connection is checked for. */
export interface CheckedConnection {
  readonly host: string;
  readonly port?: number;
  readonly database: string;
  readonly username: string;
  readonly password: unknown;
  readonly passwordVersion: number;
  readonly certificateAuthority?: string;
}

/** Everything wrong with the props of a connection. */
export function connectionProblems(name: string, props: CheckedConnection): Problem[] {
  const { certificateAuthority, database, host, password, passwordVersion, port, username } = props;
  const problems = [...roleNameProblem(name), ...identifierProblem("database", database)];
  problems.push(...identifierProblem("user", username));
  if (!HOST.test(host) && !holdsToken(host)) {
    problems.push({
      what: "the host of the database is not a host name",
      // What stands before an @ is a password.
      got: host.replace(/^.*@/, "…@"),
      allowed: "a host name such as db.internal, without scheme, port and credentials",
      doThis: "give the name that stands in the server's certificate",
    });
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    problems.push({
      what: "the port is none",
      got: port,
      allowed: "1 to 65535",
      doThis: "leave it out for the usual one",
    });
  }
  if (!(password instanceof EphemeralValue)) {
    problems.push({
      what: "the password of the database is plain text, which would stand in the state",
      allowed: "an EphemeralValue: of an EphemeralVariable, or of an ephemeral resource",
      doThis: "declare an EphemeralVariable and hand the value in when Terraform runs",
    });
  }
  if (!(Number.isInteger(passwordVersion) && passwordVersion >= 1)) {
    problems.push({
      what: "the version of the password is not a counter",
      got: passwordVersion,
      allowed: "whole numbers from 1",
      doThis: "start with 1 and count up with every change",
    });
  }
  const certificate = certificateAuthority === undefined ? undefined : certificateProblem(certificateAuthority);
  return certificate === undefined ? problems : [...problems, certificate];
}

/** Everything wrong with a role whose users end. */
export function dynamicRoleProblems(
  name: string,
  role: { readonly ttlMinutes: number; readonly maxTtlMinutes: number; readonly memberOf: readonly string[] },
): Problem[] {
  const { maxTtlMinutes, memberOf, ttlMinutes } = role;
  const problems = [
    ...roleNameProblem(name),
    ...memberOf.flatMap((each) => identifierProblem("role of the database", each)),
  ];
  if (memberOf.length === 0) {
    problems.push({
      what: "the users of the role may do nothing",
      allowed: "one role of the database or more",
      doThis: "make a role in the database that may do what is needed, and name it",
    });
  }
  const isLife = [ttlMinutes, maxTtlMinutes].every((each) => Number.isInteger(each) && each >= 1);
  if (!isLife || ttlMinutes > maxTtlMinutes || maxTtlMinutes > LONGEST_LEASE_MINUTES) {
    problems.push({
      what: "the users of the role live for no time, or for too long",
      got: { ttlMinutes, maxTtlMinutes },
      allowed: `whole minutes, the first no more than the second, at most ${LONGEST_LEASE_MINUTES}`,
      doThis: "leave them at an hour and a day; a user that has to stay gets a static role",
    });
  }
  return problems;
}

/** Everything wrong with a role whose user stays. */
export function staticRoleProblems(
  name: string,
  role: { readonly username: string; readonly rotateEveryHours: number },
): Problem[] {
  const { rotateEveryHours, username } = role;
  const problems = [...roleNameProblem(name), ...identifierProblem("user", username)];
  if (!(Number.isInteger(rotateEveryHours) && rotateEveryHours >= 1 && rotateEveryHours <= LONGEST_ROTATION_HOURS)) {
    problems.push({
      what: "the password of the role is never changed, or too seldom",
      got: rotateEveryHours,
      allowed: `whole hours, from 1 to ${LONGEST_ROTATION_HOURS}`,
      doThis: "leave it at a day",
    });
  }
  return problems;
}

import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";
import type { VaultStatement } from "../../lib/render/vault-policy";

/** A part of a path: what stands between slashes, `+` for any, and `*` at the very end for any rest. */
const SEGMENT = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** Parts of KV v2 paths below which every secret of a mount stands (HashiCorp Vault, KV v2 API). */
const ALL_OF_A_MOUNT = ["data", "metadata", "delete", "undelete", "destroy"];

/** Paths by which who may write them gives himself more: policies, ways in, tokens, and what identities hold. */
const GIVING = /^(sys\/(policy|policies|auth|mounts|generate-root|rekey|seal|raw|audit)|auth|identity)(\/|$)/;

/** What any token may do with itself, although it stands among the ways in. */
const OWN_TOKEN = /^auth\/token\/(lookup|renew|revoke)-self$/;

const CHANGING = ["create", "update", "patch", "delete", "sudo"];

/** Everything wrong with the statements of a policy that somebody wrote by hand. */
export function statementProblems(statements: readonly VaultStatement[]): Problem[] {
  const problems = statements.flatMap(statementProblem);
  if (statements.length > 0) return problems;
  return [
    {
      what: "the policy allows nothing",
      doThis: "name a path and what may be done there",
      allowed: "one path or more",
    },
  ];
}

function statementProblem(statement: VaultStatement): Problem[] {
  const { path, capabilities } = statement;
  if (holdsToken(path)) return [wildPath(path, "holds a reference, whose wildcards nobody sees")];
  const fault = pathFault(path);
  if (fault !== undefined) return [wildPath(path, fault)];
  const problems: Problem[] = [];
  if (capabilities.length === 0) problems.push(noCapability(path));
  const isWild = /[*+]/.test(path);
  if (isWild && capabilities.includes("sudo")) problems.push(wildPath(path, "allows sudo with a wildcard"));
  if (isWild && GIVING.test(path) && capabilities.some((capability) => CHANGING.includes(capability))) {
    problems.push(wildPath(path, "lets its holder give himself any right"));
  }
  if (!isWild && GIVING.test(path) && !OWN_TOKEN.test(path) && capabilities.includes("sudo")) {
    problems.push(wildPath(path, "lets its holder give himself any right, with sudo"));
  }
  return problems;
}

function pathFault(path: string): string | undefined {
  const segments = path.split("/");
  const last = segments.at(-1);
  const literal = segments.slice(0, last === "*" ? -1 : undefined);
  if (literal.some((segment) => segment !== "+" && !SEGMENT.test(segment))) return "is not a plain path";
  const wildcards = segments.filter((segment) => segment === "*" || segment === "+").length;
  if (wildcards > 1) return "has a wildcard too many";
  if (segments.slice(0, 2).some((segment) => segment === "*" || segment === "+")) return "has its wildcard too early";
  if (wildcards === 1 && segments.length === 3 && ALL_OF_A_MOUNT.includes(segments[1] ?? "")) {
    return "is every secret of a mount";
  }
  return undefined;
}

function wildPath(path: string, fault: string): Problem {
  return {
    what: `a path of the policy ${fault}`,
    got: path,
    allowed:
      "one wildcard at most, behind two parts written out: + for one part, * for all that follows the last slash",
    doThis: "write the path out, or let a secret's grantRead and grantWrite make the policy",
  };
}

function noCapability(path: string): Problem {
  return {
    what: `a path of the policy allows nothing: ${path}`,
    allowed: "one capability or more, such as read",
    doThis: "name what may be done there, or leave the path out",
  };
}

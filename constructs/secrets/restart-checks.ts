import type { Problem } from "../../lib/core/errors";
import type { ISecretReader } from "../core/secret";
import type { SecretDelivery } from "./secret-delivery";

/** Kinds and roles of what may sign: a restart at the wrong moment is a way to sign twice. */
const NEVER_RESTARTED: readonly string[] = ["validator", "signer"];

/** Problem of restarting a reader after a rotation; undefined when it can be restarted. */
export function restartProblem(reader: ISecretReader, delivery: SecretDelivery): Problem | undefined {
  const { identity, restartTarget } = reader;
  const signs = [identity?.kind, identity?.role].find((word) => word !== undefined && NEVER_RESTARTED.includes(word));
  const where = reader.node.path;
  if (signs !== undefined) {
    return {
      what: `a ${signs} would be restarted by the rotation of a secret`,
      got: reader.name,
      allowed: "workloads that sign nothing",
      doThis: "leave restartOnChange out, mount the values as files, and restart it by hand when it is safe",
      where,
    };
  }
  if (restartTarget === undefined) {
    return {
      what: "the reader has no controller that could be restarted",
      got: reader.name,
      allowed: "workloads that keep running: Deployments and StatefulSets",
      doThis: "leave restartOnChange out: a job reads the new value when it runs next",
      where,
    };
  }
  if (delivery.restarts) return undefined;
  return {
    what: `the ${delivery.operator} restarts nobody when a value changes`,
    got: reader.name,
    allowed: "values as files, which the program reads again, or the Vault Secrets Operator",
    doThis: "leave restartOnChange out, or give the store delivery: SecretDelivery.vaultSecretsOperator()",
    where,
  };
}

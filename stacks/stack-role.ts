import type { EnvironmentSpec } from "./environment";

/** What a stack of an environment is for; the second part of its name. */
export type StackRole =
  | "bootstrap"
  | "audit"
  | "access"
  | "network"
  | "cluster"
  | "platform"
  | "vault"
  | "secrets"
  | "monitoring"
  | "guard"
  | "trust"
  | "nodes"
  | "signers"
  | "rpc"
  | "agents";

/** Name of a stack: environment first, so that all stacks of one stand together. */
export function stackName(environment: EnvironmentSpec, role: StackRole): string {
  return `${environment.name}-${role}`;
}

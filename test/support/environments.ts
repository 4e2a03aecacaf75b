import { declareEnvironment } from "../../stacks/declare-environment";
import { environments } from "../../stacks/environments";
import { type Json, type SynthesizedJson, synthApp } from "./synth";

const SHARED = ["platform", "secrets", "monitoring", "nodes", "rpc", "agents"];
const ON_AWS = ["bootstrap", "audit", "network", "cluster", "access", "guard", "trust", ...SHARED];

/** The stacks of every shipped environment, by its name. */
export const SHIPPED_STACKS: Readonly<Record<string, readonly string[]>> = {
  local: [...SHARED, "vault"],
  dev: ON_AWS,
  staging: [...ON_AWS, "vault", "signers"],
  prod: [...ON_AWS, "vault", "signers"],
};

/** Names of all stacks that are shipped, sorted. */
export function shippedStackNames(): readonly string[] {
  return Object.entries(SHIPPED_STACKS)
    .flatMap(([environment, roles]) => roles.map((role) => `${environment}-${role}`))
    .sort();
}

/** Every shipped environment, synthesized once per test file. */
export function synthEnvironments(): Record<string, SynthesizedJson> {
  return synthApp((app) => {
    for (const environment of environments) declareEnvironment(app, environment);
  });
}

/** Every resource of a stack with its address. */
export function resourcesOf(stack: SynthesizedJson): { address: string; type: string; body: Json }[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, members]) =>
    Object.entries(members).map(([id, body]) => ({ address: `${type}.${id}`, type, body })),
  );
}

/** Every address of a stack, sorted: what a rename would change. */
export function addressesOf(stack: SynthesizedJson): readonly string[] {
  const section = (name: string, prefix: string) =>
    Object.entries<Record<string, Json>>(stack[name] ?? {}).flatMap(([type, members]) =>
      Object.keys(members).map((id) => `${prefix}${type}.${id}`),
    );
  return [
    ...section("resource", ""),
    ...section("data", "data."),
    ...section("ephemeral", "ephemeral."),
    ...Object.keys(stack.output ?? {}).map((name) => `output.${name}`),
  ].sort();
}

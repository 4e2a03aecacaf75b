import { declareEnvironment } from "../../stacks/declare-environment";
import { environments } from "../../stacks/environments";
import { type Json, type SynthesizedJson, synthApp } from "./synth";

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

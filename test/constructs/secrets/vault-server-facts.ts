import type { VaultServer } from "../../../constructs/secrets";
import { type Json, type SynthesizedJson, synthStack } from "../../support/synth";
import { serverIn } from "./vault-server-fixture";

export type Props = Parameters<typeof serverIn>[1];

/** A stack with one server, and what the server says of itself. */
export function declared(props: Props = {}): { readonly stack: SynthesizedJson; readonly server: VaultServer } {
  const made: VaultServer[] = [];
  const stack = synthStack((scope) => {
    made.push(serverIn(scope, props));
  });
  const [server] = made;
  if (server === undefined) throw new Error("no server was made");
  return { stack, server };
}

/** Values that the release of the program's chart is given. */
export function valuesOf(stack: SynthesizedJson, chart = "vault"): Json {
  const release = Object.values(stack.resource["helm_release"] ?? {}).find((found) => found.chart === chart);
  return JSON.parse(release.values[0]);
}

/** The policy of the key that opens the server. */
export function sealPolicy(stack: SynthesizedJson): Json {
  const key = Object.values(stack.resource["aws_kms_key"] ?? {}).find((found) => found.description.startsWith("Opens"));
  return JSON.parse(key.policy);
}

export const statement = (policy: Json, sid: string): Json => policy.Statement.find((found: Json) => found.Sid === sid);

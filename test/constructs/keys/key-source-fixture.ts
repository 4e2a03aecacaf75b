import { App, TerraformStack } from "cdktf";
import { type Json, only, type SynthesizedJson } from "../../support/synth";

export const statements = (stack: SynthesizedJson): Json[] =>
  JSON.parse(only(stack.resource["aws_kms_key"]).policy).Statement;
export const actionsOf = (stack: SynthesizedJson, principal: string): string[] =>
  statements(stack)
    .filter(({ Principal }) => JSON.stringify(Principal).includes(principal))
    .flatMap(({ Action }) => Action);
export const fresh = () => new TerraformStack(new App(), "test");
/** Props as plain JavaScript may give them. */
export const untyped = <T>(props: object): T => JSON.parse(JSON.stringify(props));

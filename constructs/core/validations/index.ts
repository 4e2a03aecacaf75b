import type { TerraformStack } from "cdktf";
import { ExplicitBackend } from "./explicit-backend";
import { LocalDependsOn } from "./local-depends-on";
import { TokenFreeIds } from "./token-free-ids";
import { Truthful } from "./truthful";
import { UniqueAddresses } from "./unique-addresses";

/** Puts the checks that close cdktf's silent traps, and those of what no schema sees, on a stack. A stack of your own wants them as much as ours. */
export function addValidations(stack: TerraformStack): void {
  for (const validation of [
    new UniqueAddresses(stack),
    new TokenFreeIds(stack),
    new ExplicitBackend(stack),
    new LocalDependsOn(stack),
    new Truthful(stack),
  ]) {
    stack.node.addValidation(validation);
  }
}

export { ExplicitBackend, LocalDependsOn, TokenFreeIds, Truthful, UniqueAddresses };

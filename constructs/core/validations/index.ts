import type { TerraformStack } from "cdktf";
import { ExplicitBackend } from "./explicit-backend";
import { LocalDependsOn } from "./local-depends-on";
import { TokenFreeIds } from "./token-free-ids";
import { UniqueAddresses } from "./unique-addresses";

/** Puts the checks that close cdktf's silent traps on a stack. A stack of your own wants them as much as ours. */
export function addValidations(stack: TerraformStack): void {
  for (const validation of [
    new UniqueAddresses(stack),
    new TokenFreeIds(stack),
    new ExplicitBackend(stack),
    new LocalDependsOn(stack),
  ]) {
    stack.node.addValidation(validation);
  }
}

export { ExplicitBackend, LocalDependsOn, TokenFreeIds, UniqueAddresses };

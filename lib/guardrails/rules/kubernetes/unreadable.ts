import { kindOfTerraformType } from "../../../truth/kubernetes/terraform-kinds";
import type { StackView } from "../../subjects/stack-view";

/** Whether a stack makes objects of a kind that can only be read after the apply. */
export function isUnreadable(stack: StackView, kind: string): boolean {
  return stack.unreadable.some(({ type }) => kindOfTerraformType(type)?.endsWith(` ${kind}`) === true);
}

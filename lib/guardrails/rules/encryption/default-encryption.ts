import type { StackView } from "../../subjects/stack-view";

/** Whether a stack, or another of its environment, tells the account to encrypt every new EBS volume. */
export function encryptsByDefault(stack: StackView): boolean {
  return stack
    .nearby("aws_ebs_encryption_by_default")
    .some(({ mode, config }) => mode === "resource" && (config["enabled"] ?? true) === true);
}

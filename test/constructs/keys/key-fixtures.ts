import type { TerraformStack } from "cdktf";
import { PodRole } from "../../../constructs/eks";
import { KeySource } from "../../../constructs/keys";
import { type VaultAccess, VaultStore } from "../../../constructs/secrets";
import { PalisadeError, type Problem } from "../../../lib/core/errors";

/** ARN of a topic that people read. */
export const TOPIC = "arn:aws:sns:eu-central-1:123456789012:security";

/** Public keys of validators, one for each number. */
export function blsKey(number: number): string {
  return `0x${number.toString(16).padStart(4, "a").repeat(24)}`;
}

/** A Vault that runs in the cluster. */
export function vaultIn(stack: TerraformStack): VaultAccess {
  return new VaultStore(stack, "store", { address: "https://vault.vault.svc:8200", mount: "apps" });
}

/** A hot wallet in KMS. */
export function hotWallet(stack: TerraformStack, id = "wallet") {
  return KeySource.awsKms(stack, id, {
    name: id,
    curve: "secp256k1",
    description: "Pays out to customers",
    alarmTopicArn: TOPIC,
  });
}

/** A role of pods. */
export function podRole(stack: TerraformStack, name: string): PodRole {
  return new PodRole(stack, `role-${name}`, { clusterName: "test", namespace: "keys", serviceAccountName: name });
}

/** Every problem of something that is refused; empty when it is not. */
export function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PalisadeError) return error.problems;
    throw error;
  }
  return [];
}

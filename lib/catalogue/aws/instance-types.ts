/** Processor architectures of EC2 instances, as EKS names them. */
export type InstanceArchitecture = "x86_64" | "arm64";

/** AWS's own processors have a `g` after the generation, such as `m7g` (Amazon EC2 User Guide, "Naming conventions"); `a1` is older than the rule. */
const ARM_INSTANCE = /^(a1|[a-z]+\d+g[a-z0-9-]*)\./;

/** The architecture of an instance type, from its name. */
export function architectureOf(instanceType: string): InstanceArchitecture {
  return ARM_INSTANCE.test(instanceType) ? "arm64" : "x86_64";
}

import type { Rule } from "../../rule";
import { privilegedContainer } from "./privileged-container";

/** Rules on Kubernetes workloads of all kinds. */
export const KUBERNETES_RULES: readonly Rule[] = [privilegedContainer];

import type { Rule } from "../../rule";
import { clusterAccess } from "./cluster-access";
import { declaredBudget } from "./declared-budget";
import { exactImage } from "./exact-image";
import { mutableVersion } from "./mutable-version";
import { namedTools } from "./named-tools";
import { openEgress } from "./open-egress";
import { overlappingRuns } from "./overlapping-runs";
import { plainSecret } from "./plain-secret";
import { runDeadline } from "./run-deadline";
import { signerAccess } from "./signer-access";

/** Rules on agents: what they reach, what they spend, and what they are told. */
export const AGENTS_RULES: readonly Rule[] = [
  clusterAccess,
  declaredBudget,
  exactImage,
  mutableVersion,
  namedTools,
  openEgress,
  overlappingRuns,
  plainSecret,
  runDeadline,
  signerAccess,
];

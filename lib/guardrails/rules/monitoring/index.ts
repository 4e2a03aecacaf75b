import type { Rule } from "../../rule";
import { alertReceiver } from "./alert-receiver";
import { alertRunbook } from "./alert-runbook";
import { alertSeverity } from "./alert-severity";
import { keptData } from "./kept-data";
import { watchedWorkload } from "./watched-workload";

/** Rules on what watches the rest, and whom it tells. */
export const MONITORING_RULES: readonly Rule[] = [
  alertReceiver,
  alertRunbook,
  alertSeverity,
  keptData,
  watchedWorkload,
];

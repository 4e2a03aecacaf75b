import type { Rule } from "../../rule";
import { bucketAccessLog } from "./bucket-access-log";
import { configurationHistory } from "./configuration-history";
import { controlPlaneLogs } from "./control-plane-logs";
import { databaseLog } from "./database-log";
import { encryptedTrail } from "./encrypted-trail";
import { flowLog } from "./flow-log";
import { loadBalancerLog } from "./load-balancer-log";
import { logRetention } from "./log-retention";
import { multiRegionTrail } from "./multi-region-trail";
import { queryLog } from "./query-log";
import { securityFindings } from "./security-findings";
import { sessionLog } from "./session-log";
import { stoppedTrail } from "./stopped-trail";
import { threatDetection } from "./threat-detection";
import { validatedTrail } from "./validated-trail";
import { vaultAudit } from "./vault-audit";
import { watchedTrail } from "./watched-trail";
import { webAclLog } from "./web-acl-log";

/** Rules on logs and on what watches an account. */
export const LOGGING_RULES: readonly Rule[] = [
  bucketAccessLog,
  configurationHistory,
  controlPlaneLogs,
  databaseLog,
  encryptedTrail,
  flowLog,
  loadBalancerLog,
  logRetention,
  multiRegionTrail,
  queryLog,
  securityFindings,
  sessionLog,
  stoppedTrail,
  threatDetection,
  validatedTrail,
  vaultAudit,
  watchedTrail,
  webAclLog,
];

import type { Rule } from "../../rule";
import { bucketLifecycle } from "./bucket-lifecycle";
import { endlessLogs } from "./endless-logs";
import { olderMachine } from "./older-machine";
import { olderVolume } from "./older-volume";
import { provisionedSpeed } from "./provisioned-speed";
import { registryLifecycle } from "./registry-lifecycle";
import { requiredTags } from "./required-tags";
import { sharedGateway } from "./shared-gateway";
import { unusedAddress } from "./unused-address";

/** Rules on what is paid for and not needed. */
export const COST_RULES: readonly Rule[] = [
  bucketLifecycle,
  endlessLogs,
  olderMachine,
  olderVolume,
  provisionedSpeed,
  registryLifecycle,
  requiredTags,
  sharedGateway,
  unusedAddress,
];

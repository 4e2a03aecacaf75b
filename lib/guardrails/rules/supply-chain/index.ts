import type { Rule } from "../../rule";
import { boundedProviderVersion } from "./bounded-provider-version";
import { chartOverTls } from "./chart-over-tls";
import { exactChartVersion } from "./exact-chart-version";
import { fixedImageTag } from "./fixed-image-tag";
import { immutableImageTags } from "./immutable-image-tags";
import { pinnedAction } from "./pinned-action";
import { pinnedGuardianImage } from "./pinned-guardian-image";
import { pipedInstaller } from "./piped-installer";
import { plaintextPipelineSecret } from "./plaintext-pipeline-secret";
import { privateRepository } from "./private-repository";
import { protectedBranch } from "./protected-branch";
import { retiredRegistry } from "./retired-registry";
import { scannedImages } from "./scanned-images";
import { signedCommits } from "./signed-commits";
import { signedFunction } from "./signed-function";
import { twoApprovals } from "./two-approvals";
import { unjudgedPart } from "./unjudged-part";
import { untrustedCheckout } from "./untrusted-checkout";
import { vulnerabilityAlerts } from "./vulnerability-alerts";
import { workflowPermissions } from "./workflow-permissions";

/** Rules on where programs come from, and whether they are the ones that were meant. */
export const SUPPLY_CHAIN_RULES: readonly Rule[] = [
  boundedProviderVersion,
  chartOverTls,
  exactChartVersion,
  fixedImageTag,
  immutableImageTags,
  pinnedAction,
  pinnedGuardianImage,
  pipedInstaller,
  plaintextPipelineSecret,
  privateRepository,
  protectedBranch,
  retiredRegistry,
  scannedImages,
  signedCommits,
  signedFunction,
  twoApprovals,
  unjudgedPart,
  untrustedCheckout,
  vulnerabilityAlerts,
  workflowPermissions,
];

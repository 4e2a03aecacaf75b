import type { Rule } from "../../rule";
import { boundedProviderVersion } from "./bounded-provider-version";
import { chartOverTls } from "./chart-over-tls";
import { exactChartVersion } from "./exact-chart-version";
import { fixedImageTag } from "./fixed-image-tag";
import { immutableImageTags } from "./immutable-image-tags";
import { pinnedGuardianImage } from "./pinned-guardian-image";
import { pipedInstaller } from "./piped-installer";
import { retiredRegistry } from "./retired-registry";
import { scannedImages } from "./scanned-images";
import { signedFunction } from "./signed-function";

/** Rules on where programs come from, and whether they are the ones that were meant. */
export const SUPPLY_CHAIN_RULES: readonly Rule[] = [
  boundedProviderVersion,
  chartOverTls,
  exactChartVersion,
  fixedImageTag,
  immutableImageTags,
  pinnedGuardianImage,
  pipedInstaller,
  retiredRegistry,
  scannedImages,
  signedFunction,
];

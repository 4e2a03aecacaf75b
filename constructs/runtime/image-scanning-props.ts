import type { ITerraformDependable } from "cdktf";
import type { ICluster } from "../core/cluster";
import type { ChartOverrides } from "../core/helm-chart";
import type { ImageRef } from "../core/image-ref";
import type { IPeer } from "../core/peer";
import type { ScannerDatabase } from "./scanner-database";

/** Props of `ImageScanning`. */
export interface ImageScanningProps {
  /** Cluster whose images are looked into. */
  readonly cluster: ICluster;
  /** Namespace of the operator and of its scans. @default - "image-scanning" */
  readonly namespaceName?: string;
  /** Where scans look up known faults. @default - `ScannerDatabase.server()` */
  readonly database?: ScannerDatabase;
  /** Image of the scanner. @default - the catalogue's */
  readonly scannerImage?: ImageRef;
  /** Scans at the same time. @default - 3; the chart's own 10 take the better part of a node */
  readonly concurrentScans?: number;
  /** Hours until a report is made anew: new faults of old images show within that time. @default - 24 */
  readonly reportHours?: number;
  /** Namespaces that are left out, as globs. @default - none */
  readonly excludedNamespaces?: readonly string[];
  /** Who serves images and the database of faults, over HTTPS. @default - the internet, and the addresses of the cluster's network */
  readonly registries?: readonly IPeer[];
  /** Changes to the chart. @default - none */
  readonly chart?: ChartOverrides;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

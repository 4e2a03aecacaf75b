import type { Problem } from "../../lib/core/errors";

/** Options of `ScannerDatabase.server`. */
export interface ScannerServerOptions {
  /** Size of its volume in GiB, for the databases of all ecosystems. @default - 5, the chart's own */
  readonly storageGiB?: number;
  /** Storage class of the volume. @default - the cluster's `storageClassName` */
  readonly storageClassName?: string;
}

/** Where known faults are looked up, as data. */
export type ScannerDatabaseSpec =
  | { readonly kind: "perScan" }
  | { readonly kind: "server"; readonly storageGiB: number; readonly storageClassName?: string };

const DEFAULT_STORAGE_GIB = 5;

/** Where scans look up known faults. */
export class ScannerDatabase {
  /** One server in the cluster, which fetches the database once for all scans. */
  public static server(options: ScannerServerOptions = {}): ScannerDatabase {
    return new ScannerDatabase({ kind: "server", storageGiB: DEFAULT_STORAGE_GIB, ...options });
  }

  /** Each scan fetches it anew: no volume, and some hundred megabytes from a registry that counts them. */
  public static perScan(): ScannerDatabase {
    return new ScannerDatabase({ kind: "perScan" });
  }

  private constructor(
    /** Which of the two it is, and its options. */
    public readonly spec: ScannerDatabaseSpec,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const { spec } = this;
    if (spec.kind === "perScan" || (Number.isInteger(spec.storageGiB) && spec.storageGiB >= 1)) return [];
    return [
      {
        what: "the volume of the scanner's database has no usable size",
        got: spec.storageGiB,
        allowed: "whole GiB, at least 1",
        doThis: "correct storageGiB, or leave it out",
      },
    ];
  }
}

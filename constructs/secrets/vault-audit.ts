/** The folder of the Vault chart's audit volume (vault 0.34.1, `server.auditStorage.mountPath`). */
const CHART_AUDIT_FILE = "/vault/audit/audit.log";

/** Where Vault writes down who asked for what. Vault refuses requests that it cannot write down. */
export class VaultAudit {
  /** A file on the server. @param path the chart's audit volume when left out */
  public static file(path: string = CHART_AUDIT_FILE): VaultAudit {
    return new VaultAudit(path);
  }

  /** Another stack or another team keeps the audit devices of this server. */
  public static keptElsewhere(): VaultAudit {
    return new VaultAudit(undefined);
  }

  private constructor(
    /** Path of the file; undefined when it is kept elsewhere. */
    public readonly filePath: string | undefined,
  ) {}
}

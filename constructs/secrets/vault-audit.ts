import { PalisadeError } from "../../lib/core/errors";

/** The folder of the Vault chart's audit volume (vault 0.34.1, `server.auditStorage.mountPath`). */
const CHART_AUDIT_FILE = "/vault/audit/audit.log";

/** Where a socket device sends each entry. */
export interface AuditSocket {
  /** Host and port, such as `audit.internal:9090`. */
  readonly address: string;
  /** How it is sent. With `udp` an entry may be lost in silence. @default - tcp */
  readonly protocol?: "tcp" | "udp" | "unix";
}

/** How entries stand in the system log of the server. */
export interface AuditSyslog {
  /** Facility. @default - AUTH */
  readonly facility?: string;
  /** Name of the program in each line. @default - vault */
  readonly tag?: string;
}

/** An audit device as Vault takes it (HashiCorp Vault, audit devices: file, socket, syslog). */
export interface AuditDevice {
  /** Kind of device. */
  readonly type: "file" | "socket" | "syslog";
  /** Its options, by Vault's names. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Where Vault writes down who asked for what. Vault refuses requests that it can write down nowhere: give it two devices
 * of different kinds, and one may fail.
 */
export class VaultAudit {
  /** A file on the server. @param path the chart's audit volume when left out */
  public static file(path: string = CHART_AUDIT_FILE): VaultAudit {
    return new VaultAudit([{ type: "file", options: { file_path: path } }]);
  }

  /** A program that listens for entries, such as a log collector. @throws PalisadeError when the address is none */
  public static socket({ address, protocol = "tcp" }: AuditSocket): VaultAudit {
    const isAddress = protocol === "unix" ? address.startsWith("/") : /^[A-Za-z0-9.-]+:\d{1,5}$/.test(address);
    if (!isAddress) throw new PalisadeError([oddAddress(address)]);
    return new VaultAudit([{ type: "socket", options: { address, socket_type: protocol } }]);
  }

  /** The system log of the server. */
  public static syslog({ facility = "AUTH", tag = "vault" }: AuditSyslog = {}): VaultAudit {
    return new VaultAudit([{ type: "syslog", options: { facility, tag } }]);
  }

  /** Another stack or another team keeps the audit devices of this server. */
  public static keptElsewhere(): VaultAudit {
    return new VaultAudit([]);
  }

  private constructor(
    /** Its devices; none when they are kept elsewhere. */
    public readonly devices: readonly AuditDevice[],
  ) {}

  /** The devices of both. */
  public and(other: VaultAudit): VaultAudit {
    return new VaultAudit([...this.devices, ...other.devices]);
  }
}

function oddAddress(got: string) {
  return {
    what: "the address of the audit socket is none",
    got,
    allowed: "host and port, such as audit.internal:9090, or a path for unix",
    doThis: "give the address that the servers reach the collector under",
    where: "VaultAudit.socket",
  };
}

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET_SERVERS } from "../../lib/catalogue/charts/secret-servers";
import { vaultConfiguration } from "../../lib/render/vault-configuration";

/** Programs beside the server that the runbook has people use. */
const PROGRAMS = ["gpg", "jq", "openssl", "bash"];

/** A `describe` that is given OpenBao's program, and is skipped with a notice where something is missing. */
export function describeWithOpenBao(title: string, body: (program: string) => void): void {
  const found = findOpenBao();
  if (typeof found !== "string") {
    describe(title, () => body(found.program));
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: ${title}: ${found}`);
  describe.skip(title, () => it("needs OpenBao", () => undefined));
}

/** Waits, and lets nothing else run meanwhile. */
export function pause(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

/** The server's program, from `PALISADE_OPENBAO` or the search path; a text why there is none. */
function findOpenBao(): { readonly program: string } | string {
  const program = process.env["PALISADE_OPENBAO"] ?? "bao";
  const missing = [...PROGRAMS, program].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
  return missing.length === 0
    ? { program }
    : `not on the search path: ${missing.join(", ")}; PALISADE_OPENBAO names the program of OpenBao`;
}

/**
 * Three servers on this machine, on the configuration that Palisade renders. What is not there is changed: addresses and
 * folders, the seal, which is a key in a file, and the registration with Kubernetes, which is left out.
 */
export class OpenBaoServers {
  /** Folder with everything of theirs. */
  public readonly folder = mkdtempSync(join(tmpdir(), "palisade-openbao-"));
  /** Whether holders of shares may make a root token; takes effect at a start. */
  public openForRecovery = false;
  private readonly processes: ChildProcess[] = [];

  /** @param firstPort of three that nobody listens on; peers take the three after them */
  public constructor(
    private readonly program: string,
    private readonly firstPort: number,
  ) {
    this.makeCertificate();
    writeFileSync(this.path("unseal.key"), "0123456789abcdef0123456789abcdef");
    for (const index of [0, 1, 2]) this.start(index);
  }

  /** A file of theirs. */
  public path(name: string): string {
    return join(this.folder, name);
  }

  /** Address of a server. */
  public address(index: number): string {
    return `https://127.0.0.1:${this.firstPort + index}`;
  }

  /** What a server has said. */
  public log(index: number): string {
    return readFileSync(this.path(`log-${index}`), "utf8");
  }

  /** Sends a signal to a server. */
  public signal(index: number, signal: NodeJS.Signals): void {
    this.processes[index]?.kill(signal);
  }

  /** Starts a server, anew after it was ended. */
  public start(index: number): void {
    mkdirSync(this.path(`data-${index}`), { recursive: true });
    mkdirSync(this.path(`audit-${index}`), { recursive: true });
    writeFileSync(this.path(`${index}.hcl`), this.configuration(index));
    const log = openSync(this.path(`log-${index}`), "a");
    this.processes[index] = spawn(this.program, ["server", `-config=${this.path(`${index}.hcl`)}`], {
      stdio: ["ignore", log, log],
      env: {
        PATH: process.env["PATH"],
        BAO_RAFT_NODE_ID: `vault-${index}`,
        BAO_API_ADDR: this.address(index),
        BAO_CLUSTER_ADDR: `https://127.0.0.1:${this.firstPort + 3 + index}`,
      },
    });
    closeSync(log);
  }

  /** Signs a new certificate for the servers, as a renewal does. */
  public makeCertificate(): void {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: this.folder, stdio: "ignore" });
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=authority");
    this.signCertificate();
  }

  /** Renews the certificate under the same authority. */
  public signCertificate(): void {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: this.folder, stdio: "ignore" });
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    writeFileSync(this.path("names"), "subjectAltName=DNS:vault.vault.svc,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    openssl("req", ...curve, "-keyout", "tls.key", "-out", "tls.csr", "-subj", "/CN=vault");
    const signed = ["-req", "-in", "tls.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"];
    openssl("x509", ...signed, "-out", "tls.crt", "-days", "1", "-extfile", "names");
  }

  /** Ends the servers and removes their folder. */
  public stop(): void {
    for (const server of this.processes) server.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private configuration(index: number): string {
    return vaultConfiguration({
      server: SECRET_SERVERS.openbao,
      clusterName: "vault",
      openForRecovery: this.openForRecovery,
      peerAddresses: [0, 1, 2].map((peer) => this.address(peer)),
      certificate: { certificate: this.path("tls.crt"), key: this.path("tls.key"), authority: this.path("ca.crt") },
      seal: {
        type: "seal",
        labels: ["static"],
        settings: { current_key_id: "one", current_key: `file://${this.path("unseal.key")}` },
      },
    })
      .replace("[::]:8200", `127.0.0.1:${this.firstPort + index}`)
      .replace("[::]:8201", `127.0.0.1:${this.firstPort + 3 + index}`)
      .replace("/openbao/data", this.path(`data-${index}`))
      .replace("/openbao/audit", this.path(`audit-${index}`))
      .replace(/^service_registration "kubernetes" \{\n\}\n/m, "");
  }
}

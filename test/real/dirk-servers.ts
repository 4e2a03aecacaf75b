import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A `describe` that is given Dirk's program, and is skipped with a notice where it is missing. */
export function describeWithDirk(title: string, body: (program: string) => void): void {
  const program = process.env["PALISADE_DIRK"] ?? "dirk";
  const missing = ["openssl", program].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
  if (missing.length === 0) {
    describe(title, () => body(program));
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: ${title}: not on the search path: ${missing.join(", ")}; PALISADE_DIRK names Dirk's program`);
  describe.skip(title, () => it("needs Dirk", () => undefined));
}

/** What an instance answers, by its number on the wire (wealdtech/eth2-signer-api v1.7.2, responsestate.proto). */
export const STATES = ["unknown", "succeeded", "denied", "failed"] as const;

/** The certificates of an authority, and instances of Dirk, each at a loopback address of its own. */
export class DirkServers {
  /** Folder with everything of theirs. */
  public readonly folder = mkdtempSync(join(tmpdir(), "palisade-dirk-"));
  private readonly processes = new Map<number, ChildProcess>();

  /** @param port for signing, and one for metrics: no instance shares its address with another */
  public constructor(
    private readonly program: string,
    private readonly port: number,
  ) {
    this.openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=group",
      ...this.pair("ca"),
    );
  }

  /** A file of theirs. */
  public path(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  /** The certificate of the authority. */
  public authority(): string {
    return readFileSync(this.path("ca.crt"), "utf8");
  }

  /** Makes a certificate for a common name. */
  public certify(name: string, file: string, alternative: string): void {
    const request = this.path(`${file}.csr`);
    const extensions = this.path(`${file}.ext`);
    writeFileSync(extensions, `subjectAltName=${alternative}`);
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", this.path(`${file}.key`)];
    this.openssl("req", ...key, "-out", request, "-subj", `/CN=${name}`);
    const authority = ["-CA", this.path("ca.crt"), "-CAkey", this.path("ca.key"), "-CAcreateserial", "-days", "2"];
    this.openssl(
      "x509",
      "-req",
      "-in",
      request,
      ...authority,
      "-extfile",
      extensions,
      "-out",
      this.path(`${file}.crt`),
    );
  }

  /** Writes the files of an instance. */
  public write(id: number, files: Readonly<Record<string, string>>): void {
    mkdirSync(this.path(String(id)), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(this.path(String(id), name), text);
  }

  /** Runs what runs before an instance. */
  public prepare(id: number): { readonly status: number | null; readonly output: string } {
    const { status, stderr } = spawnSync("sh", [this.path(String(id), "prepare.sh")], { encoding: "utf8" });
    return { status, output: stderr };
  }

  /** Runs one of its commands that end by themselves. */
  public show(id: number, command: string): string {
    return execFileSync(this.program, [`--base-dir=${this.path(String(id))}`, command], { encoding: "utf8" });
  }

  /** Starts an instance, and waits until it says that it is ready. */
  public async start(id: number): Promise<void> {
    const log = this.path(`log-${id}`);
    const output = openSync(log, "w");
    const child = spawn(this.program, [`--base-dir=${this.path(String(id))}`], { stdio: ["ignore", output, output] });
    closeSync(output);
    this.processes.set(id, child);
    for (let waited = 0; waited < 100; waited++) {
      if (readFileSync(log, "utf8").includes("All services operational")) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(readFileSync(log, "utf8"));
  }

  /** Stops an instance, and waits until it has closed its database. */
  public async stop(id: number): Promise<void> {
    const child = this.processes.get(id);
    if (child === undefined) return;
    this.processes.delete(id);
    await new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  }

  /** What an instance has said. */
  public log(id: number): string {
    return readFileSync(this.path(`log-${id}`), "utf8");
  }

  /** Asks an instance, as whoever has a certificate. @returns the answer, without its frame */
  public ask(id: number, method: string, message: Buffer, as: string | undefined): Promise<Buffer> {
    const own = as === undefined ? {} : this.certificateOf(as);
    const session = connect(`https://127.0.0.${id}:${this.port}`, { ca: readFileSync(this.path("ca.crt")), ...own });
    const answer = new Promise<Buffer>((resolve, reject) => {
      session.on("error", reject);
      const headers = {
        ":method": "POST",
        ":path": `/v1.${method}`,
        "content-type": "application/grpc",
        te: "trailers",
      };
      const stream = session.request(headers);
      const parts: Buffer[] = [];
      let status = "";
      stream.on("trailers", (trailers) => {
        status = `${trailers["grpc-status"]} ${trailers["grpc-message"] ?? ""}`;
      });
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("error", reject);
      stream.on("end", () =>
        parts.length > 0 ? resolve(Buffer.concat(parts).subarray(5)) : reject(new Error(status)),
      );
      const frame = Buffer.alloc(5);
      frame.writeUInt32BE(message.length, 1);
      stream.end(Buffer.concat([frame, message]));
    });
    return answer.finally(() => session.close());
  }

  /** Its metrics. */
  public async metrics(id: number, port: number): Promise<string> {
    return (await fetch(`http://127.0.0.${id}:${port}/metrics`)).text();
  }

  /** Ends everything, and removes what they wrote. */
  public async close(): Promise<void> {
    await Promise.all([...this.processes.keys()].map((id) => this.stop(id)));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private certificateOf(file: string) {
    return { cert: readFileSync(this.path(`${file}.crt`)), key: readFileSync(this.path(`${file}.key`)) };
  }

  private pair(file: string): readonly string[] {
    return ["-keyout", this.path(`${file}.key`), "-out", this.path(`${file}.crt`)];
  }

  private openssl(...args: readonly string[]): void {
    execFileSync("openssl", args, { stdio: "ignore" });
  }
}

/** A message on the wire, for numbers below 128 and text or bytes shorter than that (Protocol Buffers, encoding). */
export function protobuf(...fields: readonly (readonly [field: number, value: number | string | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.map(([field, value]) => {
      if (typeof value === "number") return Buffer.from([field << 3, value]);
      const bytes = Buffer.from(value);
      return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
    }),
  );
}

/** The answer's first field, which is its state. */
export function stateOf(answer: Buffer): string {
  return answer[0] === 8 ? (STATES[answer[1] ?? 0] ?? "unknown") : STATES[0];
}

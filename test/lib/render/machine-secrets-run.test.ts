import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import {
  type AwsMachineLogin,
  machineSecretFiles,
  machineSecretNames,
  type VaultMachineLogin,
} from "../../../lib/render/machine-secrets";

const SHARED_MEMORY = "/dev/shm";
const AWS: AwsMachineLogin = { kind: "aws", region: "eu-central-1" };
const VAULT: VaultMachineLogin = {
  kind: "vault",
  program: "vault",
  address: "https://vault.example.org:8200",
  authPath: "aws",
  role: "node",
  serverId: "vault.example.org",
};

/** Whether something is kept in memory here, as `/run` is on a machine, and there is no swap. */
const canRun =
  existsSync(SHARED_MEMORY) &&
  spawnSync("stat", ["-f", "-c", "%T", SHARED_MEMORY], { encoding: "utf8" }).stdout.trim() === "tmpfs" &&
  readFileSync("/proc/swaps", "utf8").trim().split("\n").length <= 1;

/** A machine in a folder: the script as it would be written, with programs that only pretend. */
class PretendedMachine {
  public readonly folder = mkdtempSync(join(SHARED_MEMORY, "palisade-"));
  private readonly root = mkdtempSync(join(tmpdir(), "palisade-machine-"));
  private readonly log = join(this.root, "log");

  public constructor(private readonly login: AwsMachineLogin | VaultMachineLogin) {
    const names = machineSecretNames("node");
    const files = machineSecretFiles({
      name: "node",
      login,
      secrets: [{ name: "rpc", path: "prod/rpc", keys: ["api-key", "url"] }],
      services: [
        { name: "geth", isRestarted: true },
        { name: "signer", isRestarted: false },
      ],
      owner: userInfo().username,
      refreshSeconds: 3600,
    });
    for (const { content, path } of files) {
      const text = content.replaceAll(names.folder, this.folder).replaceAll(names.split, join(this.root, "split"));
      // Twice is as good as for nine minutes.
      if (path === names.script) this.program("script", text.replace('"$attempt" -lt 36', '"$attempt" -lt 2'));
      if (path === names.split) this.program("split", text);
    }
    this.program("sleep", "#!/bin/sh\n");
    this.program("systemctl", `#!/bin/sh\necho "$@" >>${this.log}\n`);
  }

  /** Fetches once. @param answer what the store says; undefined when it does not answer */
  public run(answer: string | undefined) {
    const given = join(this.root, "answer");
    writeFileSync(given, answer ?? "");
    const target = this.login.kind === "vault" ? ` >${this.folder}/.new/rpc.json` : "";
    const body = answer === undefined ? "exit 255" : `cat ${given}${target}`;
    for (const name of ["aws", "vault"]) this.program(name, `#!/bin/sh\n${body}\n`);
    const { status, stderr, stdout } = spawnSync(join(this.root, "script"), [], {
      encoding: "utf8",
      env: { PATH: `${this.root}:${process.env["PATH"] ?? ""}` },
    });
    return { status, output: stdout + stderr };
  }

  /** What is there now: name to value and mode. */
  public get files(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      readdirSync(this.folder).map((name) => {
        const path = join(this.folder, name);
        return [name, `${readFileSync(path, "utf8")} ${(statSync(path).mode & 0o777).toString(8)}`];
      }),
    );
  }

  /** What systemd was asked for. */
  public get asked(): string {
    return existsSync(this.log) ? readFileSync(this.log, "utf8") : "";
  }

  public clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.root, { recursive: true, force: true });
  }

  private program(name: string, text: string): void {
    mkdirSync(this.root, { recursive: true });
    writeFileSync(join(this.root, name), text);
    chmodSync(join(this.root, name), 0o755);
  }
}

const ANSWER = JSON.stringify({ "api-key": "first\nline", url: "https://rpc.example.org", more: "not asked for" });

(canRun ? describe : describe.skip).each([
  ["AWS", AWS],
  ["Vault", VAULT],
])("the script that fetches secrets of %s, run by a shell", (_says, login) => {
  let machine: PretendedMachine;
  beforeEach(() => {
    machine = new PretendedMachine(login);
  });
  afterEach(() => machine.clear());

  it("makes a file of each value that nobody else can read, and of nothing else", () => {
    expect(machine.run(ANSWER)).toEqual({ status: 0, output: "" });
    expect(machine.files).toEqual({ "rpc.api-key": "first\nline 400", "rpc.url": "https://rpc.example.org 400" });
  });

  it("restarts what is to be restarted when a value changed, and only then", () => {
    machine.run(ANSWER);
    expect(machine.asked).toBe("--no-block try-restart geth.service\n");
    expect(machine.run(ANSWER).status).toBe(0);
    expect(machine.asked).toBe("--no-block try-restart geth.service\n");
    machine.run(ANSWER.replace("first", "second"));
    expect(machine.files["rpc.api-key"]).toBe("second\nline 400");
    expect(machine.asked.trim().split("\n")).toHaveLength(2);
  });

  it.each<[string, string | undefined, string]>([
    ["the store does not answer", undefined, "they could not be fetched"],
    ["a value is missing", '{"api-key":"it"}', "rpc has no value url"],
    ["a value is empty", '{"api-key":"it","url":""}', "rpc has no value url"],
    ["a value is no text", '{"api-key":"it","url":{"a":"leaked"}}', "rpc has no value url"],
    ["the secret was deleted", "null", "rpc is no set of values"],
  ])("ends with an error, and touches nothing, when %s", (_case, answer, says) => {
    machine.run(ANSWER);
    const before = machine.files;
    const { output, status } = machine.run(answer);
    expect(status).toBe(1);
    expect(output).toContain(says);
    expect(output).not.toContain("leaked");
    expect(machine.files).toEqual(before);
    machine.clear();
    machine = new PretendedMachine(login);
    expect(machine.run(answer).status).toBe(1);
    expect(machine.files).toEqual({});
  });
});

test("a folder on a disk is refused before anything is fetched", () => {
  const script = machineSecretFiles({
    name: "node",
    login: AWS,
    secrets: [{ name: "rpc", path: "prod/rpc", keys: ["url"] }],
    services: [],
    owner: "root",
    refreshSeconds: 60,
  }).find(({ path }) => path.endsWith("/secrets-node"));
  const text = (script?.content ?? "").replaceAll("/run/palisade-secrets-node", "/proc");
  const { status, stderr } = spawnSync("sh", ["-c", text], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "secrets of node: /proc is not in memory\n" });
});

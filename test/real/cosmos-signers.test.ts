import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HORCRUX } from "../../lib/catalogue/clients/horcrux";
import { metricList } from "../../lib/catalogue/clients/metric-list";
import { TMKMS } from "../../lib/catalogue/clients/tmkms";
import { horcruxConfiguration, horcruxStart } from "../../lib/render/horcrux";
import { tmkmsConfiguration, tmkmsStart } from "../../lib/render/tmkms";

/**
 * Horcrux and TMKMS on what Palisade renders. No package gives either: `PALISADE_HORCRUX` and `PALISADE_TMKMS` name the
 * programs, the latter with the features `softsign` and `yubihsm`. Without them the tests are skipped with a notice.
 */
function describeWith(variable: string, title: string, body: (program: string) => void): void {
  const program = process.env[variable];
  if (program !== undefined && spawnSync(program, ["version"]).error === undefined) {
    describe(title, () => body(program));
    return;
  }
  // biome-ignore lint/suspicious/noConsole: a skipped proof must be seen
  console.warn(`skipped: ${title}: ${variable} names no program`);
  describe.skip(title, () => it("needs the program", () => undefined));
}

const CHAIN_ID = "test-1";
const folders: string[] = [];
const processes: ChildProcess[] = [];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "palisade-cosmos-"));
  folders.push(folder);
  return folder;
}

/** Runs a script with the program on its path; waiting takes less than it does in a pod. */
function run(folder: string, name: string, program: string, script: string) {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  if (!existsSync(join(bin, name))) symlinkSync(program, join(bin, name));
  writeFileSync(join(bin, "sleep"), "#!/bin/sh\nexec /bin/sleep 0.1\n");
  chmodSync(join(bin, "sleep"), 0o755);
  const child = spawn("/bin/sh", ["-c", script], { env: { PATH: `${bin}:${process.env["PATH"]}` } });
  processes.push(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += String(data)));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return { child, ended, said: () => said };
}

async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come to pass within ${seconds} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The file of a key that CometBFT keeps on its node. */
function validatorKeyFile(): string {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const bytes = (text: string) => Buffer.from(text, "base64url");
  return JSON.stringify({
    address: "",
    pub_key: { type: "tendermint/PubKeyEd25519", value: bytes(x).toString("base64") },
    priv_key: {
      type: "tendermint/PrivKeyEd25519",
      value: Buffer.concat([bytes(d), bytes(x)]).toString("base64"),
    },
  });
}

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 1000));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describeWith("PALISADE_HORCRUX", "co-signers on what Palisade renders", (program) => {
  const FIRST_PORT = 24_220;
  /** Three co-signers on this machine: each in a folder of its own, on ports of its own. */
  const coSigners = () => {
    const keys = scratch();
    writeFileSync(join(keys, "key.json"), validatorKeyFile());
    const make = (...args: string[]) => execFileSync(program, [...args, "--shards", "3", "--out", keys]);
    make("create-ecies-shards");
    make("create-ed25519-shards", "--chain-id", CHAIN_ID, "--key-file", join(keys, "key.json"), "--threshold", "2");
    return [1, 2, 3].map((shard) => {
      const folder = scratch();
      const etc = join(folder, "etc");
      const home = join(folder, "home");
      mkdirSync(etc);
      mkdirSync(home);
      const at = (text: string) =>
        text
          .replaceAll(HORCRUX.stateFolder, home)
          .replaceAll(HORCRUX.secretsFolder, join(keys, `cosigner_${shard}`))
          .replaceAll(`${HORCRUX.folder}/`, `${etc}/`);
      const hosts = ["one", "two", "three"];
      const nodes = ["127.0.0.1:1"];
      const configuration = hosts.reduce(
        (text, host, index) => text.replace(`${host}:2222`, `127.0.0.1:${FIRST_PORT + index}`),
        at(horcruxConfiguration({ threshold: 2, coSignerHosts: hosts, nodes })),
      );
      const metrics = FIRST_PORT + 10 + shard;
      writeFileSync(join(etc, "config.yaml"), configuration.replace("0.0.0.0:6001", `127.0.0.1:${metrics}`));
      const start = () => run(folder, "horcrux", program, at(horcruxStart(CHAIN_ID)));
      const horcrux = (...args: string[]) => execFileSync(program, [...args, "--home", home], { encoding: "utf8" });
      return { home, metrics, start, horcrux };
    });
  };

  it("wait until a person has brought what was signed last, find a leader, and show the metrics of the catalogue", async () => {
    const all = coSigners().map((each) => ({ ...each, run: each.start() }));
    await until(() => all.every((each) => each.run.said().includes("Horcrux waits")));
    for (const { horcrux } of all) horcrux("state", "set", CHAIN_ID, "42");
    const [first] = all;
    if (first === undefined) throw new Error("there are three");
    await until(() => /Current leader: [123]/.test(spawnSyncText(program, ["leader", "--home", first.home])));
    const shown = await (await fetch(`http://127.0.0.1:${first.metrics}/metrics`)).text();
    const names = new Set([...shown.matchAll(/^(signer_\w+?)(_count|_sum)?[{ ]/gm)].map(([, name = ""]) => name));
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !metricList("horcrux").names.includes(name))).toEqual([]);
    first.run.child.kill("SIGTERM");
    expect(await first.run.ended).toBe(0);
    expect(existsSync(join(first.home, "stay-down"))).toBe(false);
  }, 60_000);

  it("come back after a kill, though the file with the number of their process is still there", async () => {
    const [first] = coSigners();
    if (first === undefined) throw new Error("there are three");
    const { home, start, horcrux } = first;
    horcrux("config", "init", "--bare");
    horcrux("state", "set", CHAIN_ID, "42");
    const killed = start();
    await until(() => existsSync(join(home, "horcrux.pid")));
    process.kill(Number(readFileSync(join(home, "horcrux.pid"), "utf8")), "SIGKILL");
    expect(await killed.ended).toBe(137);
    expect(existsSync(join(home, "horcrux.pid"))).toBe(true);
    const again = start();
    await until(() => again.said().includes("Local Raft Listening"));
    expect(existsSync(join(home, "stay-down"))).toBe(false);
  }, 60_000);

  it("stay down after a panic, such as that of a program which cannot save its state", async () => {
    const [first] = coSigners();
    if (first === undefined) throw new Error("there are three");
    const { home, start, horcrux } = first;
    horcrux("config", "init", "--bare");
    horcrux("state", "set", CHAIN_ID, "42");
    const running = start();
    await until(() => existsSync(join(home, "horcrux.pid")));
    // Go answers this signal with the trace of a panic and its exit.
    process.kill(Number(readFileSync(join(home, "horcrux.pid"), "utf8")), "SIGQUIT");
    expect(await running.ended).toBe(2);
    const again = start();
    await until(() => again.said().includes("Horcrux stays down: exit 2"));
  }, 60_000);
});

function spawnSyncText(program: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return stdout + stderr;
}

describeWith("PALISADE_TMKMS", "TMKMS on what Palisade renders", (program) => {
  const place = (key: Parameters<typeof tmkmsConfiguration>[0]["key"]) => {
    const folder = scratch();
    for (const name of ["etc", "home", "secrets"]) mkdirSync(join(folder, name));
    for (const name of ["kms-identity.key", "consensus.key", "yubihsm-password"]) {
      writeFileSync(join(folder, "secrets", name), randomBytes(32).toString("base64"));
    }
    const at = (text: string) =>
      text
        .replaceAll(TMKMS.stateFolder, join(folder, "home"))
        .replaceAll(TMKMS.secretsFolder, join(folder, "secrets"))
        .replaceAll(`${TMKMS.folder}/`, `${join(folder, "etc")}/`);
    const settings = { chainId: CHAIN_ID, bech32Prefix: "cosmos", signExtensions: true, node: "127.0.0.1:1", key };
    writeFileSync(join(folder, "etc/tmkms.toml"), at(tmkmsConfiguration(settings)));
    return {
      folder,
      start: () => run(folder, "tmkms", program, at(tmkmsStart())),
      state: join(folder, "home/state.json"),
    };
  };
  const KNOWN = '{"height":"42","round":"0","step":3,"block_id":null}';

  it("waits, then takes its configuration, its key and its state, and calls its node", async () => {
    const { folder, start, state } = place({ kind: "file" });
    const { child, ended, said } = start();
    await until(() => said().includes("TMKMS waits"));
    writeFileSync(state, KNOWN);
    await until(() => /added consensus Ed25519 key/.test(said()) && /Connection refused/.test(said()));
    child.kill("SIGTERM");
    expect(await ended).toBe(143);
    expect(existsSync(join(folder, "home/stay-down"))).toBe(false);
  }, 30_000);

  it("takes the tables of a device, and comes back when the device did not answer at the start", async () => {
    const { folder, start, state } = place({
      kind: "device",
      connector: "127.0.0.1:1",
      authenticationKey: 4,
      objectId: 7,
    });
    writeFileSync(state, KNOWN);
    const { ended, said } = start();
    expect(await ended).toBe(1);
    expect(said()).toContain("error connecting to YubiHSM2");
    expect(existsSync(join(folder, "home/stay-down"))).toBe(false);
  }, 30_000);

  it("does not start on a state that lacks what was voted for, as CometBFT writes it", async () => {
    const { start, state } = place({ kind: "file" });
    writeFileSync(state, '{"height":"42","round":0,"step":3}');
    const { ended, said } = start();
    expect(await ended).toBe(1);
    expect(said()).toContain("error parsing");
  }, 30_000);
});

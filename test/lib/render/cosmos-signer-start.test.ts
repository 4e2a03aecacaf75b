import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cosmosSignerReady, cosmosSignerStart } from "../../../lib/render/cosmos-signer-start";

/** A signer of a few lines in place of the real one: it says that it runs, signs if it is told to, and ends as it is told. */
const SIGNER = `#!/bin/sh
trap 'echo stopped; exit 0' TERM
echo "runs $*"
[ "$SIGNS" = yes ] && echo '{"height":"43"}' >"$STATE"
[ -n "$ENDS" ] && exit "$ENDS"
while [ -e "$0" ]; do /bin/sleep 0.02; done
`;
/** Waiting for a person takes seconds; here it takes less. */
const SLEEP = "#!/bin/sh\nexec /bin/sleep 0.02\n";

describe("the script that starts a signer", () => {
  let folder: string;
  let running: { readonly child: ChildProcess; readonly ended: Promise<unknown> } | undefined;
  const path = (name: string): string => join(folder, name);
  const script = (onlyAfterSigning = false): string =>
    cosmosSignerStart({
      title: "It",
      stateFolder: folder,
      stateFiles: ["state.json"],
      command: "signer start",
      stayDownExitCodes: [2, 3],
      onlyAfterSigning,
    });
  const environment = (more: NodeJS.ProcessEnv) => ({
    ...process.env,
    PATH: `${path("bin")}:${process.env["PATH"]}`,
    STATE: path("state.json"),
    SIGNS: "no",
    ENDS: "",
    ...more,
  });
  /** Runs the script in the background; what it says is asked for by a promise. */
  const start = (more: NodeJS.ProcessEnv = {}, text = script()) => {
    const child = spawn("/bin/sh", ["-c", text], { env: environment(more) });
    let said = "";
    child.stdout.on("data", (data) => (said += String(data)));
    child.stderr.on("data", (data) => (said += String(data)));
    const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
    running = { child, ended };
    return { child, ended, said: () => said };
  };
  const until = async (holds: () => boolean): Promise<void> => {
    const deadline = Date.now() + 5000;
    while (!holds()) {
      if (Date.now() > deadline) throw new Error("it did not come to pass within 5 seconds");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const knows = (height: string) => writeFileSync(path("state.json"), `{"height": "${height}", "round": "0"}`);
  const program = (name: string, text: string): void => {
    writeFileSync(path(`bin/${name}`), text);
    chmodSync(path(`bin/${name}`), 0o755);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "palisade-signer-"));
    mkdirSync(path("bin"));
    program("signer", SIGNER);
    program("sleep", SLEEP);
  });
  afterEach(async () => {
    running?.child.kill("SIGTERM");
    await running?.ended;
    running = undefined;
    rmSync(folder, { recursive: true });
  });

  it("runs a signer that knows what was signed last", async () => {
    knows("42");
    const { said } = start();
    await until(() => said().includes("runs start"));
  });

  it("waits while nothing says what was signed last, and runs when a person has brought it", async () => {
    const { said } = start();
    await until(() => said().includes("It waits: nothing says what was signed last."));
    knows("42");
    await until(() => said().includes("runs start"));
  });

  it("takes height 0 for nothing: that is what an import writes before it reads", async () => {
    knows("0");
    const { said } = start();
    await until(() => said().includes("It waits"));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(said()).not.toContain("runs");
  });

  it("ends at once when it is told to while it waits", async () => {
    const { child, ended, said } = start();
    await until(() => said().includes("It waits"));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("hands the order to stop on to the signer, and lets it end in its own way", async () => {
    knows("42");
    const { child, ended, said } = start();
    await until(() => said().includes("runs start"));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(said()).toContain("stopped");
    expect(existsSync(path("stay-down"))).toBe(false);
  });

  it.each(["2", "3"])("stays down after exit %s until a person empties the marker", async (code) => {
    knows("42");
    const first = start({ ENDS: code });
    expect(await first.ended).toBe(Number(code));
    expect(readFileSync(path("stay-down"), "utf8")).toBe(`exit ${code}\n`);
    const second = start();
    await until(() => second.said().includes(`It stays down: exit ${code}. Follow the runbook`));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(second.said()).not.toContain("runs");
    writeFileSync(path("stay-down"), "");
    await until(() => second.said().includes("runs start"));
  });

  it("comes back after any other exit", async () => {
    knows("42");
    expect(await start({ ENDS: "1" }).ended).toBe(1);
    expect(existsSync(path("stay-down"))).toBe(false);
  });

  it("comes back after a failed start where only an exit after a signature counts", async () => {
    knows("42");
    expect(await start({ ENDS: "2" }, script(true)).ended).toBe(2);
    expect(existsSync(path("stay-down"))).toBe(false);
    expect(await start({ ENDS: "2", SIGNS: "yes" }, script(true)).ended).toBe(2);
    expect(readFileSync(path("stay-down"), "utf8")).toBe("exit 2\n");
  });

  it("is ready when it neither waits nor stays down", () => {
    const ready = () => spawnSync("/bin/sh", ["-c", cosmosSignerReady(folder, ["state.json"])]).status;
    expect(ready()).toBe(1);
    knows("0");
    expect(ready()).toBe(1);
    knows("42");
    expect(ready()).toBe(0);
    writeFileSync(path("stay-down"), "exit 2\n");
    expect(ready()).toBe(1);
    writeFileSync(path("stay-down"), "");
    expect(ready()).toBe(0);
  });
});

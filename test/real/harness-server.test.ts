import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts, LOOPBACK, withFreePorts } from "./harness/free-ports";
import { startServer } from "./harness/server";
import { inFreshFolder } from "./harness-fixtures";

let folder: string;
inFreshFolder((made) => {
  folder = made;
});

/** Words that run a server of Node on a port. */
const listening = (port: number) => ["-e", `require("node:net").createServer().listen(${port}, "${LOOPBACK}")`];

const answers = (port: number) => async () =>
  await new Promise<boolean>((resolve, reject) => {
    const socket = connect(port, LOOPBACK, () => resolve(socket.end() !== undefined));
    socket.once("error", reject);
  });

describe("a server", () => {
  const isAlive = (processId: number) => {
    try {
      process.kill(processId, 0);
      return true;
    } catch {
      return false;
    }
  };

  it("is started on another port when one is taken in between", async () => {
    const holder = createServer();
    const [taken = 0, free = 0] = await freePorts(2);
    await new Promise<void>((resolve) => holder.listen(taken, LOOPBACK, resolve));
    const offers = [[taken], [free]];
    const server = await withFreePorts(
      1,
      ([port = 0]) =>
        startServer({
          program: process.execPath,
          arguments: listening(port),
          folder,
          // The holder answers too, so only the server's own word counts.
          isReady: async () => port === free && (await answers(port)()),
        }),
      async () => offers.shift() ?? [],
    );
    expect(offers).toEqual([]);
    await server.stop();
    await new Promise((resolve) => holder.close(resolve));
  });

  it("is given up with a clear message when every port is taken", async () => {
    const holder = createServer();
    const [taken = 0] = await freePorts(1);
    await new Promise<void>((resolve) => holder.listen(taken, LOOPBACK, resolve));
    const start = () =>
      startServer({ program: process.execPath, arguments: listening(taken), folder, isReady: async () => false });
    await expect(withFreePorts(1, start, async () => [taken])).rejects.toThrow(
      `no free port was found: something took each of ${Array(5).fill(taken).join("; ")} before the server could listen`,
    );
    await new Promise((resolve) => holder.close(resolve));
  });

  it("that ends at once is told with the end of its log", async () => {
    const start = startServer({
      program: "/bin/sh",
      arguments: ["-c", "echo no such flag: --fast >&2; exit 3"],
      folder,
      isReady: async () => false,
    });
    await expect(start).rejects.toThrow("sh ended before it was ready. The end of its log:\n  no such flag: --fast");
  });

  it("that is not ready in time is ended and told", async () => {
    const start = startServer({
      program: "/bin/sh",
      arguments: ["-c", "echo $$ > pid; exec sleep 300"],
      folder,
      isReady: async () => false,
      readyWithinSeconds: 1,
    });
    await expect(start).rejects.toThrow("sh was not ready within 1 s (it said no).");
    expect(isAlive(Number(readFileSync(join(folder, "pid"), "utf8")))).toBe(false);
  });

  it("that cannot be asked is told with the fault of the last question", async () => {
    const start = startServer({
      program: "/bin/sh",
      arguments: ["-c", "exec sleep 300"],
      folder,
      isReady: () => Promise.reject(new Error("unable to verify the first certificate")),
      readyWithinSeconds: 1,
    });
    await expect(start).rejects.toThrow("sh was not ready within 1 s (unable to verify the first certificate).");
  });

  it("ends with its own code after a TERM, and what it does not heed ends it all the same", async () => {
    const heeding = {
      program: "/bin/sh",
      arguments: ["-c", "trap 'exit 7' TERM; touch up; while :; do sleep 0.1; done"],
    };
    const deaf = { program: "/bin/sh", arguments: ["-c", "trap '' TERM; touch up; while :; do sleep 0.1; done"] };
    const isReady = async () => existsSync(join(folder, "up"));
    expect(await (await startServer({ ...heeding, folder, isReady })).stop()).toEqual({
      code: 7,
      seconds: expect.any(Number),
    });
    rmSync(join(folder, "up"));
    expect(await (await startServer({ ...deaf, folder, isReady })).stop(1)).toEqual({
      code: undefined,
      seconds: expect.any(Number),
    });
  });

  it("ends with the process that started it, even when that is killed", async () => {
    const module = JSON.stringify(join(__dirname, "harness", "server.ts"));
    const spelled = JSON.stringify({ program: "/bin/sh", arguments: ["-c", "echo $$ > pid; exec sleep 300"], folder });
    const pid = JSON.stringify(join(folder, "pid"));
    const code = `const { existsSync } = require("node:fs");
      require(${module}).startServer({ ...${spelled}, isReady: async () => existsSync(${pid}) })
        .then(() => process.kill(process.pid, "SIGKILL"));`;
    const { signal, stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", code], { encoding: "utf8" });
    expect([signal, stderr]).toEqual(["SIGKILL", ""]);
    const server = Number(readFileSync(join(folder, "pid"), "utf8"));
    for (let waited = 0; waited < 50 && isAlive(server); waited++) await sleep(100);
    expect(isAlive(server)).toBe(false);
  });
});

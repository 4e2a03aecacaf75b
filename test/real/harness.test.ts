import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts, LOOPBACK, withFreePorts } from "./harness/free-ports";
import { buildWithGo, stagingModules } from "./harness/go-recipe";
import { withLock } from "./harness/lock";
import { isKept, provide, type Recipe } from "./harness/provide";
import { startServer } from "./harness/server";
import { ToolFault } from "./harness/tool-fault";
import { toolReport } from "./harness/tool-report";
import type { GoTool, ToolSpec } from "./harness/tool-spec";
import { describeWithTool, TOOL_NAMES } from "./tools";

let folder: string;
let store: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "palisade-harness-"));
  store = join(folder, "store");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const spec = (version: string): ToolSpec => ({ from: "Go", goPackage: "example.org/tool", version });

/** Puts a program there that says its version. */
const recipe: Recipe = (tool, place) => {
  const version = "version" in tool ? tool.version : "";
  writeFileSync(join(place, "tool"), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return { program: "tool", version };
};
const neverCalled: Recipe = () => {
  throw new Error("made again");
};
const failing: Recipe = (_tool, place) => {
  writeFileSync(join(place, "tool"), "half");
  throw new ToolFault("the way to it is closed");
};

const said = (program: string) => spawnSync(program, { encoding: "utf8" }).stdout.trim();

describe("a real program in the store", () => {
  it("is made once and then kept", () => {
    const first = provide("tool", spec("v1"), store, recipe);
    const second = provide("tool", spec("v1"), store, neverCalled);
    expect([said(first.path), first.fresh, second.path === first.path, second.fresh]).toEqual([
      "v1",
      true,
      true,
      false,
    ]);
  });

  it("is made again for another version", () => {
    provide("tool", spec("v1"), store, recipe);
    expect(said(provide("tool", spec("v2"), store, recipe).path)).toBe("v2");
    expect(isKept("tool", spec("v1"), store)).toBe(false);
  });

  it("is made again when its note or its program is gone", () => {
    for (const lost of ["tool.note.json", "tool", "made"]) {
      provide("tool", spec("v1"), store, recipe);
      rmSync(join(store, lost), { recursive: true });
      expect(isKept("tool", spec("v1"), store)).toBe(false);
      expect(said(provide("tool", spec("v1"), store, recipe).path)).toBe("v1");
    }
  });

  it("leaves nothing half made, and the version from before as it was", () => {
    expect(() => provide("tool", spec("v1"), store, failing)).toThrow(
      "tool v1 could not be had from Go example.org/tool: the way to it is closed",
    );
    expect([
      existsSync(join(store, "tool")),
      readdirSync(join(store, "making")),
      readdirSync(join(store, "locks")),
    ]).toEqual([false, [], []]);
    const before = provide("tool", spec("v1"), store, recipe);
    expect(() => provide("tool", spec("v2"), store, failing)).toThrow(ToolFault);
    expect([isKept("tool", spec("v1"), store), said(before.path)]).toEqual([true, "v1"]);
  });
});

test("what a killed process left half made does not get into the tool", () => {
  mkdirSync(join(store, "making", "tool"), { recursive: true });
  writeFileSync(join(store, "making", "tool", "half"), "");
  provide("tool", spec("v1"), store, recipe);
  expect(readdirSync(join(store, "made", "tool"))).toEqual(["tool"]);
});

describe("a lock", () => {
  /** A process that ends by itself and that nobody has to wait for. */
  const passingProcess = (seconds: number) =>
    spawnSync("sh", ["-c", `sleep ${seconds} >/dev/null 2>&1 & echo $!`], { encoding: "utf8" }).stdout.trim();

  it("is waited for while its holder runs, and taken when that has ended without giving it back", () => {
    const file = join(folder, "lock");
    writeFileSync(file, passingProcess(1));
    const began = Date.now();
    expect(withLock(file, () => readFileSync(file, "utf8"))).toBe(String(process.pid));
    expect(Date.now() - began).toBeGreaterThan(500);
    expect(existsSync(file)).toBe(false);
  });

  it("is given back after a fault", () => {
    const file = join(folder, "lock");
    expect(() =>
      withLock(file, () => {
        throw new Error("fault");
      }),
    ).toThrow("fault");
    expect(existsSync(file)).toBe(false);
  });
});

// Go itself is needed; the smallest program it makes shows that it is here.
describeWithTool("actionlint", "a download for Go", () => {
  const tool: GoTool = { from: "Go", goPackage: "example.org/tool", version: "v1.0.0" };

  /** A module proxy in a folder. */
  function proxy(files: Readonly<Record<string, string>>): Recipe {
    const place = join(folder, "proxy", "example.org", "tool", "@v");
    mkdirSync(place, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content);
    const environment = {
      GOPROXY: `file://${join(folder, "proxy")}`,
      GOSUMDB: "off",
      GONOPROXY: "none",
      GOFLAGS: "-modcacherw",
      GOMODCACHE: join(folder, "modules"),
    };
    return (_spec, target) => buildWithGo(tool, target, environment);
  }

  const fault = (broken: Recipe): string => {
    try {
      provide("tool", tool, store, broken);
    } catch (problem) {
      if (problem instanceof ToolFault) return problem.message;
      throw problem;
    }
    throw new Error("it was built");
  };

  const DO_THIS =
    "Nothing of it was kept: try again, and see that Go and the way to the Go module proxy (GOPROXY) work";

  it("that breaks off is told, and leaves no program", () => {
    const broken = proxy({
      "v1.0.0.info": JSON.stringify({ Version: "v1.0.0" }),
      "v1.0.0.mod": "module example.org/tool\n",
      "v1.0.0.zip": "PK\u0003\u0004 and then the line went dead",
    });
    expect(fault(broken)).toBe(
      [
        'tool v1.0.0 could not be had from Go example.org/tool: "go get example.org/tool@v1.0.0" failed and said:',
        `  go: example.org/tool@v1.0.0: zip: not a valid zip file`,
        DO_THIS,
      ].join("\n"),
    );
    expect([existsSync(join(store, "tool")), readdirSync(join(store, "making"))]).toEqual([false, []]);
  });

  it("that is refused is told", () => {
    expect(fault(proxy({}))).toMatch(
      /^tool v1\.0\.0 could not be had from Go example\.org\/tool: [\s\S]*\nNothing of it was kept/,
    );
  });
});

test("the modules of Kubernetes' own repository are those at v0.0.0, not those with a date", () => {
  const goMod =
    "require (\n\tk8s.io/api v0.0.0\n\tk8s.io/utils v0.0.0-20250604170112-4c0f3b243397\n\tk8s.io/cri-api v0.0.0 // indirect\n)\n";
  expect(stagingModules(goMod)).toEqual(["k8s.io/api", "k8s.io/cri-api"]);
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
    await expect(start).rejects.toThrow("sh was not ready within 1 s.");
    expect(isAlive(Number(readFileSync(join(folder, "pid"), "utf8")))).toBe(false);
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

test("no program is made that no test asks for", () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("harness"),
  );
  const sources = files.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
  expect(TOOL_NAMES.filter((name) => !sources.includes(`"${name}"`))).toEqual([]);
});

test("a run ends with what it used, and with what it could not have", () => {
  expect(
    toolReport([
      { name: "geth", version: "1.17.8", from: "Go example.org/geth", used: true, seconds: 94 },
      { name: "helm", version: "3.22.0", from: "Go example.org/helm", used: true },
      { name: "kwok", version: "0.8.0", from: "Go example.org/kwok", used: false, seconds: 7 },
      { name: "tofu", fault: "tofu v1 could not be had: Go is not here", used: true },
    ]),
  ).toBe(
    [
      "Real programs that were used:",
      "  geth  1.17.8  made in 94 s  Go example.org/geth",
      "  helm  3.22.0  kept          Go example.org/helm",
      "Not had, so that its tests were not run: tofu. tofu v1 could not be had: Go is not here",
      "",
    ].join("\n"),
  );
});

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImageRef } from "../../../constructs/core/image-ref";
import { EngineSecret } from "../../../constructs/node/engine-secret";
import { LIGHTHOUSE } from "../../../lib/catalogue/clients/lighthouse";

/** Runs the script that makes the engine secret, in a folder of its own. */
function makeSecret(change: (script: string) => string = (script) => script): { text: string; mode: number } {
  const folder = mkdtempSync(join(tmpdir(), "palisade-engine-"));
  try {
    const { command = [] } = EngineSecret.maker(ImageRef.parse("registry.example.org/client:1.2.3"), "/bin/sh");
    const [shell = "", options = "", script = ""] = command;
    execFileSync(shell, [options, change(script).replaceAll("/engine/", `${folder}/`)], { stdio: "pipe" });
    const file = join(folder, "jwt.hex");
    return { text: readFileSync(file, "utf8"), mode: statSync(file).mode & 0o777 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("the script that makes the engine secret", () => {
  test("writes 32 bytes in hex that only its user can read", () => {
    const { text, mode } = makeSecret();
    expect(text).toMatch(/^[0-9a-f]{64}$/);
    expect(mode).toBe(0o600);
  });

  test("writes another secret each time", () => {
    expect(makeSecret().text).not.toBe(makeSecret().text);
  });

  test("fails when too little randomness came out, so that no client starts", () => {
    expect(() => makeSecret((script) => script.replace("-N32", "-N31"))).toThrow();
    expect(() => makeSecret((script) => script.replace("/dev/urandom", "/dev/null"))).toThrow();
  });
});

/** Exit code of the readiness command against a beacon API that answers with this status. */
async function readiness(status: number | undefined): Promise<{ code: number | null; path: string | undefined }> {
  let path: string | undefined;
  const server = createServer((request, response) => {
    path = request.url;
    response.writeHead(status ?? 500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  if (status === undefined) {
    server.close();
    await closed;
  }
  const [shell, ...rest] = LIGHTHOUSE.probes.readiness.question.command;
  const child = spawn(
    shell,
    rest.map((part) => part.replace("5052", String(port))),
    { stdio: "ignore" },
  );
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (status !== undefined) server.close();
  return { code, path };
}

describe("the readiness command of lighthouse", () => {
  test("passes when the beacon API says that the node is synced", async () => {
    expect(await readiness(200)).toEqual({ code: 0, path: "/eth/v1/node/health" });
  });

  test.each([206, 503, 500])("fails on %p, which means syncing, starting or broken", async (status) => {
    expect((await readiness(status)).code).not.toBe(0);
  });

  test("fails when nobody listens", async () => {
    expect((await readiness(undefined)).code).not.toBe(0);
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { dockerCredentials, type RegistryCredentials } from "../../../lib/images/docker-credentials";

const folder = mkdtempSync(join(tmpdir(), "palisade-docker-"));
const file = join(folder, "config.json");
afterAll(() => rmSync(folder, { recursive: true }));

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Asks for a registry's credentials with this configuration. */
function find(configuration: unknown, registry: string): Promise<RegistryCredentials | undefined> {
  writeFileSync(file, typeof configuration === "string" ? configuration : JSON.stringify(configuration));
  const path = [folder, process.env["PATH"] ?? ""].join(delimiter);
  return dockerCredentials(file, { PATH: path })(registry);
}

/** A credential helper that is a shell script. */
function helper(name: string, script: string): void {
  const program = join(folder, `docker-credential-${name}`);
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
}

test.each([
  ["ghcr.io", "ghcr.io"],
  ["https://ghcr.io", "ghcr.io"],
  ["https://ghcr.io/v2/", "ghcr.io"],
  ["https://index.docker.io/v1/", "docker.io"],
  ["docker.io", "docker.io"],
  ["127.0.0.1:5000", "127.0.0.1:5000"],
])("an entry for %s is that of %s", async (key, registry) => {
  const auths = { "other.example.org": { auth: base64("x:y") }, [key]: { auth: base64("me:a:b") } };
  expect(await find({ auths }, registry)).toEqual({ kind: "password", user: "me", password: "a:b" });
  expect(await find({ auths }, `${registry}0`)).toBeUndefined();
});

test("user and password may stand there plainly, and an identity token comes first", async () => {
  const plain = { username: "me", password: "secret" };
  expect(await find({ auths: { a: plain } }, "a")).toEqual({ kind: "password", user: "me", password: "secret" });
  expect(await find({ auths: { a: { ...plain, identitytoken: "t" } } }, "a")).toEqual({
    kind: "identityToken",
    token: "t",
  });
});

test("there are none without the file, and none in an empty entry", async () => {
  expect(await dockerCredentials(join(folder, "none.json"), {})("a")).toBeUndefined();
  expect(await find({ auths: { a: {} } }, "a")).toBeUndefined();
});

test("a broken file or entry is named with its file", async () => {
  await expect(find("{", "a")).rejects.toThrow(
    new RegExp(`^${file}: Docker's configuration cannot be read as JSON\n {2}got: ".*"\n {2}do this: mend it`),
  );
  await expect(find({ auths: { a: { auth: base64("no colon") } } }, "a")).rejects.toThrow(
    [
      `${file}: auths: the entry for a is not the base64 text of user:password`,
      "  do this: log in again: docker login a",
    ].join("\n"),
  );
});

describe("a credential helper", () => {
  const ANSWER = `read -r server; printf '{"ServerURL":"%s","Username":"me","Secret":"for %s"}' "$server" "$server"`;

  test("is asked for the registry, before the file for one registry, after it for all", async () => {
    helper("one", ANSWER);
    const auths = { a: { auth: base64("kept:there") } };
    expect(await find({ credHelpers: { a: "one" }, auths }, "a")).toEqual({
      kind: "password",
      user: "me",
      password: "for a",
    });
    expect(await find({ credsStore: "one", auths }, "a")).toMatchObject({ user: "kept" });
    expect(await find({ credsStore: "one", auths: { "docker.io": {} } }, "docker.io")).toMatchObject({
      password: "for https://index.docker.io/v1/",
    });
  });

  test("may give an identity token, or have nothing", async () => {
    helper("token", `echo '{"Username":"<token>","Secret":"t"}'`);
    helper("empty", "echo 'credentials not found in native keychain'; exit 1");
    expect(await find({ credsStore: "token" }, "a")).toEqual({ kind: "identityToken", token: "t" });
    expect(await find({ credsStore: "empty" }, "a")).toBeUndefined();
  });

  test.each([
    ["broken", "echo 'no keychain here'; exit 2", "no keychain here"],
    ["mute", "exit 3", "exit code 3"],
    ["talkative", "echo hunter2", "an answer without Username and Secret"],
  ])("that is %s is named, without what it may have let slip", async (name, script, got) => {
    helper(name, script);
    await expect(find({ credsStore: name }, "a")).rejects.toThrow(
      [
        `${file}: the credential helper docker-credential-${name} does not give the credentials for a`,
        `  got: "${got}"`,
        "  allowed: a docker-credential program on the PATH that answers get",
        "  do this: install it, or take it out of Docker's configuration and log in: docker login a",
      ].join("\n"),
    );
  });

  test("that is not there, or is no plain name, is named", async () => {
    await expect(find({ credsStore: "absent" }, "a")).rejects.toThrow(/got: "spawn docker-credential-absent ENOENT"/);
    await expect(find({ credsStore: "../x" }, "a")).rejects.toThrow(
      /got: "a name with characters that no program has"/,
    );
  });
});

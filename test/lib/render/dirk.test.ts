import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { SHARE_SIGNERS } from "../../../lib/catalogue";
import { DIRK_OPERATIONS } from "../../../lib/catalogue/clients/dirk";
import {
  type DirkInstance,
  dirkConfiguration,
  dirkPreparation,
  dirkWallet,
  dirkWalletFile,
  dirkWalletId,
} from "../../../lib/render/dirk";
import { readSchema, testWith } from "../../support/shared-schemas";

const instance: DirkInstance = {
  id: 2,
  name: "two.keys.svc",
  peers: new Map([
    [1, "one.keys.svc"],
    [2, "two.keys.svc"],
  ]),
  port: 13_141,
  metricsPort: 8181,
  dataFolder: "/data",
  certificate: { certificate: "/tls/tls.crt", key: "/tls/tls.key", authority: "/tls/ca.crt" },
  passphrases: ["/passphrases/new", "/passphrases/old"],
  permissions: new Map([["vouch.svc", [{ accounts: "Validators/eu-.*", operations: ["Sign", "Access account"] }]]]),
};

/** Paths of plain data, with list elements and map members of somebody's own under one name. */
function pathsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) {
    const inner = value.flatMap((each) => (typeof each === "object" ? pathsOf(each, `${path}[]`) : []));
    return inner.length > 0 ? inner : [path];
  }
  if (typeof value !== "object" || value === null || path === "peers") return [path];
  return Object.entries(value).flatMap(([name, each]) => {
    const shown = path === "permissions" ? "<client>" : path === "permissions.<client>" ? "<path>" : name;
    return pathsOf(each, path === "" ? shown : `${path}.${shown}`);
  });
}

describe("the configuration of Dirk", () => {
  test("asks for certificates, lets no address ask for exits, and names peers and clients", () => {
    expect(parse(dirkConfiguration(instance))).toEqual({
      "log-level": "info",
      server: {
        id: 2,
        name: "two.keys.svc",
        "listen-address": "0.0.0.0:13141",
        rules: { "admin-ips": [], "periodic-pruning": true },
      },
      certificates: {
        "server-cert": "file:///tls/tls.crt",
        "server-key": "file:///tls/tls.key",
        "ca-cert": "file:///tls/ca.crt",
      },
      "storage-path": "/data/protection",
      stores: [{ name: "shares", type: "filesystem", location: "/data/wallets" }],
      metrics: { "listen-address": "0.0.0.0:8181" },
      peers: { "1": "one.keys.svc:13141", "2": "two.keys.svc:13141" },
      unlocker: { "account-passphrases": ["file:///passphrases/new", "file:///passphrases/old"] },
      process: { "generation-passphrase": "file:///passphrases/new" },
      permissions: { "vouch.svc": { "Validators/eu-.*": ["Sign", "Access account"] } },
    });
  });

  test("reads the same by YAML 1.1", () => {
    const text = dirkConfiguration(instance);
    expect(parse(text, { version: "1.1" })).toEqual(parse(text));
  });

  testWith("flags/README.md")("has no key that the program does not have, and operations that it knows", () => {
    const listed: { readonly keys: readonly { readonly path: string }[]; readonly notes: string } =
      readSchema("flags/dirk-v1.2.1.json");
    const known = listed.keys.map(({ path }) => path);
    const unknown = pathsOf(parse(dirkConfiguration(instance)), "").filter((path) => !known.includes(path));
    expect(unknown).toEqual([]);
    expect(known).toContain("peers");
    for (const operation of DIRK_OPERATIONS) expect(listed.notes).toContain(operation);
    const flags: readonly { readonly name: string }[] = readSchema("flags/dirk-v1.2.1.json").flags;
    expect(flags.map(({ name }) => name)).toContain("--base-dir");
  });
});

describe("what runs before Dirk", () => {
  let folder = "";
  const data = (...names: readonly string[]) => join(folder, "data", ...names);
  const run = (wallets: readonly string[], mayStartWithoutMemory = false) => {
    const spec = { ...SHARE_SIGNERS.dirk, folder, dataFolder: join(folder, "data") };
    const script = dirkPreparation({ spec, wallets, mayStartWithoutMemory });
    for (const wallet of wallets) writeFileSync(join(folder, dirkWalletFile(wallet)), dirkWallet(wallet));
    const { status, stderr } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    return { status, stderr };
  };
  const walletsThere = () => readdirSync(data("wallets"));
  const id = dirkWalletId("Validators");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "palisade-dirk-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("makes each wallet once, empty, under a number that never changes", () => {
    expect(id).toBe("2efbe328-3ca5-44c5-867c-678eba674388");
    for (const _ of [1, 2]) expect(run(["Validators", "Reserve"])).toEqual({ status: 0, stderr: "" });
    expect(walletsThere().sort()).toEqual([id, dirkWalletId("Reserve")].sort());
    expect(JSON.parse(readFileSync(data("wallets", id, id), "utf8"))).toEqual({
      name: "Validators",
      type: "distributed",
      uuid: id,
      version: 1,
    });
    expect(readFileSync(data("wallets", id, "index"), "utf8")).toBe("[]");
    expect(execFileSync("stat", ["-c", "%a", data("wallets", id, id)], { encoding: "utf8" }).trim()).toBe("600");
  });

  test("leaves a wallet of the same name alone that somebody made, and is not misled by an account of that name", () => {
    const other = dirkWalletId("Other");
    mkdirSync(data("wallets", other), { recursive: true });
    mkdirSync(data("protection"));
    writeFileSync(data("protection", "MANIFEST"), "");
    writeFileSync(data("wallets", other, other), '{"name":"Validators","type":"distributed"}');
    expect(run(["Validators"]).status).toBe(0);
    expect(walletsThere()).toEqual([other]);
    writeFileSync(data("wallets", other, other), '{"name":"Other","type":"distributed"}');
    writeFileSync(data("wallets", other, "share"), '{"name":"Validators"}');
    expect(run(["Validators"]).status).toBe(0);
    expect(walletsThere()).toContain(id);
  });

  test("refuses shares without memory of what was signed, unless a person said so", () => {
    expect(run(["Validators"]).status).toBe(0);
    writeFileSync(data("wallets", id, dirkWalletId("a share")), "{}");
    const refusal = "shares without memory of what was signed with them: this instance stays down\n";
    expect(run(["Validators"])).toEqual({ status: 1, stderr: refusal });
    expect(run(["Validators"], true)).toEqual({ status: 0, stderr: "" });
    writeFileSync(data("protection", "MANIFEST"), "");
    expect(run(["Validators"])).toEqual({ status: 0, stderr: "" });
  });

  test("is not held up by what an index, a batch or an interrupted start leaves behind", () => {
    expect(run(["Validators"]).status).toBe(0);
    for (const name of ["batch", "new"]) cpSync(data("wallets", id, "index"), data("wallets", id, name));
    expect(run(["Validators"])).toEqual({ status: 0, stderr: "" });
  });
});

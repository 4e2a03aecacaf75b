import { rmSync } from "node:fs";
import { DIRK } from "../../lib/catalogue/clients/dirk";
import { metricList } from "../../lib/catalogue/clients/metric-list";
import { CEREMONY, groupIn, VOUCH } from "../constructs/keys/distributed-signer-fixture";
import { type Json, synthStack } from "../support/synth";
import { DirkServers, describeWithDirk, protobuf, stateOf } from "./dirk-servers";

const PORT = 38_141;
const METRICS_PORT = 38_181;
const IDS = [1, 2, 3] as const;
const [GENERATE, SIGN, PROPOSE, LIST] = [
  "AccountManager/Generate",
  "Signer/Sign",
  "Signer/SignBeaconProposal",
  "Lister/ListAccounts",
];

/** Files of each instance, as they are synthesized. What is not here is changed: addresses, ports and folders. */
function filesOf(id: number, folder: string): Readonly<Record<string, string>> {
  const maps: readonly Json[] = Object.values(synthStack(groupIn).resource["kubernetes_config_map_v1"] ?? {});
  const data: Record<string, string> = maps.find(({ metadata }) => metadata.name.startsWith(`duties-${id}-`)).data;
  const here = (text: string): string =>
    text
      .replaceAll(/duties-(\d)\.keys\.svc\.cluster\.local/g, "127.0.0.$1")
      .replaceAll("0.0.0.0", `127.0.0.${id}`)
      .replaceAll(":13141", `:${PORT}`)
      .replaceAll(":8181", `:${METRICS_PORT}`)
      .replaceAll(/\/etc\/dirk-(certificate|passphrases)|\/etc\/dirk\b/g, folder)
      .replaceAll("/data", `${folder}/data`)
      // Terraform reads these as they were before.
      .replaceAll("$${", "${")
      .replaceAll("%%{", "%{");
  return Object.fromEntries(Object.entries(data).map(([name, text]) => [name, here(text)]));
}

const root = (byte: number): Buffer => Buffer.alloc(32, byte);
/** Domains of signatures: what a proposal, a voluntary exit and a reveal of randomness are signed for. */
const domain = (type: number): Buffer => Buffer.concat([Buffer.from([type, 0, 0, 0]), Buffer.alloc(28)]);
const [PROPOSER, RANDAO, EXIT] = [domain(0), domain(2), domain(4)];
const ACCOUNT = "Validators/first";

const proposal = (slot: number, body: number): Buffer => {
  const header = protobuf([1, slot], [2, 1], [3, root(1)], [4, root(2)], [5, root(body)]);
  return protobuf([2, ACCOUNT], [3, PROPOSER], [4, header]);
};
const generic = (kind: Buffer): Buffer => protobuf([2, ACCOUNT], [3, root(7)], [4, kind]);
const generate = (account: string, participants: number, threshold: number): Buffer =>
  protobuf([1, account], [3, participants], [4, threshold]);

describeWithDirk("three real instances of Dirk on what Palisade renders", (program) => {
  let servers: DirkServers;
  const askAll = async (method: string, message: Buffer, as: string) =>
    Promise.all(IDS.map(async (id) => stateOf(await servers.ask(id, method, message, as))));

  beforeAll(async () => {
    servers = new DirkServers(program, PORT);
    for (const id of IDS) {
      const folder = servers.path(String(id));
      servers.write(id, { ...filesOf(id, folder), passphrase: `passphrase of ${id}` });
      servers.certify(`127.0.0.${id}`, `${id}/tls`, `IP:127.0.0.${id}`);
      servers.write(id, { "ca.crt": servers.authority() });
      expect(servers.prepare(id)).toEqual({ status: 0, output: "" });
    }
    servers.certify(VOUCH, "vouch", `DNS:${VOUCH}`);
    servers.certify(CEREMONY, "ceremony", `DNS:${CEREMONY}`);
    servers.certify(VOUCH.toUpperCase(), "capitals", `DNS:${VOUCH}`);
    servers.certify("stranger.keys.svc", "stranger", "DNS:stranger.keys.svc");
    await Promise.all(IDS.map((id) => servers.start(id)));
  }, 120_000);
  afterAll(() => servers.close(), 60_000);

  it("is the release that is pinned, reads its certificates, and knows exactly the clients that were named", () => {
    expect(servers.show(1, "--version").trim()).toBe(DIRK.image.tag);
    expect(servers.show(1, "--show-certificates")).toContain("Server certificate issued to: 127.0.0.1");
    const shown = servers.show(1, "--show-permissions");
    expect([...shown.matchAll(/Permissions for "(.*)"/g)].map(([, client]) => client).sort()).toEqual([
      CEREMONY,
      VOUCH,
    ]);
    expect(shown).toContain('"validators" can carry out operations Access account, Create account');
  });

  it("takes no threshold of half of the instances, and makes a key of which each instance gets a share", async () => {
    expect(stateOf(await servers.ask(1, GENERATE, generate(ACCOUNT, 3, 1), "ceremony"))).toBe("failed");
    expect(stateOf(await servers.ask(1, GENERATE, generate(ACCOUNT, 3, 2), "ceremony"))).toBe("succeeded");
    const lists = await Promise.all(IDS.map((id) => servers.ask(id, LIST, protobuf([1, "Validators"]), "vouch")));
    for (const list of lists) expect(list.includes("first")).toBe(true);
  }, 60_000);

  it("signs a duty once on each instance, and denies another one for the same slot, also after a restart", async () => {
    expect(await askAll(PROPOSE, proposal(9, 1), "vouch")).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(await askAll(PROPOSE, proposal(9, 2), "vouch")).toEqual(["denied", "denied", "denied"]);
    await servers.stop(2);
    expect(servers.prepare(2).status).toBe(0);
    await servers.start(2);
    expect(await askAll(PROPOSE, proposal(9, 2), "vouch")).toEqual(["denied", "denied", "denied"]);
    expect(await askAll(SIGN, generic(RANDAO), "vouch")).toEqual(["succeeded", "succeeded", "succeeded"]);
  }, 60_000);

  it("signs no exit for anybody, makes no key for a validator client, and signs nothing for the ceremony", async () => {
    expect(await askAll(SIGN, generic(EXIT), "vouch")).toEqual(["denied", "denied", "denied"]);
    expect(stateOf(await servers.ask(1, GENERATE, generate("Validators/second", 3, 2), "vouch"))).toBe("failed");
    const list = await servers.ask(1, LIST, protobuf([1, "Validators"]), "vouch");
    expect(list.includes("second")).toBe(false);
    expect(await askAll(PROPOSE, proposal(20, 1), "ceremony")).toEqual(["denied", "denied", "denied"]);
  });

  it("signs for nobody whose name is not known as it is written, and speaks to nobody without a certificate", async () => {
    for (const other of ["stranger", "capitals"]) {
      expect(await askAll(PROPOSE, proposal(21, 1), other)).toEqual(["denied", "denied", "denied"]);
    }
    await expect(servers.ask(1, LIST, protobuf([1, "Validators"]), undefined)).rejects.toThrow();
  });

  it("does not start with shares and without the memory of what was signed with them", async () => {
    await servers.stop(3);
    rmSync(servers.path("3", "data", "protection"), { recursive: true });
    expect(servers.prepare(3)).toEqual({
      status: 1,
      output: "shares without memory of what was signed with them: this instance stays down\n",
    });
    // What it keeps from: without memory it signs what it has signed before.
    await servers.start(3);
    expect(stateOf(await servers.ask(3, PROPOSE, proposal(9, 2), "vouch"))).toBe("succeeded");
  }, 60_000);

  it("shows the metrics that alerts read", async () => {
    const shown = await servers.metrics(1, METRICS_PORT);
    const names = [...new Set([...shown.matchAll(/^# TYPE (dirk_\S+)/gm)].map(([, name = ""]) => name))];
    const list = metricList("dirk").names;
    expect(names.filter((name) => !list.includes(name))).toEqual([]);
    // Nothing here locks or unlocks by order, which is all that these know of.
    const later = list.filter((name) => !names.includes(name));
    expect(later.filter((name) => !/^dirk_(account|wallet)_manager_/.test(name))).toEqual([]);
    expect(shown).not.toContain('request="generate"');
    expect(shown).toContain('dirk_signer_process_requests_total{request="proposal",result="denied"}');
    expect(shown).toMatch(/^dirk_ready 1$/m);
  });
});

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isJsonRecord, listAt, textAt } from "../../../lib/core/json";
import { readStacks } from "../../../lib/rehearsal/stack-entry";
import { expectedPaths } from "../../../lib/sandbox/provider-mirror";
import { exactVersion, type RequiredProvider, requiredProviders } from "../../../lib/sandbox/required-providers";
import { askVersion } from "../../../lib/sandbox/terraform-version";
import { REPOSITORY } from "../../support/rehearsal";
import { describeWithTerraform, terraformBinary } from "../../support/terraform-binary";
import { type MirrorEntry, providerScript, writeMirror } from "../sandbox/support/mirror";
import { FIXTURE, listsProcesses, type Outcome, outcomeOf, processesUsing, Workshop } from "./support/palisade";

jest.setTimeout(120_000);

describe("palisade rehearse refuses", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  it("a kind of provider that there is none of, with those there are", async () => {
    const { code, stderr } = await workshop.run(["rehearse", "--providers", "reel"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/argument 'reel' is invalid\. Allowed choices are simulated, real\./);
  });

  it("a folder of real providers for simulated ones", async () => {
    const { code, stderr } = await workshop.run(["rehearse", "--plugin-dir", "mirror"]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: [
        "palisade rehearse: --plugin-dir is for real providers, and the simulated ones need no folder",
        '  got: "mirror"',
        "  do this: add --providers real, or leave --plugin-dir out",
        "",
      ].join("\n"),
    });
  });

  it("a plan with real providers", async () => {
    const { code, stderr } = await workshop.run(["rehearse", "--providers", "real", "--plan-only"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^palisade rehearse: --plan-only asks for a plan, .*\n {2}do this: leave out --plan-only/);
  });
});

/** The fixture's providers as programs in a mirror: ours, started by Terraform as it starts real ones. */
describeWithTerraform("palisade rehearse --providers real", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  let needed: readonly RequiredProvider[] = [];
  let platform = "";
  let scripts: { readonly [address: string]: string } = {};
  let mirror = "";

  const entries = (change: (entry: MirrorEntry) => Partial<MirrorEntry> = () => ({})): readonly MirrorEntry[] =>
    needed.map(({ address, constraint }) => {
      const entry = {
        address,
        version: exactVersion(constraint) ?? "",
        platform,
        content: scripts[address] ?? "",
      };
      return { ...entry, ...change(entry) };
    });
  const isAws = ({ address }: MirrorEntry): boolean => address.endsWith("/aws");
  const kubernetesOnly = (): readonly MirrorEntry[] => entries().filter((entry) => !isAws(entry));
  const rehearse = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
    workshop.run(["rehearse", "--providers", "real", ...args], { environment });
  const withMirror = (folder: string, environment: NodeJS.ProcessEnv = {}, ...args: readonly string[]) =>
    rehearse(["--plugin-dir", folder, ...args], environment);

  beforeAll(async () => {
    const app = workshop.folder("app");
    cpSync(FIXTURE, app, { recursive: true, filter: (source) => !source.includes("cdktf.out") });
    symlinkSync(join(REPOSITORY, "node_modules"), join(app, "node_modules"));
    await workshop.run(["synth"], { directory: app });
    const stacks = readStacks(join(app, "cdktf.out"));
    const version = await askVersion(terraformBinary, process.env);
    platform = version?.platform ?? "";
    const all = stacks.flatMap(({ json }) => requiredProviders(json, version?.product ?? "Terraform"));
    needed = [...new Map(all.map((provider) => [provider.address, provider])).values()];
    const files = stacks.map(({ directory }) => join(directory, "cdk.tf.json"));
    scripts = Object.fromEntries(needed.map(({ address, source }) => [address, providerScript(source, files)]));
    mirror = writeMirror(workshop.folder("mirror"), entries());
  });

  afterEach(() => expect(workshop.leftBehind).toEqual([]));

  it("validates every stack by itself, says with what, and that nothing was planned", async () => {
    const before = readdirSync(FIXTURE);
    const { code, stdout, stderr } = await withMirror(mirror);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    for (const step of ["init", "validate"]) expect(stderr).toMatch(new RegExp(`^shop-data: ${step} …$`, "m"));
    expect(stderr).not.toMatch(/: (plan|apply|destroy) /);
    expect(stdout).toMatch(/^stack +resources +time +verdict$/m);
    expect(stdout).toMatch(/^shop-data +2 +[\d.]+ s +passed$/m);
    expect(stdout).toMatch(/^4 of 4 stacks passed in /m);
    const names = entries().map(({ address, version }) => `${address} ${version}`);
    expect(stdout).toContain(
      `only validated, not planned, since a plan needs accounts; the real providers were ${names.join(", ")}\n`,
    );
    expect(readdirSync(FIXTURE)).toEqual(before);
  });

  it("shows what a provider refuses behind the construct path, and goes on with the stacks after it", async () => {
    const { code, stdout, stderr } = await withMirror(mirror, { FIXTURE_MISTAKE: "attribute" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/shop-network\/vpc: Extraneous JSON object property/);
    expect(stderr).toMatch(/No argument or block type is named "cidr_blok"/);
    expect(stdout).toMatch(/^shop-network .* failed at validate$/m);
    expect(stdout).toMatch(/^3 of 4 stacks passed in /m);
  });

  it("shows what a provider's own code refuses", async () => {
    const { stderr } = await withMirror(mirror, { FIXTURE_MISTAKE: "decided" }, "shop-network");
    expect(stderr).toMatch(/shop-network \(validate\):\nshop-network\/vpc: Value for unconfigurable attribute\n/);
    expect(stderr).toMatch(/Can't configure a value for "main_route_table_id"/);
  });

  it("carries in its JSON which providers they were, for each stack, and takes the named stacks alone", async () => {
    const { stdout } = await withMirror(mirror, {}, "--json", "shop-data");
    const report: unknown = JSON.parse(stdout);
    expect(textAt(report, "providers")).toBe("real");
    const [stack, ...others] = listAt(report, "stacks").filter(isJsonRecord);
    expect(others).toEqual([]);
    expect(stack).toMatchObject({ name: "shop-data", verdict: "passed" });
    expect(listAt(stack, "providers")).toEqual(
      entries()
        .filter(isAws)
        .map(({ address, version }) => ({ address, version })),
    );
    expect(listAt(stack, "steps").map((step) => textAt(step, "step"))).toEqual(["examine", "init", "validate"]);
  });

  it("takes providers from several folders, also from one that is named from where it runs", async () => {
    const first = writeMirror(workshop.folder("first"), entries().filter(isAws));
    writeMirror(workshop.folder("second"), kubernetesOnly());
    const { code, stderr } = await workshop.run(
      ["rehearse", "shop", "--providers", "real", "--plugin-dir", first, "--plugin-dir", "../second"],
      { directory: workshop.folder("app") },
    );
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("takes them from the mirror in the user's own configuration, and leaves the user's cache its providers", async () => {
    const configuration = join(workshop.folder("rc"), "terraformrc");
    writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);
    const cache = workshop.folder("cache-of-the-user");
    const { code, stderr } = await rehearse(["billing"], {
      TF_CLI_CONFIG_FILE: configuration,
      TF_PLUGIN_CACHE_DIR: cache,
    });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(readdirSync(cache)).toEqual([entries()[0]?.address.split("/")[0]]);
  });

  it("needs the examination to pass as well", async () => {
    const { stderr, stdout } = await withMirror(mirror, { FIXTURE_MISTAKE: "action" });
    expect(stderr).toMatch(/billing \(examine\):\nbilling\/policy.*s3:GetObjekt/s);
    expect(stdout).toMatch(/^billing .* failed at examine$/m);
    expect(stdout).toMatch(/^3 of 4 stacks passed in /m);
  });

  describe("explains, without a stack trace,", () => {
    const explained = async (outcome: Promise<Outcome>): Promise<string> => {
      const { code, stderr } = await outcome;
      expect(code).toBe(1);
      expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
      return stderr;
    };

    it("a folder that does not exist", async () => {
      expect(await explained(withMirror("/nowhere"))).toMatch(
        /the folder of --plugin-dir does not exist\n {2}got: "\/nowhere"\n {2}do this: /,
      );
    });

    it("a folder that does not hold every provider", async () => {
      const stderr = await explained(withMirror(writeMirror(workshop.folder("half"), kubernetesOnly())));
      const [path] = expectedPaths(needed[0]?.address ?? "", exactVersion(needed[0]?.constraint) ?? "", platform);
      expect(stderr).toMatch(
        /^billing, shop-network, shop-data and 1 more: hashicorp\/aws .* is not in the folder of/m,
      );
      expect(stderr).toContain(`allowed: ${path}, or `);
    });

    it("a provider for another platform", async () => {
      const folder = writeMirror(
        workshop.folder("other-platform"),
        entries((entry) => (isAws(entry) ? { platform: "plan9_386" } : {})),
      );
      expect(await explained(withMirror(folder))).toMatch(
        /holds hashicorp\/aws [\d.]+, but not for this platform\n {2}got: "plan9_386"\n/,
      );
    });

    it("a package that was cut short", async () => {
      const folder = writeMirror(workshop.folder("cut"), kubernetesOnly());
      const [aws] = entries().filter(isAws);
      const [, zip] = expectedPaths(aws?.address ?? "", aws?.version ?? "", platform);
      mkdirSync(dirname(join(folder, zip)), { recursive: true });
      writeFileSync(join(folder, zip), "PK\u0003\u0004");
      expect(await explained(withMirror(folder, {}, "billing"))).toMatch(
        /^billing \(init\):\nthe package of hashicorp\/aws v[\d.]+ is broken\n {2}got: ".*"\n {2}do this: delete it/m,
      );
    });

    it("a provider that does not start, and one that is not executable", async () => {
      const folder = writeMirror(
        workshop.folder("dead"),
        entries(() => ({ content: "#!/bin/sh\nexit 3\n" })),
      );
      const [kubernetes] = kubernetesOnly();
      const [path] = expectedPaths(kubernetes?.address ?? "", kubernetes?.version ?? "", platform);
      chmodSync(join(folder, path), 0o644);
      const stderr = await explained(withMirror(folder, {}, "shop-programs"));
      expect(stderr).toMatch(/^\S+\/hashicorp\/aws does not start\n {2}got: "Unrecognized remote plugin message/m);
      expect(stderr).toMatch(/^\S+\/hashicorp\/kubernetes does not start\n {2}got: ".*permission denied"/m);
    });

    it("a registry that is out of reach, once for all stacks", async () => {
      const home = workshop.folder("home");
      const stderr = await explained(
        rehearse([], { HOME: home, TF_CLI_CONFIG_FILE: undefined, HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "" }),
      );
      expect(stderr).toMatch(
        /^billing, shop-network, shop-data, shop-programs \(init\):\nTerraform cannot reach registry/m,
      );
      expect(stderr).toMatch(/got: ".*connection refused"\n {2}do this: .*--plugin-dir$/m);
      expect(readdirSync(home)).toEqual([]);
    });
  });

  it("ends Terraform and the providers it started when Ctrl-C comes", async () => {
    const slow = writeMirror(
      workshop.folder("slow"),
      entries(() => ({ content: "#!/bin/sh\nexec sleep 60\n" })),
    );
    const child = workshop.start(["rehearse", "billing", "--providers", "real", "--plugin-dir", slow]);
    const outcome = outcomeOf(child);
    // The command, Terraform and the provider.
    const processes = (): readonly string[] => (listsProcesses ? processesUsing(workshop.temporary) : []);
    while (listsProcesses && !processes().some(isSleeping)) await sleep(50);
    if (!listsProcesses) await sleep(5_000);
    child.kill("SIGINT");
    expect((await outcome).code).toBe(130);
    expect(processes()).toEqual([]);
  });

  it("leaves no lock file and no provider in the folder that --keep keeps", async () => {
    const { stderr } = await withMirror(mirror, {}, "billing", "--keep");
    const [, folder = ""] = /^kept: (.*)$/m.exec(stderr) ?? [];
    expect(readdirSync(folder)).toEqual(["cdktf.out"]);
    expect(existsSync(join(folder, "cdktf.out/stacks/billing/.terraform.lock.hcl"))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

function isSleeping(process: string): boolean {
  try {
    return readFileSync(join("/proc", process, "cmdline"), "utf8").startsWith("sleep\u000060");
  } catch {
    return false;
  }
}

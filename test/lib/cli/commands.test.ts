import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";
import { PALISADE_VERSION } from "../../../lib/core/version";
import { REPOSITORY } from "../../support/rehearsal";
import { describeWithTerraform } from "../../support/terraform-binary";
import { FIXTURE, Workshop } from "./support/palisade";

jest.setTimeout(60_000);

const workshop = new Workshop();
afterAll(() => workshop.clear());

/** A copy of the fixture app, to write into. */
function ownApp(name: string): string {
  const folder = workshop.folder(name);
  cpSync(FIXTURE, folder, { recursive: true, filter: (source) => !source.includes("cdktf.out") });
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  return folder;
}

describe("palisade", () => {
  it("says its version", async () => {
    expect((await workshop.run(["--version"])).stdout).toBe(`${PALISADE_VERSION}\n`);
  });

  it("lists its commands in its help", async () => {
    const { stdout } = await workshop.run(["--help"]);
    for (const command of ["synth", "list", "rehearse"]) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  it("says which option it does not know, and ends with 1", async () => {
    const { code, stderr } = await workshop.run(["rehearse", "--paralel", "3"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/unknown option '--paralel'/);
  });

  it("wants a whole number of workers", async () => {
    const { code, stderr } = await workshop.run(["rehearse", "--parallel", "0"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/whole number of at least 1/);
  });

  it("says so where there is no cdktf.json, or none that says how the app is run", async () => {
    const empty = workshop.folder("empty");
    expect((await workshop.run(["synth"], { directory: empty })).stderr).toMatch(/there is no cdktf\.json here/);
    writeFileSync(join(empty, "cdktf.json"), "{}");
    expect((await workshop.run(["synth"], { directory: empty })).stderr).toMatch(/"app" is missing/);
    writeFileSync(join(empty, "cdktf.json"), "[");
    expect((await workshop.run(["synth"], { directory: empty })).stderr).toMatch(/not a JSON object/);
  });

  it("fails with the app, and lets the app say why", async () => {
    const folder = workshop.folder("broken");
    writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ app: "echo the reason >&2; exit 7" }));
    const { code, stderr } = await workshop.run(["synth"], { directory: folder });
    expect(code).toBe(1);
    expect(stderr).toMatch(/the reason\nthe app failed \(exit code 7\)/);
  });
});

describe("palisade synth", () => {
  it("runs the app of cdktf.json and prints stack, resources, time and output folder", async () => {
    const app = ownApp("synth");
    const { code, stdout } = await workshop.run(["synth"], { directory: app });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^stack +resources +time +output$/m);
    expect(stdout).toMatch(/^shop-data +2 +- +cdktf\.out\/stacks\/shop-data$/m);
    expect(stdout).toMatch(/^4 stacks, 5 resources in /m);
    expect(readFileSync(join(app, "cdktf.out/stacks/shop-network/cdk.tf.json"), "utf8")).toMatch(/"Owner": "fixtures"/);
  });

  it("shows the times an app leaves in palisade.json, and writes where cdktf.json says", async () => {
    const app = workshop.folder("timed");
    mkdirSync(join(app, "built/stacks/one"), { recursive: true });
    writeFileSync(join(app, "built/stacks/one/cdk.tf.json"), "{}");
    writeFileSync(join(app, "built/manifest.json"), JSON.stringify({ stacks: { one: {} } }));
    writeFileSync(join(app, "built/palisade.json"), JSON.stringify({ stacks: { one: { seconds: 0.5 } } }));
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: "true", output: "built" }));
    const { stdout } = await workshop.run(["synth"], { directory: app });
    expect(stdout).toMatch(/^one +0 +0\.50 s +built\/stacks\/one$/m);
  });

  it("hands the chosen environments to the app", async () => {
    const app = workshop.folder("chosen");
    writeFileSync(join(app, "cdktf.json"), JSON.stringify({ app: 'echo "for $PALISADE_ENVIRONMENTS" >&2; exit 1' }));
    expect((await workshop.run(["synth", "dev", "prod"], { directory: app })).stderr).toMatch(/for dev,prod/);
  });

  it("hands context and local modules to the app, as cdktf's own commands do", async () => {
    const app = workshop.folder("context");
    const settings = {
      app: 'echo "$CDKTF_CONTEXT_JSON" >&2; exit 1',
      context: { owner: "me" },
      terraformModules: ["./modules/a", { name: "b", source: "../b" }, "terraform-aws-modules/vpc/aws@5.0.0"],
    };
    writeFileSync(join(app, "cdktf.json"), JSON.stringify(settings));
    const { stderr } = await workshop.run(["synth"], { directory: app });
    const context: unknown = JSON.parse(stderr.split("\n")[0] ?? "");
    expect(context).toEqual({ owner: "me", cdktfRelativeModules: ["./modules/a", "../b"] });
  });

  it("does not make cdktf go on after errors, whatever the caller's environment says", async () => {
    const app = workshop.folder("strict");
    writeFileSync(
      join(app, "cdktf.json"),
      JSON.stringify({ app: 'echo "[$CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS]" >&2; exit 1' }),
    );
    const environment = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
    expect((await workshop.run(["synth"], { directory: app, environment })).stderr).toMatch(/^\[\]$/m);
  });
});

describe("palisade list", () => {
  it("lists stacks after those they need, with what they read", async () => {
    const { stdout } = await workshop.run(["list", "--json"]);
    const listed: unknown = JSON.parse(stdout);
    expect(listed).toEqual([
      { name: "billing", resources: 1, after: [], reads: [] },
      { name: "shop-network", resources: 1, after: [], reads: [] },
      { name: "shop-data", resources: 2, after: ["shop-network"], reads: ["shop-network"] },
      { name: "shop-programs", resources: 1, after: ["shop-data"], reads: ["shop-data"] },
    ]);
  });

  it("lists the known names when one matches nothing", async () => {
    const { code, stderr } = await workshop.run(["list", "shop", "bilin"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/got: "bilin"\n {2}allowed: billing, shop-network, shop-data, shop-programs/);
    expect(stderr).not.toMatch(/got: "shop"/);
  });
});

describeWithTerraform("palisade rehearse", () => {
  const reportOf = (stdout: string) => {
    const report: unknown = JSON.parse(stdout);
    return listAt(report, "stacks").filter(isJsonRecord);
  };

  it("rehearses every stack, shows each step, and leaves the app's own output alone", async () => {
    const app = ownApp("whole");
    const { code, stdout, stderr } = await workshop.run(["rehearse"], { directory: app });
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    for (const step of ["init", "validate", "plan", "apply", "replan", "destroy"]) {
      expect(stderr).toMatch(new RegExp(`^shop-data: ${step} …$`, "m"));
    }
    expect(stdout).toMatch(/^shop-data +2 +2 +[\d.]+ s +passed, refused to destroy 1 protected resource$/m);
    expect(stdout).toMatch(/^4 of 4 stacks passed in /m);
    expect(existsSync(join(app, "cdktf.out"))).toBe(false);
    expect(workshop.leftBehind).toEqual([]);
  });

  it("shows Terraform's own words behind the construct path, and ends with 1", async () => {
    const { code, stdout, stderr } = await workshop.run(["rehearse"], {
      environment: { FIXTURE_MISTAKE: "attribute" },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/shop-network\/vpc: Extraneous JSON object property/);
    expect(stderr).toMatch(/No argument or block type is named "cidr_blok"/);
    expect(stdout).toMatch(/^shop-network .* failed at validate$/m);
    expect(stdout).toMatch(/^shop-programs .* skipped: shop-data failed$/m);
    expect(stdout).toMatch(/^billing .* passed$/m);
    expect(workshop.leftBehind).toEqual([]);
  });

  it("prints nothing but the report on standard output with --json", async () => {
    const { stdout } = await workshop.run(["rehearse", "shop-network", "--json"]);
    const [stack] = reportOf(stdout);
    expect(stack).toMatchObject({ name: "shop-network", verdict: "passed", plan: { add: 1 }, destroyed: 1 });
    expect(textAt(recordAt(JSON.parse(stdout), "terraform"), "product")).toMatch(/Terraform|OpenTofu/);
  });

  it("plans without applying, except what the planned stacks read", async () => {
    const { stdout } = await workshop.run(["rehearse", "shop-data", "--plan-only", "--json"]);
    const steps = reportOf(stdout).map((stack) => [
      stack["name"],
      listAt(stack, "steps").map((step) => textAt(step, "step")),
    ]);
    expect(steps).toEqual([
      ["shop-network", ["examine", "init", "validate", "plan", "apply"]],
      ["shop-data", ["examine", "init", "validate", "plan"]],
    ]);
  });

  it("keeps stacks and states with --keep, and says where", async () => {
    const { stderr } = await workshop.run(["rehearse", "billing", "--keep"]);
    const [, folder = ""] = /^kept: (.*)$/m.exec(stderr) ?? [];
    expect(existsSync(join(folder, "cdktf.out/stacks/billing/cdk.tf.json"))).toBe(true);
    expect(readFileSync(join(folder, "states/billing.tfstate"), "utf8")).toMatch(/aws_kms_key/);
    rmSync(folder, { recursive: true });
    expect(workshop.leftBehind).toEqual([]);
  });
});

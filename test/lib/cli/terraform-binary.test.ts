import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isAtLeast } from "../../../lib/cli/terraform-binary";
import { type Outcome, Workshop } from "./support/palisade";

const answering = (text: string): string => `[ "$1" = version ] && echo '${text}' && exit 0; exit 1`;

jest.setTimeout(60_000);

describe("a rehearsal where no usable Terraform is found", () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  const rehearse = (path: string, environment: NodeJS.ProcessEnv = {}, ...args: readonly string[]): Promise<Outcome> =>
    workshop.run(["rehearse", ...args], {
      environment: { PATH: path, TERRAFORM_BINARY_NAME: undefined, npm_execpath: undefined, ...environment },
    });

  it("synthesizes and checks, says in one sentence what is missing and how to get it, and ends with 3", async () => {
    const { code, stdout, stderr } = await rehearse(workshop.pathOf());
    expect(code).toBe(3);
    expect(stdout).toBe("");
    const [synthesized, sentence, ...rest] = stderr.trim().split("\n");
    expect(synthesized).toBe("4 stacks, 5 resources synthesized");
    expect(sentence).toMatch(/neither terraform nor tofu is on the PATH: install .* 1\.11\.0 or newer, .*--yes/);
    expect(rest).toEqual([]);
  });

  it("reports what is wrong with the app before it asks for a binary", async () => {
    const { code, stderr } = await rehearse(workshop.pathOf(), {}, "shpo");
    expect(code).toBe(1);
    expect(stderr).toMatch(/no stack has this name/);
  });

  it("says which version it found when that is too old", async () => {
    const folder = workshop.program("terraform", answering("Terraform v1.5.7"));
    const { code, stderr } = await rehearse(workshop.pathOf(folder));
    expect(code).toBe(3);
    expect(stderr).toMatch(/Terraform 1\.5\.7 \(terraform\) is older than 1\.11\.0/);
  });

  it("says so when the binary that was asked for does not run, and takes no other", async () => {
    const folder = workshop.program("terraform", answering("Terraform v1.12.0"));
    const { code, stderr } = await rehearse(workshop.pathOf(folder), { TERRAFORM_BINARY_NAME: "terraform-9" });
    expect(code).toBe(3);
    expect(stderr).toMatch(/TERRAFORM_BINARY_NAME names terraform-9, which does not run/);
  });

  it("takes a new OpenTofu over an old Terraform", async () => {
    const terraform = workshop.program("terraform", answering("Terraform v1.5.7"));
    const tofu = workshop.program("tofu", answering("OpenTofu v1.11.2"));
    const { stderr } = await rehearse(workshop.pathOf(terraform, tofu), {}, "billing");
    expect(stderr).toMatch(/rehearsing with OpenTofu 1\.11\.2/);
  });

  it("says that it could not fetch one, and ends with 3, when --yes meets no npm", async () => {
    const { code, stderr } = await rehearse(workshop.pathOf(), {}, "--yes");
    expect(code).toBe(3);
    expect(stderr).toMatch(/Fetching Terraform 1\.16\.4; its checksum and signature are verified\./);
    expect(stderr).toMatch(/could not be fetched \(npm does not run: spawn npm ENOENT\): install/);
  });

  it.each([
    [
      "an archive that was cut short",
      "Error: downloaded archive hash did not match expected hash\n    at downloadTerraformToMemory (/lib/download.js:23:15)",
      "what was downloaded is not what HashiCorp signed: it was cut short, or something on the way changed it",
    ],
    [
      "a site that is out of reach",
      "TypeError: fetch failed\n    at node:internal/deps/undici/undici:13510:13 {\n  [cause]: Error: getaddrinfo ENOTFOUND releases.hashicorp.com\n      at GetAddrInfoReqWrap {",
      "getaddrinfo ENOTFOUND releases.hashicorp.com",
    ],
    [
      "a site that answers with an error",
      "Error: download status was not okay (503)\n    at download (/lib/download.js:9:15)",
      "download status was not okay (503)",
    ],
    [
      "a registry of packages that is out of reach",
      "npm error code ECONNREFUSED\nnpm error syscall connect\nnpm error network request to https://registry.example.org/x failed, reason: connect ECONNREFUSED\nnpm error A complete log of this run can be found in: /x.log",
      "request to https://registry.example.org/x failed, reason: connect ECONNREFUSED",
    ],
    ["silence", "", "npm did not say why"],
  ])("says why in one line, without a stack trace, after %s", async (_what, said, cause) => {
    const npm = workshop.program("npm", `/bin/cat >&2 <<'END'\n${said}\nEND\nexit 1`);
    const { code, stderr } = await rehearse(workshop.pathOf(npm), {}, "--yes");
    expect(code).toBe(3);
    const [, , sentence, ...rest] = stderr.trim().split("\n");
    expect(sentence).toContain(`Terraform 1.16.4 could not be fetched (${cause}): install Terraform or OpenTofu`);
    expect(rest).toEqual([]);
  });

  it("says so when what it fetched does not run", async () => {
    const npm = workshop.program("npm", "exit 0");
    const { code, stderr } = await rehearse(workshop.pathOf(npm), {}, "--yes");
    expect(code).toBe(3);
    expect(stderr).toMatch(/on the PATH and the Terraform 1\.16\.4 that was fetched does not run: install/);
  });

  it("fetches with --yes through npm at an exact version, and uses what was fetched now and later", async () => {
    const program = 'printf "#!/bin/sh\\necho Terraform v1.16.4\\n"';
    const npm = workshop.program(
      "npm",
      `folder="$CACHE_DIR/@jahed/terraform"; /bin/mkdir -p "$folder"
${program} > "$folder/terraform-v1.16.4"; /bin/chmod +x "$folder/terraform-v1.16.4"; echo "npm $*" > "$CACHE_DIR/asked"`,
    );
    const first = await rehearse(workshop.pathOf(npm), {}, "--yes", "billing");
    expect(readFileSync(join(workshop.folder("cache"), "cdktf-palisade", "asked"), "utf8")).toMatch(
      /npm exec --yes .*--package=@jahed\/terraform@1\.16\.4 -- terraform version/,
    );
    expect(first.stderr).toMatch(/rehearsing with Terraform 1\.16\.4/);
    const second = await rehearse(workshop.pathOf(), {}, "billing");
    expect(second.stderr).toMatch(/rehearsing with Terraform 1\.16\.4/);
  });

  it("leaves no temporary folder behind", () => {
    expect(workshop.leftBehind).toEqual([]);
  });
});

describe("isAtLeast", () => {
  it("compares numbers, not text", () => {
    expect(isAtLeast("1.9.8", "1.11.0")).toBe(false);
    expect(isAtLeast("1.11.0", "1.11.0")).toBe(true);
    expect(isAtLeast("2.0.0", "1.11.0")).toBe(true);
    expect(isAtLeast("1.10.99", "1.11.0")).toBe(false);
  });
});

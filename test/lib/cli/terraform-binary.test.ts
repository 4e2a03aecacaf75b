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
    expect(stderr).toMatch(/could not be fetched: install/);
  });

  it("fetches with --yes through npm at an exact version, and uses what was fetched now and later", async () => {
    const program = 'printf "#!/bin/sh\\necho Terraform v1.16.4\\n"';
    const npm = workshop.program(
      "npm",
      `folder="$CACHE_DIR/@jahed/terraform"; /bin/mkdir -p "$folder"
${program} > "$folder/terraform-v1.16.4"; /bin/chmod +x "$folder/terraform-v1.16.4"; echo "npm $*" >&2`,
    );
    const first = await rehearse(workshop.pathOf(npm), {}, "--yes", "billing");
    expect(first.stderr).toMatch(/npm exec --yes .*--package=@jahed\/terraform@1\.16\.4 -- terraform version/);
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

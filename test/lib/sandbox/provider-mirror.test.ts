import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatProblem } from "../../../lib/core/errors";
import { mirroredProviders } from "../../../lib/sandbox/provider-mirror";
import { mirrorProblems, type NeededProvider } from "../../../lib/sandbox/provider-mirror-checks";
import { exactVersion, requiredProviders } from "../../../lib/sandbox/required-providers";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folderOf(...files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "palisade-mirror-"));
  folders.push(folder);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  return folder;
}

const HASHICORP = "registry.terraform.io/hashicorp";
const AWS: NeededProvider = {
  address: `${HASHICORP}/aws`,
  source: "hashicorp/aws",
  constraint: "6.25.0",
  stacks: ["prod-network"],
};
const unpacked = (type: string, version: string, platform = "linux_amd64"): string =>
  `${HASHICORP}/${type}/${version}/${platform}/terraform-provider-${type}_v${version}`;
const said = (directory: string, needed: NeededProvider = AWS): string =>
  mirrorProblems([directory], [needed], "linux_amd64").map(formatProblem).join("\n\n");

describe("the providers a stack needs", () => {
  it("are those it lists and those it merely uses, completed the way the binary completes them", () => {
    const stack = {
      terraform: {
        required_providers: {
          aws: { source: "aws", version: "6.25.0" },
          own: { source: "registry.example.org/team/own", version: "~> 1.0" },
          plain: {},
        },
      },
      resource: { random_id: { x: {} }, terraform_data: { x: {} }, aws_vpc: { x: {} } },
    };
    expect(requiredProviders(stack, "Terraform")).toEqual([
      { address: `${HASHICORP}/aws`, source: "hashicorp/aws", constraint: "6.25.0" },
      { address: "registry.example.org/team/own", source: "registry.example.org/team/own", constraint: "~> 1.0" },
      { address: `${HASHICORP}/plain`, source: "hashicorp/plain" },
      { address: `${HASHICORP}/random`, source: "hashicorp/random" },
    ]);
    expect(requiredProviders(stack, "OpenTofu")[0]?.address).toBe("registry.opentofu.org/hashicorp/aws");
  });

  it("keep a public host that is written out, whichever binary reads it", () => {
    const stack = { terraform: [{ required_providers: [{ aws: { source: `${HASHICORP}/aws` } }] }] };
    expect(requiredProviders(stack, "OpenTofu")).toEqual([{ address: `${HASHICORP}/aws`, source: "hashicorp/aws" }]);
  });

  it.each([
    ["6.25.0", "6.25.0"],
    [" = v6.25.0 ", "6.25.0"],
    ["6.25.0-beta.1", "6.25.0-beta.1"],
    ["~> 6.25.0", undefined],
    [">= 6.0, < 7", undefined],
    ["6.25", undefined],
    [undefined, undefined],
  ])("the version that %j allows alone is %j", (constraint, version) => {
    expect(exactVersion(constraint)).toBe(version);
  });
});

describe("a filesystem mirror", () => {
  it("holds packed and unpacked providers, and nothing that lies elsewhere", () => {
    const folder = folderOf(
      unpacked("aws", "6.25.0"),
      `${HASHICORP}/aws/terraform-provider-aws_6.26.0_darwin_arm64.zip`,
      `${HASHICORP}/aws/terraform-provider-other_1.0.0_linux_amd64.zip`,
      `${HASHICORP}/aws/index.json`,
      "terraform-provider-aws_v6.25.0",
    );
    expect(mirroredProviders(folder)).toEqual([
      { address: `${HASHICORP}/aws`, version: "6.25.0", platform: "linux_amd64" },
      { address: `${HASHICORP}/aws`, version: "6.26.0", platform: "darwin_arm64" },
    ]);
  });

  it("is fine when it holds what is needed", () => {
    expect(said(folderOf(unpacked("aws", "6.25.0")))).toBe("");
  });

  it("may hold any version that a wider constraint leaves to Terraform", () => {
    expect(said(folderOf(unpacked("aws", "6.26.0")), { ...AWS, constraint: "~> 6.0" })).toBe("");
  });

  it("is missed where there is no such folder, and where a file has its name", () => {
    const folder = folderOf("file");
    expect(said(join(folder, "file"))).toBe(
      [
        "the folder of --plugin-dir does not exist",
        `  got: "${join(folder, "file")}"`,
        "  do this: name a filesystem mirror of providers; `terraform providers mirror <folder>` in a stack's folder, " +
          "on a machine with a network, fills one",
      ].join("\n"),
    );
  });

  it("is told from a folder of loose files, which are named", () => {
    const message = said(folderOf("plugins/terraform-provider-aws_v6.25.0"));
    expect(message).toContain("holds no provider where Terraform looks for one\n");
    expect(message).toContain("with plugins/terraform-provider-aws_v6.25.0");
    expect(message).toContain("name the folder in which the hosts lie, such as registry.terraform.io");
  });

  it("is asked for another version, with those it holds", () => {
    expect(said(folderOf(unpacked("aws", "6.24.0"), unpacked("aws", "6.26.0")))).toMatch(
      /^prod-network: the folder of --plugin-dir holds hashicorp\/aws, but no version the stacks ask for\n {2}got: "6\.24\.0, 6\.26\.0"\n {2}allowed: 6\.25\.0\n/,
    );
  });

  it("is asked for another platform, with those it holds", () => {
    expect(said(folderOf(unpacked("aws", "6.25.0", "darwin_arm64")))).toBe(
      [
        "prod-network: the folder of --plugin-dir holds hashicorp/aws 6.25.0, but not for this platform",
        '  got: "darwin_arm64"',
        "  allowed: linux_amd64",
        "  do this: `terraform providers mirror -platform=linux_amd64 <folder>` fetches it for this one",
      ].join("\n"),
    );
  });

  it("is asked for a provider it does not hold, with its path and the closest one there, and who needs it", () => {
    const folder = folderOf(unpacked("awss", "6.25.0"), unpacked("kubernetes", "2.38.0"));
    expect(said(folder, { ...AWS, stacks: ["a", "b", "c", "d", "e"] })).toBe(
      [
        "a, b, c and 2 more: hashicorp/aws 6.25.0 is not in the folder of --plugin-dir",
        `  got: "${HASHICORP}/awss 6.25.0, ${HASHICORP}/kubernetes 2.38.0"`,
        `  allowed: ${unpacked("aws", "6.25.0")}, or ${HASHICORP}/aws/terraform-provider-aws_6.25.0_linux_amd64.zip`,
        "  do this: put it there; `terraform providers mirror <folder>` in a stack's folder, on a machine with a network, fills one",
        "  source: Terraform's documentation of its command-line configuration: layouts of a filesystem mirror",
      ].join("\n"),
    );
  });
});

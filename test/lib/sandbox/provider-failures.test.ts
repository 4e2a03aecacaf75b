import { formatProblem } from "../../../lib/core/errors";
import { providerFailures } from "../../../lib/sandbox/provider-failures";
import { plainDiagnostics } from "../../../lib/sandbox/terraform-failure";

/** What a message of `init` comes down to, as Terraform 1.11.4 and OpenTofu 1.12.6 print it. */
const said = (...lines: readonly string[]): string =>
  providerFailures(plainDiagnostics(lines.join("\n"), ""))
    .map(formatProblem)
    .join("\n\n");

const UNREACHABLE = [
  "Error: Failed to query available provider packages",
  "",
  "Could not retrieve the list of available versions for provider",
  "hashicorp/helm: could not connect to registry.terraform.io: failed to request",
  "discovery document: Get",
  '"https://registry.terraform.io/.well-known/terraform.json": dial tcp: lookup',
  "registry.terraform.io on 192.0.2.53:53: no such host",
  "",
  "To see which modules are currently depending on hashicorp/helm and what",
  "versions are specified, run the following command:",
  "    terraform providers",
];

it("a registry that is out of reach is said once, with the cause and the way out", () => {
  expect(said(...UNREACHABLE, "", ...UNREACHABLE.map((line) => line.replaceAll("helm", "aws")))).toBe(
    [
      "Terraform cannot reach registry.terraform.io, the registry it would get the providers from",
      '  got: "dial tcp: lookup registry.terraform.io on 192.0.2.53:53: no such host"',
      "  do this: connect this machine, name its proxy in HTTPS_PROXY, or hand Terraform a folder of providers with --plugin-dir",
    ].join("\n"),
  );
});

it("so is OpenTofu's", () => {
  expect(
    said(
      "Error: Failed to resolve provider packages",
      "",
      "Could not resolve provider hashicorp/helm: could not connect to",
      "registry.opentofu.org: failed to request discovery document: Get",
      '"https://registry.opentofu.org/.well-known/terraform.json": proxyconnect tcp:',
      "dial tcp 127.0.0.1:1: connect: connection refused",
    ),
  ).toMatch(
    /^Terraform cannot reach registry\.opentofu\.org, .*\n {2}got: "proxyconnect tcp: dial tcp 127\.0\.0\.1:1: connect: connection refused"\n/,
  );
});

it("a mirror in the network is named without what may be secret in its address", () => {
  const message = said(
    "Error: Failed to query available provider packages",
    "",
    "Could not retrieve the list of available versions for provider",
    "hashicorp/helm: failed to query provider mirror",
    "https://user:secret@mirror.example.org/providers/ for registry.terraform.io/hashicorp/helm:",
    "the request failed after 2 attempts, please try again later: Get",
    '"https://user:***@mirror.example.org/providers/registry.terraform.io/hashicorp/helm/index.json":',
    "dial tcp: lookup mirror.example.org on 192.0.2.53:53: no such host",
  );
  expect(message).toMatch(
    /^Terraform cannot reach mirror\.example\.org, the mirror that your command-line configuration/,
  );
  expect(message).toContain("no such host");
  expect(message).not.toContain("secret");
});

it.each([
  [
    "the filesystem mirror that your command-line configuration names cannot be read",
    "/srv/mirror",
    "Could not retrieve the list of available versions for provider\nhashicorp/helm: cannot search /srv/mirror: lstat /srv/mirror: no such\nfile or directory",
  ],
  [
    "registry.terraform.io/hashicorp/helm is in none of the places where your command-line configuration lets Terraform look",
    "/srv/mirror",
    "Could not retrieve the list of available versions for provider\nhashicorp/helm: provider registry.terraform.io/hashicorp/helm was not found in any\nof the search locations\n\n  - /srv/mirror",
  ],
  [
    "hashicorp/helm v3.1.1 was not released for this platform",
    "plan9_386",
    "Provider hashicorp/helm v3.1.1 does not have a package available for your\ncurrent platform, plan9_386.",
  ],
  [
    "the package of hashicorp/helm v3.1.1 is broken",
    "zip: not a valid zip file",
    "Error while installing hashicorp/helm v3.1.1: zip: not a valid zip\nfile",
  ],
  [
    "the package of hashicorp/helm v3.1.1 is broken",
    "provider binary not found: could not find executable file starting with terraform-provider-helm",
    "Error while installing hashicorp/helm v3.1.1: provider binary not found:\ncould not find executable file starting with terraform-provider-helm",
  ],
  [
    "hashicorp/helm v3.1.1 is not what it should be: its checksum or signature does not fit",
    "the archive has an incorrect checksum zh:01 (expected zh:02)",
    "Error while installing hashicorp/helm v3.1.1: the archive has an incorrect\nchecksum zh:01 (expected zh:02)",
  ],
])("%s", (what, got, text) => {
  const message = said(`Error: Failed\n\n${text}`);
  expect(message).toContain(`${what}\n  got: "${got}"\n  do this: `);
});

it("providers that do not start are told one by one", () => {
  const notStarted = (type: string, reason: string): string =>
    `- Failed to obtain provider schema: Could not load the schema for provider registry.terraform.io/hashicorp/${type}: ` +
    `failed to instantiate provider "registry.terraform.io/hashicorp/${type}" to obtain schema: ${reason}`;
  const problems = providerFailures([
    {
      severity: "error",
      summary: "Failed to load plugin schemas",
      detail: [
        "Error while loading schemas for plugin components: 2 problems:",
        "",
        notStarted("helm", "fork/exec .terraform/providers/helm: permission denied."),
        notStarted(
          "aws",
          "Unrecognized remote plugin message: \nFailed to read any lines from plugin's stdout\nThis usually means\n  the plugin was not compiled for this architecture,",
        ),
      ].join("\n"),
    },
  ]);
  expect(problems.map(({ what, got }) => [what, got])).toEqual([
    ["registry.terraform.io/hashicorp/helm does not start", "permission denied"],
    [
      "registry.terraform.io/hashicorp/aws does not start",
      "Unrecognized remote plugin message: Failed to read any lines from plugin's stdout",
    ],
  ]);
});

it("a failure that is the stack's own is left to Terraform's words, also beside one that is not", () => {
  expect(said("Error: Invalid version constraint", "", "x")).toBe("");
  expect(said(...UNREACHABLE, "", "Error: Invalid version constraint", "", "x")).toBe("");
});

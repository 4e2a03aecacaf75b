import { normalizeProviderSource, providersInUse } from "../../../lib/sandbox/used-types";

const STACK = {
  "//": { metadata: { backend: "local" } },
  terraform: {
    required_providers: { aws: { source: "aws", version: "6.25.0" }, gh: { source: "integrations/github" } },
  },
  provider: { aws: [{ region: "eu-central-1" }, { alias: "us", region: "us-east-1" }], vault: [{ address: "x" }] },
  resource: {
    "//": { note: "a comment" },
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" }, other: { provider: "aws.us" } },
    github_repository: { app: { provider: "gh", name: "app" } },
    random_pet: { name: {} },
    terraform_data: { marker: {} },
  },
  data: { aws_ami: { base: {} } },
  ephemeral: { vault_kv_secret_v2: { token: { mount: "apps", name: "token" } } },
};

describe("the providers a stack uses", () => {
  const providers = providersInUse(STACK);
  const bySource = new Map(providers.map((provider) => [provider.source, provider]));

  it("carry the used types of each kind", () => {
    expect(bySource.get("hashicorp/aws")).toEqual({
      localName: "aws",
      source: "hashicorp/aws",
      used: { resources: ["aws_vpc"], dataSources: ["aws_ami"], ephemerals: [] },
    });
  });

  it("are named by the provider argument before the type's prefix", () => {
    expect(bySource.get("integrations/github")).toMatchObject({
      localName: "gh",
      used: { resources: ["github_repository"] },
    });
  });

  it("are taken for HashiCorp's where required_providers does not list them", () => {
    expect(bySource.get("hashicorp/vault")?.used.ephemerals).toEqual(["vault_kv_secret_v2"]);
    expect(bySource.get("hashicorp/random")?.used.resources).toEqual(["random_pet"]);
  });

  it("leave out what Terraform serves itself, and comments", () => {
    expect([...bySource.keys()].sort()).toEqual([
      "hashicorp/aws",
      "hashicorp/random",
      "hashicorp/vault",
      "integrations/github",
    ]);
  });

  it("are found where Terraform's JSON has lists of objects", () => {
    const listed = {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform writes references so
      resource: [{ aws_vpc: [{ a: [{ provider: "${east.us}" }] }] }],
      terraform: [{ required_providers: [{ east: { source: "aws" } }] }],
    };
    expect(providersInUse(listed)).toEqual([
      { localName: "east", source: "hashicorp/aws", used: { resources: ["aws_vpc"], dataSources: [], ephemerals: [] } },
    ]);
  });

  it("are none for something that is no stack", () => {
    expect(providersInUse(undefined)).toEqual([]);
    expect(providersInUse("text")).toEqual([]);
  });
});

describe("a provider source", () => {
  it.each([
    ["aws", "hashicorp/aws"],
    ["integrations/github", "integrations/github"],
    ["registry.terraform.io/hashicorp/helm", "hashicorp/helm"],
    ["providers.example.org/team/chain", "providers.example.org/team/chain"],
  ])("%s is written as %s", (given, normalized) => {
    expect(normalizeProviderSource(given)).toBe(normalized);
  });
});

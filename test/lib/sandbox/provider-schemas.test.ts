import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFolderSource } from "../../../lib/sandbox/binding/source-text";
import { findBinding } from "../../../lib/sandbox/binding-locator";
import { loadProviderSchema, type ProviderInUse, providersInUse } from "../../../lib/sandbox/provider-schemas";

const HERE = [__dirname];
const NOTHING = { resources: [], dataSources: [], ephemerals: [] };

function uses(source: string, used: Partial<ProviderInUse["used"]>): ProviderInUse {
  return { localName: source.split("/").at(-1) ?? source, source, used: { ...NOTHING, ...used } };
}

describe("the schema of a provider", () => {
  it("holds the used types and the provider's configuration, and nothing else", () => {
    const schema = loadProviderSchema(
      uses("hashicorp/aws", { resources: ["aws_vpc"], dataSources: ["aws_ami"] }),
      HERE,
    );
    expect(Object.keys(schema.resource_schemas)).toEqual(["aws_vpc"]);
    expect(Object.keys(schema.data_source_schemas)).toEqual(["aws_ami"]);
    expect(schema.provider.block.attributes?.["region"]).toEqual({ type: "string", optional: true });
    expect(schema.provider.block.attributes).not.toHaveProperty("alias");
  });

  it("tells optional from optional and computed, blocks from attributes, and marks what is write-only or sensitive", () => {
    const { resource_schemas } = loadProviderSchema(
      uses("hashicorp/aws", { resources: ["aws_db_instance", "aws_security_group"] }),
      HERE,
    );
    const database = resource_schemas["aws_db_instance"]?.block;
    expect(database?.attributes?.["instance_class"]).toEqual({ type: "string", required: true });
    expect(database?.attributes?.["deletion_protection"]).toEqual({ type: "bool", optional: true });
    expect(database?.attributes?.["availability_zone"]).toEqual({ type: "string", optional: true, computed: true });
    expect(database?.attributes?.["password_wo"]).toEqual({
      type: "string",
      optional: true,
      sensitive: true,
      write_only: true,
    });
    expect(database?.block_types?.["timeouts"]?.nesting_mode).toBe("single");
    const ingress = resource_schemas["aws_security_group"]?.block.attributes?.["ingress"];
    expect(ingress?.type).toEqual(["set", ["object", expect.objectContaining({ cidr_blocks: ["list", "string"] })]]);
  });

  it("keeps the deep pod specification that Kubernetes bindings hold in files of their own", () => {
    const { resource_schemas } = loadProviderSchema(
      uses("hashicorp/kubernetes", { resources: ["kubernetes_deployment_v1"] }),
      HERE,
    );
    const pod = ["spec", "template", "spec", "container"].reduce(
      (block, name) => block?.block_types?.[name]?.block,
      resource_schemas["kubernetes_deployment_v1"]?.block,
    );
    expect(pod?.attributes?.["image"]).toEqual({ type: "string", optional: true });
    expect(pod?.block_types?.["liveness_probe"]?.max_items).toBe(1);
  });

  it("has nested attributes for a protocol 6 provider", () => {
    const { resource_schemas } = loadProviderSchema(uses("hashicorp/helm", { resources: ["helm_release"] }), HERE);
    const attributes = resource_schemas["helm_release"]?.block.attributes;
    expect(attributes?.["set"]?.nested_type).toMatchObject({ nesting_mode: "list" });
    expect(attributes?.["set_wo"]?.nested_type?.attributes["value"]).toMatchObject({ write_only: true });
  });

  it("takes ephemeral resources from the reviewed table", () => {
    const { ephemeral_resource_schemas } = loadProviderSchema(
      uses("hashicorp/vault", { ephemerals: ["vault_kv_secret_v2"] }),
      HERE,
    );
    expect(ephemeral_resource_schemas["vault_kv_secret_v2"]?.block.attributes?.["mount"]).toEqual({
      type: "string",
      required: true,
    });
  });

  it("is found for every provider of a stack", () => {
    const stack = {
      terraform: { required_providers: { github: { source: "integrations/github" } } },
      resource: { github_repository: { app: { name: "app" } } },
    };
    const [provider] = providersInUse(stack);
    expect(provider).toBeDefined();
    if (provider === undefined) return;
    expect(Object.keys(loadProviderSchema(provider, HERE).resource_schemas)).toEqual(["github_repository"]);
  });

  it("is read once: a second call gives the same objects", () => {
    const provider = uses("hashicorp/aws", { resources: ["aws_eks_cluster"] });
    const first = loadProviderSchema(provider, HERE).resource_schemas["aws_eks_cluster"];
    expect(first).toBeDefined();
    expect(loadProviderSchema(provider, HERE).resource_schemas["aws_eks_cluster"]).toBe(first);
  });
});

describe("a type that the binding does not have", () => {
  it("is named with the closest names, together with every other such type", () => {
    const provider = uses("hashicorp/aws", {
      resources: ["aws_vcp", "aws_subnet"],
      dataSources: ["aws_amis"],
      ephemerals: ["aws_secretsmanager_secret"],
    });
    expect(() => loadProviderSchema(provider, HERE)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            what: expect.stringContaining("aws_vcp"),
            allowed: expect.stringContaining("aws_vpc"),
          }),
          expect.objectContaining({
            what: expect.stringContaining("aws_amis"),
            allowed: expect.stringContaining("aws_ami"),
          }),
          expect.objectContaining({ allowed: expect.stringContaining("aws_secretsmanager_secret_version") }),
        ],
      }),
    );
  });

  it("is told from a provider whose bindings are not installed", () => {
    expect(() => loadProviderSchema(uses("acme/chain", {}), HERE)).toThrow(/No binding of the provider acme\/chain/);
  });
});

describe("bindings that are not ours", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "palisade-bindings-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const typeText = (className: string, base: string, type: string, extra = ""): string => `
export interface ${className}Config extends cdktf.TerraformMetaArguments {
}
export class ${className} extends cdktf.${base} {
  public constructor(scope: Construct, id: string, config: ${className}Config) {
    super(scope, id, {
      terraformResourceType: '${type}',
      terraformGeneratorMetadata: {
        providerVersion: '0.1.0',
      },${extra}
    });
  }

  // height - computed: true, optional: false, required: false
  public get height() {
    return this.getNumberAttribute('height');
  }
}
`;

  /** The files of a small provider, with a type whose folder does not follow the naming rule. */
  function write(folder: string, file: (text: string) => readonly [name: string, content: string]): void {
    const types = {
      provider: typeText(
        "ChainProvider",
        "TerraformProvider",
        "chain",
        "\n      terraformProviderSource: 'acme/chain'",
      ),
      "block-resource": typeText("BlockResource", "TerraformResource", "chain_block"),
    };
    for (const [name, text] of Object.entries(types)) {
      mkdirSync(join(folder, name), { recursive: true });
      const [fileName, content] = file(text);
      writeFileSync(join(folder, name, fileName), content);
    }
  }

  const asTypeScript = (text: string) => ["index.ts", text] as const;
  const asCompiled = (text: string) => {
    const map = JSON.stringify({ version: 3, sources: ["index.ts"], mappings: "", sourcesContent: [text] });
    const encoded = Buffer.from(map).toString("base64");
    return ["index.js", `${text}\n//# sourceMappingURL=data:application/json;base64,${encoded}`] as const;
  };

  it("are found where `cdktf get` wrote them, from a folder below", () => {
    write(join(root, ".gen/providers/chain"), asTypeScript);
    const nested = join(root, "stacks");
    mkdirSync(nested);
    const schema = loadProviderSchema(uses("acme/chain", { resources: ["chain_block"] }), [nested]);
    expect(schema.resource_schemas["chain_block"]?.block.attributes).toEqual({
      height: { type: "number", computed: true },
    });
  });

  it("are found where cdktf.json puts them", () => {
    writeFileSync(join(root, "cdktf.json"), JSON.stringify({ codeMakerOutput: "generated" }));
    write(join(root, "generated/providers/chain"), asTypeScript);
    expect(findBinding("acme/chain", [root]).typeNames("resource")).toEqual(["chain_block"]);
  });

  it.each(["@cdktn/provider-chain", "@acme/terraform-chain", "chain-bindings"])(
    "are found as the package %s, by what its provider class names",
    (name) => {
      write(join(root, "node_modules", name, "lib"), asCompiled);
      expect(findBinding("acme/chain", [root])).toMatchObject({ name });
      expect(
        loadProviderSchema(uses("acme/chain", { resources: ["chain_block"] }), [root]).resource_schemas,
      ).toHaveProperty("chain_block");
    },
  );

  it("are refused, with the file, when their source text was stripped", () => {
    const folder = join(root, "lib");
    mkdirSync(folder);
    writeFileSync(join(folder, "index.js"), "class Thing extends cdktf.TerraformResource {}");
    expect(() => readFolderSource(folder)).toThrow(/carries no TypeScript source/);
  });
});

describe("reading schemas", () => {
  it("loads no code of a binding or of cdktf", () => {
    loadProviderSchema(uses("hashicorp/aws", { resources: ["aws_kms_key"] }), HERE);
    const loaded = Object.keys(require.cache).filter((file) => /node_modules[\\/](?:@cdktf|cdktf)[\\/]/.test(file));
    expect(loaded).toEqual([]);
  });

  it("of eight common types costs a fraction of a second", () => {
    const resources = [
      "subnet",
      "route_table",
      "iam_role",
      "iam_policy",
      "s3_bucket",
      "eks_node_group",
      "sqs_queue",
      "lb",
    ];
    const started = performance.now();
    loadProviderSchema(uses("hashicorp/aws", { resources: resources.map((name) => `aws_${name}`) }), HERE);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

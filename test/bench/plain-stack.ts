import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import type { StackEntry } from "../../lib/rehearsal/stack-entry";
import { findBinding } from "../../lib/sandbox/binding-locator";
import { loadProviderSchema, type ProviderInUse, providersInUse } from "../../lib/sandbox/provider-schemas";
import type { TypeSchema } from "../../lib/sandbox/schema";
import { camelCase, configurationCode, plainCode } from "./plain-code";

/** Something a stack declares. */
interface Declaration {
  /** Address as references write it, `data.` included. */
  readonly address: string;
  /** Name of the constant that holds it. */
  readonly constant: string;
  readonly id: string;
  readonly className: string;
  readonly body: JsonRecord;
  readonly schema: TypeSchema;
}

const KINDS = [
  { section: "resource", kind: "resource", prefix: "" },
  { section: "data", kind: "data", prefix: "data." },
] as const;
const REFERENCE = /\$\{((?:data\.)?[a-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z0-9_]+)\}/g;

/**
 * Writes the program a team would write without Palisade for one synthesized stack: one instance of a typed binding
 * class per resource, from deep imports, with references between them as expressions.
 */
export class PlainStack {
  private readonly imports = new Map<string, string>();
  private readonly declarations = new Map<string, Declaration>();
  private readonly written = new Map<string, string>();
  private readonly lines: string[] = [];
  private readonly schemas: readonly {
    readonly provider: ProviderInUse;
    readonly schema: ReturnType<typeof loadProviderSchema>;
  }[];

  public constructor(
    private readonly stack: StackEntry,
    private readonly searchFrom: string,
  ) {
    this.schemas = providersInUse(stack.json).map((provider) => ({
      provider,
      schema: loadProviderSchema(provider, [searchFrom]),
    }));
    for (const { section, kind, prefix } of KINDS) this.collect(section, kind, prefix);
  }

  /** Source of a module that exports `build(app)`. */
  public source(): string {
    this.writeProviders();
    for (const declaration of this.declarations.values()) this.write(declaration);
    this.writeOutputs();
    return [
      'import { type App, DataTerraformRemoteStateLocal, DataTerraformRemoteStateS3, LocalBackend, S3Backend, TerraformAsset, TerraformOutput, TerraformStack } from "cdktf";',
      ...[...this.imports].map(
        ([name, from]) => `import { ${from.split("|")[0]} as ${name} } from "${from.split("|")[1]}";`,
      ),
      `export function build(app: App): void {`,
      `  const stack = new TerraformStack(app, ${JSON.stringify(this.stack.name)});`,
      `  ${this.backend()}`,
      `  ${this.settings()}`,
      ...this.lines.map((line) => `  ${line}`),
      "}",
      "",
    ].join("\n");
  }

  private collect(section: string, kind: "resource" | "data", prefix: string): void {
    for (const [type, members] of Object.entries(recordAt(this.stack.json, section))) {
      for (const [id, body] of Object.entries(recordAt(members))) {
        if (type === "terraform_remote_state" || !isJsonRecord(body)) continue;
        const constant = `_${this.declarations.size}`;
        const address = `${prefix}${type}.${id}`;
        this.declarations.set(address, { address, constant, id, body, ...this.classOf(kind, type) });
      }
    }
    if (section === "data") this.collectRemoteStates();
  }

  private collectRemoteStates(): void {
    for (const [id, body] of Object.entries(recordAt(this.stack.json, "data", "terraform_remote_state"))) {
      const className =
        textAt(body, "backend") === "s3" ? "DataTerraformRemoteStateS3" : "DataTerraformRemoteStateLocal";
      const config = plainMembers(recordAt(body, "config"));
      this.lines.push(`new ${className}(stack, ${JSON.stringify(id)}, ${config});`);
    }
  }

  private classOf(kind: "resource" | "data" | "provider", type: string): { className: string; schema: TypeSchema } {
    for (const { provider, schema } of this.schemas) {
      const found =
        kind === "provider"
          ? provider.localName === type && schema.provider
          : (kind === "resource" ? schema.resource_schemas : schema.data_source_schemas)[type];
      if (found === undefined || found === false) continue;
      const binding = findBinding(provider.source, [this.searchFrom]);
      const folder = binding.folderOf(kind, type) ?? "";
      const text = readFileSync(join(folder, "index.d.ts"), "utf8");
      const [, exported = ""] =
        /export declare class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider)/.exec(text) ?? [];
      const className = `${kind}_${type}`;
      this.imports.set(className, `${exported}|${binding.name}/lib/${basename(folder)}`);
      return { className, schema: found };
    }
    throw new Error(`no binding has ${kind} ${type}`);
  }

  /** What a declaration refers to is written before it; inside a circle the reference stays text. */
  private write({ address, className, constant, id, body, schema }: Declaration): void {
    if (this.written.has(address)) return;
    this.written.set(address, "");
    const config = configurationCode(body, schema.block, (text) => this.text(text));
    this.lines.push(`const ${constant} = new ${className}(stack, ${JSON.stringify(id)}, ${config});`);
    this.written.set(address, constant);
  }

  private text(text: string): string {
    if (text.startsWith("assets/")) return this.asset(text);
    let expressions = 0;
    const pieces: string[] = [];
    let end = 0;
    for (const match of text.matchAll(REFERENCE)) {
      const [whole, address = "", attribute = ""] = match;
      const constant = this.constantOf(address, attribute);
      if (constant === undefined) continue;
      expressions += 1;
      pieces.push(templateText(text.slice(end, match.index)), `\${${constant}.${camelCase(attribute)}}`);
      end = match.index + whole.length;
    }
    if (expressions === 0) return JSON.stringify(text);
    pieces.push(templateText(text.slice(end)));
    const template = pieces.join("");
    return /^\$\{[^${}]+\}$/.test(template) ? template.slice(2, -1) : `\`${template}\``;
  }

  private constantOf(address: string, attribute: string): string | undefined {
    const target = this.declarations.get(address);
    if (target?.schema.block.attributes?.[attribute]?.type !== "string") return undefined;
    this.write(target);
    const constant = this.written.get(address);
    return constant === "" ? undefined : constant;
  }

  private asset(path: string): string {
    const constant = `asset_${path.replace(/\W/g, "_")}`;
    if (!this.written.has(constant)) {
      this.written.set(constant, constant);
      const source = JSON.stringify(join(this.stack.directory, path));
      this.lines.push(
        `const ${constant} = new TerraformAsset(stack, ${JSON.stringify(constant)}, { path: ${source} });`,
      );
    }
    return `${constant}.path`;
  }

  private writeProviders(): void {
    for (const [name, configurations] of Object.entries(recordAt(this.stack.json, "provider"))) {
      for (const [index, configuration] of listAt({ configurations }, "configurations").entries()) {
        const { className, schema } = this.classOf("provider", name);
        const config = configurationCode(recordAt(configuration), schema.block, (text) => this.text(text));
        const id = index === 0 ? name : `${name}-${index}`;
        this.lines.push(`new ${className}(stack, ${JSON.stringify(id)}, ${config});`);
      }
    }
  }

  private writeOutputs(): void {
    for (const [name, output] of Object.entries(recordAt(this.stack.json, "output"))) {
      const code = configurationCode(recordAt(output), { attributes: { value: { type: "dynamic" } } }, (text) =>
        this.text(text),
      );
      this.lines.push(`new TerraformOutput(stack, ${JSON.stringify(name)}, { staticId: true, ...${code} });`);
    }
  }

  private backend(): string {
    const backend = recordAt(this.stack.json, "terraform", "backend");
    return "s3" in backend
      ? `new S3Backend(stack, ${plainMembers(recordAt(backend, "s3"))});`
      : `new LocalBackend(stack, ${plainMembers(recordAt(backend, "local"))});`;
  }

  private settings(): string {
    const { required_version } = recordAt(this.stack.json, "terraform");
    const sources = Object.entries(recordAt(this.stack.json, "terraform", "required_providers")).map(
      ([name, provider]) =>
        `stack.addOverride("terraform.required_providers.${name}.source", ${JSON.stringify(textAt(provider, "source"))});`,
    );
    const version = `stack.addOverride("terraform.required_version", ${JSON.stringify(required_version)});`;
    return [...(required_version === undefined ? [] : [version]), ...sources].join("\n  ");
  }
}

function templateText(text: string): string {
  return text.replace(/[`\\]|\$\{/g, (match) => `\\${match}`);
}

function plainMembers(record: JsonRecord): string {
  return `{ ${Object.entries(record)
    .map(([name, value]) => `${camelCase(name)}: ${plainCode(value, JSON.stringify)}`)
    .join(", ")} }`;
}

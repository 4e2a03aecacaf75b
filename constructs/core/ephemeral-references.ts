import { TerraformProvider, type TerraformStack } from "cdktf";
import type { IValidation } from "constructs";
import { formatProblem, type Problem } from "../../lib/core/errors";

type Json = Readonly<Record<string, unknown>>;

/** Sections whose values Terraform keeps in a state or a plan. */
const KEPT_SECTIONS = ["resource", "data", "output", "locals"] as const;
/** Blocks of a resource that are used while it is made and not kept. `depends_on` holds addresses, not values. */
const PASSING_BLOCKS = new Set(["connection", "provisioner", "depends_on"]);

function keptEphemeral(path: string, argument: string, references: readonly string[]): Problem {
  return {
    what: `the argument ${argument} would keep a value that must be forgotten`,
    got: references,
    allowed: "arguments whose name ends in _wo, provider blocks and other ephemeral blocks",
    doThis: "use the write-only argument, or let the program read the secret from its store",
    where: path,
  };
}

function defaultOfEphemeral(path: string): Problem {
  return {
    what: "an ephemeral variable has a default, which every plan file would hold",
    allowed: "no default",
    doThis: "remove the default and hand the value in when Terraform runs",
    where: path,
  };
}

function missingProvider(address: string, provider: string): Problem {
  return {
    what: `${address} needs the ${provider} provider, and the stack declares none`,
    allowed: "a provider construct in the same stack",
    doThis: `declare the ${provider} provider in this stack`,
    where: address,
  };
}

function sharedAddress(address: string): Problem {
  return {
    what: `two ephemeral blocks have the address ${address}`,
    allowed: "each address once: one of the two is lost otherwise",
    doThis: "rename one of the constructs",
    where: address,
  };
}

/**
 * Refuses ephemeral values wherever Terraform would keep them, with the construct's path, before Terraform does. It
 * puts itself on a stack as soon as the stack has something ephemeral, so other stacks do not pay for it.
 */
export class EphemeralReferences implements IValidation {
  private static readonly watched = new WeakSet<TerraformStack>();

  /** Puts the check on a stack, once. */
  public static watch(stack: TerraformStack): void {
    if (EphemeralReferences.watched.has(stack)) return;
    EphemeralReferences.watched.add(stack);
    stack.node.addValidation(new EphemeralReferences(stack));
  }

  private constructor(private readonly stack: TerraformStack) {}

  public validate(): string[] {
    const written: unknown = this.stack.toTerraform();
    const stack = asJson(written);
    const variables = new Set(ephemeralVariables(stack).map(([name]) => name));
    const problems = [
      ...ephemeralVariables(stack)
        .filter(([, variable]) => "default" in variable)
        .map(([name]) => defaultOfEphemeral(this.pathOfVariable(name))),
      ...this.providerProblems(stack),
      ...this.addressProblems(),
    ];
    for (const section of KEPT_SECTIONS) {
      for (const { path, argument, text } of textsOf(section, asJson(stack[section]))) {
        const references = ephemeralReferencesIn(text, variables);
        if (references.length > 0) {
          problems.push(keptEphemeral(path || this.stack.node.path, argument, references));
        }
      }
    }
    return problems.map(formatProblem);
  }

  private providerProblems(stack: Json): Problem[] {
    const declared = new Set(
      this.stack.node
        .findAll()
        .filter((node) => TerraformProvider.isTerraformProvider(node))
        .map((provider) => provider.terraformResourceType),
    );
    return Object.entries(asJson(stack["ephemeral"])).flatMap(([type, blocks]) => {
      const provider = type.split("_")[0] ?? type;
      if (declared.has(provider)) return [];
      return Object.keys(asJson(blocks)).map((name) => missingProvider(`ephemeral.${type}.${name}`, provider));
    });
  }

  private addressProblems(): Problem[] {
    const addresses = this.stack.node.findAll().flatMap((node) => {
      return "address" in node && typeof node.address === "string" && node.address.startsWith("ephemeral.")
        ? [node.address]
        : [];
    });
    return addresses.filter((address, index) => addresses.indexOf(address) !== index).map(sharedAddress);
  }

  private pathOfVariable(name: string): string {
    const node = this.stack.node
      .findAll()
      .find((candidate) => "variableName" in candidate && candidate.variableName === name);
    return node?.node.path ?? `${this.stack.node.path}: var.${name}`;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

function ephemeralVariables(stack: Json): [name: string, variable: Json][] {
  return Object.entries(asJson(stack["variable"])).flatMap(([name, variable]): [string, Json][] =>
    isJson(variable) && variable["ephemeral"] === true ? [[name, variable]] : [],
  );
}

interface Text {
  /** Construct path of the block; empty when it is not known. */
  readonly path: string;
  /** Address of the argument, such as `vault_kv_secret_v2.x.data_json`. */
  readonly argument: string;
  readonly text: string;
}

/** Every text Terraform would keep of a section. */
function textsOf(section: string, blocks: Json): Text[] {
  const texts: Text[] = [];
  const walk = (value: unknown, trail: readonly string[], path: string): void => {
    if (typeof value === "string") texts.push({ path, argument: trail.join("."), text: value });
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...trail, String(index)], path);
    } else if (isJson(value)) {
      const own = pathOf(value) ?? path;
      for (const [key, member] of Object.entries(value)) {
        const forgotten = key === "//" || key.endsWith("_wo") || (section === "resource" && PASSING_BLOCKS.has(key));
        if (!forgotten) walk(member, [...trail, key], own);
      }
    }
  };
  walk(blocks, section === "resource" ? [] : [section], "");
  return texts;
}

function pathOf(block: Json): string | undefined {
  const path = asJson(asJson(block["//"])["metadata"])["path"];
  return typeof path === "string" ? path : undefined;
}

/** Addresses of ephemeral blocks and variables that the expressions inside a text refer to. */
function ephemeralReferencesIn(text: string, variables: ReadonlySet<string>): string[] {
  if (!text.includes("${") && !text.includes("%{")) return [];
  return expressionsIn(text).flatMap((expression) => [
    ...(expression.match(/(?<![\w.-])ephemeral\.[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g) ?? []),
    ...(expression.match(/(?<![\w.-])var\.[A-Za-z_][\w-]*/g) ?? []).filter((name) => variables.has(name.slice(4))),
  ]);
}

/** The insides of `${…}` and `%{…}`; escaped ones (`$${`, `%%{`) are text. */
function expressionsIn(text: string): string[] {
  const found: string[] = [];
  const opening = /(?<!\$)\$\{|(?<!%)%\{/g;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = opening.lastIndex;
    const end = closingBrace(text, start);
    found.push(text.slice(start, end));
    opening.lastIndex = end;
  }
  return found;
}

/** Place of the brace that closes an expression. Quoted text inside may hold braces and expressions of its own. */
function closingBrace(text: string, start: number): number {
  let depth = 1;
  for (let position = start; position < text.length; position += 1) {
    const character = text[position];
    if (character === "\\") position += 1;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return position;
    }
  }
  return text.length;
}

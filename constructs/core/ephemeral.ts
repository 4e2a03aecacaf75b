import {
  dependable,
  type ITerraformDependable,
  propertyAccess,
  ref,
  TerraformElement,
  type TerraformProvider,
  TerraformVariable,
  Token,
} from "cdktf";
import type { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { mergeOver } from "../../lib/core/merge";
import { EphemeralReferences } from "./ephemeral-references";
import { EphemeralValue } from "./ephemeral-value";

/** Props that every ephemeral resource takes. */
export interface EphemeralResourceOptions {
  /** Provider instance that opens it. @default - the provider's instance without an alias */
  readonly provider?: TerraformProvider;
  /**
   * What has to be there before it is opened. An ephemeral block that reads what a resource writes needs that resource
   * here, since it is opened first otherwise and fails.
   * @default - only what its arguments refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Props of `EphemeralResource`. */
export interface EphemeralResourceProps extends EphemeralResourceOptions {
  /** Its type, such as `vault_kv_secret_v2`. */
  readonly type: string;
  /** Its arguments, by Terraform's names. */
  readonly config: Readonly<Record<string, unknown>>;
}

function noHcl(where: string): Problem {
  return {
    what: "an ephemeral block has no HCL form here",
    allowed: "Terraform JSON, which is what cdktf writes unless told otherwise",
    doThis: "synthesize without HCL output",
    where,
  };
}

/**
 * A Terraform `ephemeral` block, which cdktf 0.21 has no class for: a value that is fetched while Terraform runs and
 * forgotten after. Terraform 1.10 and newer. Typed subclasses name the attributes; a validation on the stack refuses
 * the value wherever it would be kept.
 */
export class EphemeralResource extends TerraformElement {
  /** Its type, such as `vault_kv_secret_v2`. */
  public readonly type: string;

  private readonly props: EphemeralResourceProps;

  public constructor(scope: Construct, id: string, props: EphemeralResourceProps) {
    super(scope, id, `ephemeral.${props.type}`);
    this.type = props.type;
    this.props = props;
    EphemeralReferences.watch(this.cdktfStack);
  }

  /** Its address, such as `ephemeral.vault_kv_secret_v2.api-key`. */
  public get address(): string {
    return `ephemeral.${this.type}.${this.friendlyUniqueId}`;
  }

  /** One of its attributes, by Terraform's name. */
  public attribute(name: string): EphemeralValue {
    return EphemeralValue.ofReference(Token.asString(ref(`${this.address}.${name}`, this.cdktfStack)));
  }

  /** One entry of an attribute that is a map. */
  public entry(attribute: string, key: string): EphemeralValue {
    const map = ref(`${this.address}.${attribute}`, this.cdktfStack);
    return EphemeralValue.ofReference(Token.asString(propertyAccess(map, [key])));
  }

  public override toTerraform(): Record<string, unknown> {
    const { config, provider, dependsOn } = this.props;
    const overrides: unknown = this.rawOverrides;
    const body = {
      ...config,
      ...(provider === undefined ? {} : { provider: provider.fqn }),
      ...(dependsOn === undefined ? {} : { depends_on: dependsOn.map((target) => dependable(target)) }),
    };
    return {
      ephemeral: {
        [this.type]: {
          [this.friendlyUniqueId]: {
            ...mergeOver(body, isRecord(overrides) ? overrides : {}),
            "//": this.constructNodeMetadata,
          },
        },
      },
    };
  }

  /** @throws PalisadeError always: dropping the block in silence would be worse */
  public override toHclTerraform(): never {
    throw new PalisadeError([noHcl(this.node.path)]);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Props of `EphemeralVariable`. */
export interface EphemeralVariableProps {
  /** What the value is and where whoever runs Terraform gets it. */
  readonly description: string;
  /** Terraform type of the value. @default - string */
  readonly type?: string;
}

/**
 * A Terraform variable whose value is used and forgotten. Whoever runs Terraform hands it in, for instance through
 * `TF_VAR_<name>`. It has no default on purpose: a default is part of the configuration, which every plan file holds.
 */
export class EphemeralVariable extends TerraformVariable {
  public constructor(scope: Construct, id: string, props: EphemeralVariableProps) {
    super(scope, id, {
      type: props.type ?? "string",
      description: props.description,
      sensitive: true,
      nullable: false,
    });
    this.addOverride("ephemeral", true);
    EphemeralReferences.watch(this.cdktfStack);
  }

  /** Its name, as Terraform knows it: `TF_VAR_` in front of it is the environment variable. */
  public get variableName(): string {
    return this.friendlyUniqueId;
  }

  /** The value, for write-only arguments. */
  public get ephemeralValue(): EphemeralValue {
    return EphemeralValue.ofReference(this.stringValue);
  }
}

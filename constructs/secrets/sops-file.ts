import { existsSync, readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { AssetType, TerraformAsset, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { closestNames } from "../../lib/core/closest-names";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { readSopsFile, SOPS_FORMATS, type SopsFileContents } from "../../lib/core/sops-file";
import { EphemeralResource } from "../core/ephemeral";
import type { EphemeralValue } from "../core/ephemeral-value";

/** Version of the provider, the first minor with ephemeral resources that was read whole (carlpett/terraform-provider-sops). */
const PROVIDER_VERSION = "1.4.1";

/**
 * The provider that opens files of SOPS, which has no cdktf binding. It takes no settings: it opens a file with the age
 * key or the AWS role of whoever runs Terraform.
 */
export class SopsProvider extends TerraformProvider {
  public constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "sops",
      terraformGeneratorMetadata: {
        providerName: "sops",
        providerVersion: PROVIDER_VERSION,
        providerVersionConstraint: PROVIDER_VERSION,
      },
      terraformProviderSource: "carlpett/sops",
    });
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }
}

/** Props of `SopsFile`. */
export interface SopsFileProps {
  /** Path of the encrypted file, from the folder that synth runs in: YAML or JSON. */
  readonly file: string;
}

function noFile(got: string, where: string): Problem {
  return {
    what: "there is no such file",
    got,
    allowed: "a file that SOPS encrypted, beside the program",
    doThis: "correct the path, which counts from the folder that synth runs in",
    where,
  };
}

function oddFormat(got: string, where: string): Problem {
  return {
    what: "the file is of a format whose values nobody can check before the apply",
    got,
    allowed: SOPS_FORMATS.join(", "),
    doThis: "keep the secrets as YAML or JSON, and encrypt that",
    where,
  };
}

function noValue(got: string, { clear, encrypted }: SopsFileContents, where: string): Problem {
  const isClear = clear.includes(got);
  return {
    what: isClear ? "the value stands in clear in the file" : "the file has no such value",
    got,
    allowed: closestNames(got, encrypted).join(", ") || "none: it has no encrypted value",
    doThis: isClear ? "encrypt it, and change the secret if it was committed" : "use one of its values",
    where,
  };
}

/**
 * A file that SOPS encrypted with age or AWS KMS, for what has to be there before a store is: the first password of a
 * database, the token of a provider. Terraform opens it while it runs and forgets it; the file travels with the stack as
 * it is, encrypted. Keys of chains do not belong in it: see the key sources.
 */
export class SopsFile extends EphemeralResource {
  private readonly contents: SopsFileContents;

  /** @throws PalisadeError listing everything wrong with the file */
  public constructor(scope: Construct, id: string, props: SopsFileProps) {
    const where = `${scope.node.path}/${id} ${props.file}`;
    const contents = checkedContents(props.file, where);
    super(scope, id, { type: "sops_file", config: { source_file: assetOf(scope, id, props.file) } });
    this.contents = contents;
  }

  /** Paths of its values, parts joined by dots. */
  public get values(): readonly string[] {
    return this.contents.encrypted;
  }

  /**
   * One of its values.
   *
   * @param path parts joined by dots: `db.password`, `relays.0`
   * @throws PalisadeError when there is none, or it stands in clear
   */
  public value(path: string): EphemeralValue {
    if (!this.contents.encrypted.includes(path)) {
      throw new PalisadeError([noValue(path, this.contents, this.node.path)]);
    }
    return this.entry("data", path);
  }
}

function checkedContents(file: string, where: string): SopsFileContents {
  if (!existsSync(file)) throw new PalisadeError([noFile(file, where)]);
  if (!SOPS_FORMATS.some((format) => format === extname(file))) throw new PalisadeError([oddFormat(file, where)]);
  const { contents, problems } = readSopsFile(readFileSync(file, "utf8"), where);
  if (problems.length > 0) throw new PalisadeError(problems);
  return contents;
}

/** The file beside the stack: a plan on another machine finds it there. */
function assetOf(scope: Construct, id: string, file: string): string {
  const holder = new Construct(scope, `${id}-file`);
  const asset = new TerraformAsset(holder, basename(file), { path: resolve(file), type: AssetType.FILE });
  return asset.path;
}

import { closestNames } from "../core/closest-names";
import type { Problem } from "../core/errors";
import { expectedPaths, isFolder, type MirroredProvider, mirroredProviders, providerFiles } from "./provider-mirror";
import { exactVersion, type RequiredProvider } from "./required-providers";

/** A provider that stacks need. */
export interface NeededProvider extends RequiredProvider {
  /** Names of the stacks that need it. */
  readonly stacks: readonly string[];
}

const LAYOUTS = "Terraform's documentation of its command-line configuration: layouts of a filesystem mirror";
const FILL = "`terraform providers mirror <folder>` in a stack's folder, on a machine with a network, fills one";
/** Names shown of what lies in a folder. */
const SHOWN = 3;

function noFolder(directory: string): Problem {
  return {
    what: "the folder of --plugin-dir does not exist",
    got: directory,
    doThis: `name a filesystem mirror of providers; ${FILL}`,
  };
}

function noMirror(directories: readonly string[], strays: readonly string[]): Problem {
  const found = strays.slice(0, SHOWN).join(", ");
  return {
    what: "the folder of --plugin-dir holds no provider where Terraform looks for one",
    got: strays.length === 0 ? directories.join(", ") : `${directories.join(", ")} with ${found}`,
    allowed: "HOST/NAMESPACE/TYPE/VERSION/PLATFORM/terraform-provider-TYPE_vVERSION",
    doThis: `name the folder in which the hosts lie, such as registry.terraform.io; ${FILL}`,
    source: LAYOUTS,
  };
}

function notMirrored(needed: NeededProvider, held: readonly MirroredProvider[], platform: string): Problem {
  const version = exactVersion(needed.constraint);
  const known = [...new Set(held.map(nameOf))];
  return {
    where: whereOf(needed),
    what: `${labelOf(needed)} is not in the folder of --plugin-dir`,
    got: closestNames(`${needed.address} ${version ?? ""}`, known, 2).join(", "),
    allowed: expectedPaths(needed.address, version ?? "VERSION", platform).join(", or "),
    doThis: `put it there; ${FILL}`,
    source: LAYOUTS,
  };
}

function otherVersion(needed: NeededProvider, versions: readonly string[]): Problem {
  return {
    where: whereOf(needed),
    what: `the folder of --plugin-dir holds ${needed.source}, but no version the stacks ask for`,
    got: versions.join(", "),
    allowed: needed.constraint ?? "any version",
    doThis: `put ${labelOf(needed)} there; ${FILL}`,
  };
}

function otherPlatform(needed: NeededProvider, platforms: readonly string[], platform: string): Problem {
  return {
    where: whereOf(needed),
    what: `the folder of --plugin-dir holds ${labelOf(needed)}, but not for this platform`,
    got: platforms.join(", "),
    allowed: platform,
    doThis: `\`terraform providers mirror -platform=${platform} <folder>\` fetches it for this one`,
  };
}

/**
 * What is wrong with folders of providers before Terraform looks into them: its own message names neither what it
 * expected nor what is there.
 *
 * @param platform of the binary, such as `linux_amd64`
 */
export function mirrorProblems(
  directories: readonly string[],
  needed: readonly NeededProvider[],
  platform: string,
): readonly Problem[] {
  const missing = directories.filter((directory) => !isFolder(directory));
  if (missing.length > 0) return missing.map(noFolder);
  const held = directories.flatMap(mirroredProviders);
  if (held.length === 0 && needed.length > 0) return [noMirror(directories, directories.flatMap(providerFiles))];
  return needed.flatMap((provider) => providerProblems(provider, held, platform));
}

function providerProblems(
  needed: NeededProvider,
  held: readonly MirroredProvider[],
  platform: string,
): readonly Problem[] {
  const same = held.filter(({ address }) => address === needed.address);
  if (same.length === 0) return [notMirrored(needed, held, platform)];
  const version = exactVersion(needed.constraint);
  // Which of several versions a wider constraint allows is left to Terraform.
  const fitting = same.filter((provider) => version === undefined || provider.version === version);
  if (fitting.length === 0) return [otherVersion(needed, distinct(same.map((provider) => provider.version)))];
  if (fitting.some((provider) => provider.platform === platform)) return [];
  return [otherPlatform(needed, distinct(fitting.map((provider) => provider.platform)), platform)];
}

function whereOf({ stacks }: NeededProvider): string {
  const others = stacks.length - SHOWN;
  return `${stacks.slice(0, SHOWN).join(", ")}${others > 0 ? ` and ${others} more` : ""}`;
}

function labelOf({ source, constraint }: RequiredProvider): string {
  return constraint === undefined ? source : `${source} ${constraint}`;
}

function nameOf({ address, version }: MirroredProvider): string {
  return `${address} ${version}`;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

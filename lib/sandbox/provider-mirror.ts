import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** One provider in a filesystem mirror. */
export interface MirroredProvider {
  /** `registry.terraform.io/hashicorp/aws`. */
  readonly address: string;
  readonly version: string;
  /** `linux_amd64`. */
  readonly platform: string;
}

/** Folders deeper than this are not looked into for providers that lie in the wrong place. */
const STRAY_DEPTH = 6;

/**
 * Every provider that a folder holds where Terraform looks for it: unpacked, as `HOST/NAMESPACE/TYPE/VERSION/PLATFORM/`,
 * or packed, as `HOST/NAMESPACE/TYPE/terraform-provider-TYPE_VERSION_PLATFORM.zip`. Source: the layouts of
 * `filesystem_mirror` in Terraform's documentation of its command-line configuration.
 */
export function mirroredProviders(directory: string): readonly MirroredProvider[] {
  const found: MirroredProvider[] = [];
  for (const host of foldersIn(directory)) {
    for (const namespace of foldersIn(join(directory, host))) {
      for (const type of foldersIn(join(directory, host, namespace))) {
        const address = `${host}/${namespace}/${type}`;
        found.push(...providersOf(join(directory, address), address, type));
      }
    }
  }
  return found;
}

/** Where a provider is looked for in a mirror, the unpacked form first. */
export function expectedPaths(address: string, version: string, platform: string): readonly [string, string] {
  const type = address.split("/").at(-1) ?? "";
  return [
    `${address}/${version}/${platform}/terraform-provider-${type}_v${version}`,
    `${address}/terraform-provider-${type}_${version}_${platform}.zip`,
  ];
}

/** Files that look like providers, wherever they lie in a folder: paths within it. */
export function providerFiles(directory: string): readonly string[] {
  const search = (folder: string, depth: number): readonly string[] =>
    entriesOf(folder).flatMap((name) => {
      const path = join(folder, name);
      if (isFolder(path)) return depth === 0 ? [] : search(path, depth - 1);
      return name.startsWith("terraform-provider-") ? [relative(directory, path)] : [];
    });
  return search(directory, STRAY_DEPTH);
}

/** True for a folder, also behind a link. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function providersOf(folder: string, address: string, type: string): readonly MirroredProvider[] {
  return entriesOf(folder).flatMap((name): readonly MirroredProvider[] => {
    const [, packedType, version, platform] =
      /^terraform-provider-(.+)_(\d[^_]*)_([a-z0-9]+_[a-z0-9]+)\.zip$/.exec(name) ?? [];
    if (packedType === type && version !== undefined && platform !== undefined) return [{ address, version, platform }];
    return foldersIn(join(folder, name)).map((unpacked) => ({ address, version: name, platform: unpacked }));
  });
}

function foldersIn(directory: string): readonly string[] {
  return isFolder(directory) ? entriesOf(directory).filter((name) => isFolder(join(directory, name))) : [];
}

function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    // Not readable: it then holds nothing, and the message says what was looked for.
    return [];
  }
}

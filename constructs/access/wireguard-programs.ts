import { PalisadeError, type Problem } from "../../lib/core/errors";

/** Exact versions of packages, each with its release, such as `1.0.20210914-2.amzn2023.0.2`. */
export interface WireGuardVersions {
  /** Version of `wireguard-tools`. */
  readonly wireguardTools: string;
  /** Version of `nftables`. */
  readonly nftables: string;
}

const VERSION = /^(\d+:)?\d+(\.\d+)*-\d+[\w.]*$/;

function oddVersion(name: string, got: string): Problem {
  return {
    what: `the package ${name} has no exact version`,
    got,
    allowed: "version and release, as `dnf list --showduplicates` prints them",
    doThis: "write both out",
  };
}

/** Where a gateway has `wg` and `nft` from. */
export class WireGuardPrograms {
  /** They are part of the machine's image. */
  public static fromImage(): WireGuardPrograms {
    return new WireGuardPrograms([]);
  }

  /**
   * They are installed at the first start from the repositories of the image, which check signatures, in exact versions.
   *
   * @throws PalisadeError when a version is not exact
   */
  public static fromRepository({ nftables, wireguardTools }: WireGuardVersions): WireGuardPrograms {
    const versions = Object.entries({ "wireguard-tools": wireguardTools, nftables });
    const problems = versions.filter(([, version]) => !VERSION.test(version));
    if (problems.length > 0) throw new PalisadeError(problems.map(([name, version]) => oddVersion(name, version)));
    return new WireGuardPrograms(versions.map(([name, version]) => `${name}-${version}`));
  }

  /** @param packages in the words of dnf */
  private constructor(public readonly packages: readonly string[]) {}
}

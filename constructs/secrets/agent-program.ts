import { PalisadeError, type Problem } from "../../lib/core/errors";

/** A package of Vault in a repository of its vendor. */
export interface AgentPackage {
  /** Address of the repository, such as `https://rpm.releases.hashicorp.com/AmazonLinux/2023/$basearch/stable`. */
  readonly baseUrl: string;
  /** Address of the key that packages are signed with. */
  readonly keyUrl: string;
  /** Exact version with its release, such as `2.0.4-1`. */
  readonly version: string;
  /** Name of the package. @default - "vault" */
  readonly name?: string;
}

/** Version and release of a package of RPM. */
const VERSION = /^\d+(\.\d+)+-\d+[\w.]*$/;
const PACKAGE = /^[a-z][a-z0-9+.-]*$/;
const HTTPS = /^https:\/\/[a-z0-9.-]+\/\S+$/;
const PROGRAM = /^(\/[\w.-]+)+$/;

function odd(what: string, got: unknown, allowed: string): Problem {
  return { what, got, allowed, doThis: "correct it" };
}

/** Where a machine has Vault's own program from. Nothing is fetched without a signature that somebody named. */
export class AgentProgram {
  /** It is part of the machine's image: the better way, since a machine then starts without anybody else. @throws PalisadeError when it is no path */
  public static fromImage(path = "/usr/bin/vault"): AgentProgram {
    if (!PROGRAM.test(path)) throw new PalisadeError([odd("the program is no path", path, "such as /usr/bin/vault")]);
    return new AgentProgram(path, undefined);
  }

  /**
   * It is installed at the first start, in one version, from a repository for RPM, whose packages are checked by the key at
   * `keyUrl`. Amazon Linux and its kin. @throws PalisadeError listing everything wrong with it
   */
  public static fromRepository(source: AgentPackage): AgentProgram {
    const problems: Problem[] = [];
    for (const [field, url] of Object.entries({ baseUrl: source.baseUrl, keyUrl: source.keyUrl })) {
      if (!HTTPS.test(url)) problems.push(odd(`the ${field} is not one that programs may come from`, url, "https://…"));
    }
    if (!VERSION.test(source.version)) {
      problems.push(odd("the package has no exact version", source.version, "version and release, such as 2.0.4-1"));
    }
    if (source.name !== undefined && !PACKAGE.test(source.name)) {
      problems.push(odd("the package has no name", source.name, "such as vault"));
    }
    if (problems.length > 0) throw new PalisadeError(problems);
    return new AgentProgram("/usr/bin/vault", source);
  }

  private constructor(
    /** Program, with its path. */
    public readonly path: string,
    /** What is installed first; undefined when nothing is. */
    public readonly source: AgentPackage | undefined,
  ) {}
}

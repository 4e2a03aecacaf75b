import type { Problem } from "../../lib/core/errors";
import type { RecoveryHolder } from "../../lib/render/vault-runbook-subject";
import type { TerraformLogin } from "./terraform-login";

/** Options of `FirstStart.byPeople`. */
export interface FirstStartOptions {
  /**
   * Who gets a recovery share, encrypted to their own PGP key, at least three. The first one initializes the server, and
   * the first root token is encrypted to them too.
   */
  readonly holders: readonly RecoveryHolder[];
  /** How many of them together can make a root token, at least two. @default - more than half */
  readonly threshold?: number;
  /** How Terraform logs in afterwards. */
  readonly terraform: TerraformLogin;
}

const FEWEST_HOLDERS = 3;
const LOWEST_THRESHOLD = 2;
/** Version 4 keys have fingerprints of 20 bytes, version 6 ones of 32 (RFC 9580, 5.5.4). */
const FINGERPRINT = /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/;
const HOLDER_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Who takes the server into service, and who can get into it when nobody else can. */
export class FirstStart {
  /**
   * A person does it, with the runbook that comes with the server: nothing that could open it is ever in a log, a Secret
   * or a state.
   */
  public static byPeople(options: FirstStartOptions): FirstStart {
    const { holders, terraform, threshold = Math.floor(holders.length / 2) + 1 } = options;
    const cleaned = holders.map(({ name, pgpFingerprint }) => ({
      name,
      pgpFingerprint: pgpFingerprint.replaceAll(/\s/g, "").toUpperCase(),
    }));
    return new FirstStart(cleaned, threshold, terraform);
  }

  private constructor(
    /** Who holds a share; fingerprints in capitals, without spaces. */
    public readonly holders: readonly RecoveryHolder[],
    /** How many shares it takes. */
    public readonly threshold: number,
    /** How Terraform logs in. */
    public readonly terraform: TerraformLogin,
  ) {}

  /** What is wrong with it. */
  public problems(): readonly Problem[] {
    const { holders, threshold } = this;
    const names = holders.map(({ name }) => name);
    const fingerprints = holders.map(({ pgpFingerprint }) => pgpFingerprint);
    return [
      ...(holders.length < FEWEST_HOLDERS ? [fewHolders(names)] : []),
      ...(Number.isInteger(threshold) && threshold >= LOWEST_THRESHOLD && threshold <= holders.length
        ? []
        : [badThreshold(threshold, holders.length)]),
      ...fingerprints.filter((fingerprint) => !FINGERPRINT.test(fingerprint)).map(badFingerprint),
      ...names.filter((name) => !HOLDER_NAME.test(name)).map(badHolder),
      ...(new Set(fingerprints).size < holders.length ? [twice("a PGP key", fingerprints)] : []),
      ...(new Set(names).size < holders.length ? [twice("a holder", names)] : []),
      ...this.terraform.problems,
    ];
  }
}

function fewHolders(got: readonly string[]): Problem {
  return {
    what: "too few people hold a recovery share",
    got,
    allowed: `at least ${FEWEST_HOLDERS}, so that one who is away or leaves locks nobody out`,
    doThis: "name more holders, each with the fingerprint of their PGP key",
  };
}

function badThreshold(got: number, holders: number): Problem {
  return {
    what: "threshold of the recovery shares lets one person in alone, or never enough of them",
    got,
    allowed: `a whole number from ${LOWEST_THRESHOLD} to the number of holders, ${holders}`,
    doThis: "correct it, or leave it out for more than half",
  };
}

function badFingerprint(got: string): Problem {
  return {
    what: "a holder's PGP fingerprint is not one",
    got,
    allowed: "40 hexadecimal digits, or 64 of a version 6 key; spaces are fine",
    doThis: "take it from `gpg --fingerprint`, and hear it from the holder; a short key id can be forged",
  };
}

function badHolder(got: string): Problem {
  return {
    what: "a holder's name cannot be the name of a file",
    got,
    allowed: "lower-case letters, digits and inner hyphens",
    doThis: "shorten it, such as anna-k",
  };
}

function twice(what: string, got: readonly string[]): Problem {
  return {
    what: `${what} stands twice among the recovery shares, so one person would hold two`,
    got,
    doThis: "name each person and each key once",
  };
}

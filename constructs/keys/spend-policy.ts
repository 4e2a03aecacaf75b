import type { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { isJsonRecord } from "../../lib/core/json";
import type { INamespace } from "../core/namespace";
import { Workload } from "../core/workload";
import { isText } from "./key-checks";
import { renderLimits, type SpendLimits } from "./spend-limits";

/** What has to be said, letter by letter, where nothing enforces limits. */
export const UNENFORCED_SENTENCE =
  "Nothing enforces these limits: whoever reaches the signer can have it sign anything that its wallets own.";

/** A program that stands in front of a signer and lets through what the policy allows. */
export interface SpendGuardOptions {
  /** The program. It is given the policy as a file, and alone reaches the signer. */
  readonly workload: Workload;
  /** Name of its port for those who pay. */
  readonly port: string;
  /**
   * Folder in which it sees a folder for each signer that it stands in front of, named like it, with `policy.json` in it.
   * @default - /etc/spend-policy
   */
  readonly policyFolder?: string;
}

/**
 * Who enforces limits and recipients. Web3Signer knows neither: it signs whatever a known client sends. Palisade writes
 * the policy down and closes every other way to the signer; keeping to it is the work of a program in between.
 */
export class SpendEnforcement {
  /** A program in between. Whoever pays reaches it, and only it reaches the signer. */
  public static by(guard: SpendGuardOptions): SpendEnforcement {
    return new SpendEnforcement(guard, undefined);
  }

  /**
   * Nobody: limits are written down, and whoever pays reaches the signer itself.
   *
   * @param acknowledged `UNENFORCED_SENTENCE`, written out
   */
  public static nobody(acknowledged: string): SpendEnforcement {
    return new SpendEnforcement(undefined, acknowledged);
  }

  private constructor(
    /** The program; undefined where nobody enforces anything. */
    public readonly guard: SpendGuardOptions | undefined,
    /** What was said about that. */
    public readonly acknowledged: string | undefined,
  ) {}
}

/** One reader and its limits. */
export interface SpendGrant {
  /** Namespace and service account. */
  readonly reader: string;
  /** Its limits. */
  readonly limits: SpendLimits;
}

/** File of the policy. */
export const POLICY_FILE = "policy.json";
/** Folder in which the program in between sees the policy of a signer. */
export function policyFolderOf(signer: string, { policyFolder }: SpendGuardOptions): string {
  return `${policyFolder ?? "/etc/spend-policy"}/${signer}`;
}

const FOLDER = /^(\/[A-Za-z0-9._-]+)+$/;

/** What the policy is about. */
export interface SpendPolicySubject {
  /** Name of the signer. */
  readonly signer: string;
  /** Chain that transactions are signed for (EIP-155). */
  readonly chainId: number;
  /** Names of the wallets. */
  readonly wallets: readonly string[];
  /** Who enforces it. */
  readonly enforcement: SpendEnforcement;
}

function unsaid(): Problem {
  return {
    what: "nothing stands between those who pay and the signer, and nobody said that this is meant",
    allowed: `SpendEnforcement.by({ workload, port }), or SpendEnforcement.nobody("${UNENFORCED_SENTENCE}")`,
    doThis: "put a spend guard in between, or write the sentence",
  };
}

function noPort(got: string, allowed: readonly string[]): Problem {
  return {
    what: "the spend guard has no such port",
    got,
    allowed: allowed.join(", ") || "none: it declares no ports",
    doThis: "name the port that those who pay call",
  };
}

function oddFolder(got: unknown): Problem {
  return {
    what: "the folder in which the spend guard sees the policy is none",
    got,
    allowed: "a path from the root, such as /etc/spend-policy",
    doThis: "correct policyFolder, or leave it out",
  };
}

function elsewhere(got: string, namespace: string): Problem {
  return {
    what: "the spend guard stands in another namespace, where it cannot see the policy",
    got,
    allowed: `${namespace}, the signer's own namespace`,
    doThis: "move the guard",
  };
}

/** Checks who enforces the limits. For input whose type nobody checked. */
export function checkEnforcement(check: Checker, enforcement: unknown, { namespaceName }: INamespace): void {
  if (!check.that(enforcement instanceof SpendEnforcement, unsaid)) return;
  if (!(enforcement instanceof SpendEnforcement)) return;
  const { guard, acknowledged } = enforcement;
  if (guard === undefined) {
    check.that(acknowledged === UNENFORCED_SENTENCE, unsaid);
    return;
  }
  if (!check.that(isJsonRecord(guard) && guard.workload instanceof Workload, unsaid)) return;
  const { policyFolder } = guard;
  if (policyFolder !== undefined) check.that(isText(FOLDER, policyFolder), () => oddFolder(policyFolder));
  const names = guard.workload.ports.map(({ name }) => name);
  check.that(names.includes(guard.port), () => noPort(guard.port, names));
  const theirs = guard.workload.namespace.namespaceName;
  check.that(theirs === namespaceName, () => elsewhere(theirs, namespaceName));
}

/**
 * The policy as the program in between reads it. A transaction without call data goes to one of `recipients`; one with call
 * data to one of `calls`, and begins with one of its selectors; one to nobody, which makes a contract, is refused.
 */
export function spendPolicy(subject: SpendPolicySubject, grants: readonly SpendGrant[]): string {
  const { signer, chainId, wallets, enforcement } = subject;
  const policy = {
    version: 1,
    signer,
    chainId,
    wallets,
    enforcedBy: enforcement.guard?.workload.name ?? null,
    grants: grants.map(({ reader, limits }) => ({ reader, ...renderLimits(limits) })),
  };
  return `${JSON.stringify(policy, undefined, 2)}\n`;
}

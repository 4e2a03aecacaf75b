import { DIRK_OPERATIONS, type DirkOperation } from "../../lib/catalogue/clients/dirk";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { DirkPermission } from "../../lib/render/dirk";
import { isText } from "./key-checks";

/** Name of a wallet: plain, since Dirk reads it as a regular expression and the shell as a word. */
export const WALLET_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
/** Dirk puts patterns into small letters before it reads them, so that `\D` would come to mean `\d`. */
const ACCOUNTS = /^[A-Za-z0-9 _.*+?|()[\]-]{1,200}$/;
const LONGEST_COMMON_NAME = 64;
const COMMON_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const COMMON_NAME_SOURCE =
  "attestantio/dirk v1.2.1: viper puts names of clients into small letters, and services/checker/static compares them as they are";

/** Which accounts of a wallet, and what with them. */
export interface PermissionOptions {
  /** Name of a wallet of the group. */
  readonly wallet: string;
  /** Pattern of accounts in it, a regular expression for the whole name, in either case. @default - all of them */
  readonly accounts?: string;
  /** What is allowed with them. */
  readonly operations: readonly DirkOperation[];
}

function oddWallet(got: unknown): Problem {
  return {
    what: "a permission names no wallet",
    got,
    allowed: "a letter, then letters, digits, dashes and underscores; patterns are for accounts alone",
    doThis: "name one wallet, and give other wallets permissions of their own",
  };
}

function oddAccounts(got: unknown): Problem {
  return {
    what: "a pattern of accounts is none that Dirk reads as it is written",
    got,
    allowed: "letters, digits, spaces, dashes, underscores and . * + ? | ( ) [ ], as a whole expression",
    doThis: "correct accounts, or leave them out for all accounts of the wallet",
  };
}

function oddOperation(got: unknown): Problem {
  const isAll = typeof got === "string" && got.toLowerCase() === "all";
  return {
    what: isAll ? "a client would be allowed everything, also to make keys" : "a permission names no operation of Dirk",
    got,
    allowed: DIRK_OPERATIONS.join(", "),
    doThis: "name each operation; what is not named is denied",
    source: "attestantio/dirk v1.2.1, services/ruler/service.go",
  };
}

function noOperation(): Problem {
  return {
    what: "a permission allows nothing",
    allowed: DIRK_OPERATIONS.join(", "),
    doThis: "name an operation, or remove the permission",
  };
}

/** What a client may do with accounts. There is no way to allow everything, and none to deny: what is not named is denied. */
export class SignerPermission {
  /**
   * What a validator client needs: finding accounts, signing attestations and proposals, and signing what cannot be
   * slashed. Source: attestantio/dirk v1.2.1, docs/permissions.md.
   *
   * @param accounts pattern of accounts. @default - all accounts of the wallet
   * @throws PalisadeError listing every problem
   */
  public static duties(wallet: string, accounts?: string): SignerPermission {
    const operations = ["Access account", "Sign", "Sign beacon attestation", "Sign beacon proposal"] as const;
    return SignerPermission.of({ wallet, operations, ...(accounts === undefined ? {} : { accounts }) });
  }

  /**
   * What makes keys: finding accounts and creating them. For the time of a ceremony only.
   *
   * @throws PalisadeError listing every problem
   */
  public static ceremony(wallet: string): SignerPermission {
    return SignerPermission.of({ wallet, operations: ["Access account", "Create account"] });
  }

  /** Anything else. @throws PalisadeError listing every problem */
  public static of({ wallet, accounts, operations }: PermissionOptions): SignerPermission {
    const check = new Checker("signer permission");
    check.that(isText(WALLET_NAME, wallet), () => oddWallet(wallet));
    if (accounts !== undefined)
      check.that(isText(ACCOUNTS, accounts) && isExpression(accounts), () => oddAccounts(accounts));
    const named: readonly unknown[] = Array.isArray(operations) ? operations : [];
    check.that(named.length > 0, noOperation);
    for (const name of named)
      check.that(
        DIRK_OPERATIONS.some((known) => known === name),
        () => oddOperation(name),
      );
    check.done();
    return new SignerPermission(wallet, accounts === undefined ? wallet : `${wallet}/${accounts}`, operations);
  }

  private constructor(
    /** The wallet. */
    public readonly wallet: string,
    private readonly accounts: string,
    private readonly operations: readonly DirkOperation[],
  ) {}

  /** As the configuration has it. */
  public render(): DirkPermission {
    return { accounts: this.accounts, operations: [...new Set(this.operations)] };
  }
}

function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function oddName(got: unknown): Problem {
  return {
    what: "a client is known by the common name of its certificate, and this is none that Dirk finds again",
    got,
    allowed: `a host name in small letters, at most ${LONGEST_COMMON_NAME} of them`,
    doThis: "make its certificate for such a name, such as vouch.validators.svc",
    source: COMMON_NAME_SOURCE,
  };
}

function noPermission(client: unknown): Problem {
  return {
    what: "a client has no permission, or something that is none",
    got: typeof client === "string" ? client : typeof client,
    allowed: "SignerPermission.duties, SignerPermission.ceremony, or SignerPermission.of",
    doThis: "give it permissions, or leave it out",
  };
}

function repeated(client: string, accounts: string): Problem {
  return {
    what: `client ${client} has two permissions for the same accounts, of which Dirk would read one`,
    got: accounts,
    allowed: "one permission for the same accounts",
    doThis: "put the operations of both into one",
  };
}

/** Somebody who may ask for signatures: known by a certificate, allowed what is written down. */
export class SignerClient {
  /**
   * A client by the common name of its certificate.
   *
   * @throws PalisadeError listing every problem
   */
  public static fromCertificate(commonName: string, ...permissions: readonly SignerPermission[]): SignerClient {
    const check = new Checker("signer client");
    const isName = isText(COMMON_NAME, commonName) && commonName.length <= LONGEST_COMMON_NAME;
    check.that(isName, () => oddName(commonName));
    const all = permissions.filter((each) => each instanceof SignerPermission);
    check.that(all.length > 0 && all.length === permissions.length, () => noPermission(commonName));
    const accounts = all.map((each) => each.render().accounts.toLowerCase());
    for (const twice of new Set(accounts.filter((each, index) => accounts.indexOf(each) !== index))) {
      check.add(repeated(commonName, twice));
    }
    check.done();
    return new SignerClient(commonName, permissions);
  }

  private constructor(
    /** Common name of its certificate. */
    public readonly commonName: string,
    /** What it may do. */
    public readonly permissions: readonly SignerPermission[],
  ) {}
}

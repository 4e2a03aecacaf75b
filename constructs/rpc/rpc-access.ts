import { Checker } from "../../lib/core/checks";
import type { ISecret } from "../core/secret";
import { checkSecretKey } from "./secret-key";

/** The value that callers of a tier have to show, and where it stands. */
export interface ClientSecret {
  /** Secret of a store. */
  readonly secret: ISecret;
  /** Name of the value in it. */
  readonly key: string;
}

/** Header in which clients show the value, in lower case (source: eRPC documentation, "Auth", strategy secret). */
export const CLIENT_SECRET_HEADER = "x-erpc-secret-token";

/** Whose calls an RPC tier answers. A tier that the public can reach has to say it. */
export class RpcAccess {
  /**
   * Calls that carry this value in the header `X-ERPC-Secret-Token`; all others are refused, those from inside the
   * cluster too. Use a long random value: the gateway compares it as plain text.
   *
   * @param key name of the value in the secret; its only one when left out
   * @throws PalisadeError when it is no secret of a store, or when it is not clear which value is meant
   */
  public static secret(secret: ISecret, key?: string): RpcAccess {
    const check = new Checker("RpcAccess.secret");
    const found = checkSecretKey(check, {
      secret,
      what: "the one that clients show",
      secretField: "secret",
      keyField: "key",
      ...(key === undefined ? {} : { key }),
    });
    check.done();
    return new RpcAccess({ secret, key: found });
  }

  /** Every call, from whoever reaches the tier, up to the limit for each client address. */
  public static anonymous(): RpcAccess {
    return new RpcAccess();
  }

  private constructor(
    /** Set for `secret` alone. */
    public readonly client?: ClientSecret,
  ) {}
}

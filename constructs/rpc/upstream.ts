import type { NetworkPath } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ISecret } from "../core/secret";

/** Options of `Upstream.external`. */
export interface ExternalUpstreamOptions {
  /** Secret that holds the provider's whole address, key included, such as `https://provider.example/v2/<key>`. */
  readonly endpoint: ISecret;
  /** Name of the address in the secret. @default - the secret's only key; needed when it holds several */
  readonly endpointKey?: string;
  /** Network it follows. @default - the one network that the tier's own nodes follow */
  readonly network?: NetworkPath;
  /** Calls a second that all replicas together may send, so that the contract is kept. @default - no limit */
  readonly requestsPerSecond?: number;
}

const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

function oddName(got: string): Problem {
  return {
    what: "an upstream has a name that does not fit into metrics and variables",
    got,
    allowed: "lower-case letters, digits and inner hyphens, starting with a letter, at most 40 characters",
    doThis: "choose a plainer name, such as provider-a",
  };
}

/** Says nothing of what it was given: it may be the key itself. */
function secretAsText(): Problem {
  return {
    what: "the address of an external upstream is not a secret of a store",
    allowed: 'an ISecret, such as vault.secret("rpc/provider-a")',
    doThis: "put the address into the store and pass the secret; if this was a real key, replace it at the provider",
  };
}

function unclearKey(keys: readonly string[]): Problem {
  return {
    what: "it is not clear which value of the secret is the address",
    got: keys,
    allowed: "a secret with one key, or endpointKey",
    doThis: "set endpointKey",
  };
}

function unknownKey(got: string, keys: readonly string[]): Problem {
  return {
    what: "the secret has no value of this name",
    got,
    allowed: keys.join(", "),
    doThis: "correct endpointKey",
  };
}

function oddRate(got: number): Problem {
  return {
    what: "the rate limit of an upstream is not a positive whole number",
    got,
    allowed: "1 call a second or more",
    doThis: "correct requestsPerSecond, or leave it out",
  };
}

function isSecret(value: unknown): value is ISecret {
  return typeof value === "object" && value !== null && "grantRead" in value && "keys" in value;
}

/** What a tier forwards to beside its own nodes. */
export class Upstream {
  /**
   * A provider outside, asked when own nodes cannot answer. Its address is a secret, since it holds the key.
   *
   * @throws PalisadeError listing everything wrong with the name, the secret and the limit
   */
  public static external(name: string, options: ExternalUpstreamOptions): Upstream {
    const check = new Checker(`upstream ${name}`);
    check.that(NAME.test(name), () => oddName(name));
    const { endpoint, requestsPerSecond } = options;
    const key = isSecret(endpoint) ? checkKey(check, endpoint, options.endpointKey) : "";
    check.that(isSecret(endpoint), secretAsText);
    if (requestsPerSecond !== undefined) {
      check.that(Number.isInteger(requestsPerSecond) && requestsPerSecond >= 1, () => oddRate(requestsPerSecond));
    }
    check.done();
    return new Upstream(name, key, options);
  }

  private constructor(
    /** Its name, unique in the tier. */
    public readonly name: string,
    /** Name of the address in its secret. */
    public readonly endpointKey: string,
    /** The rest of what was said about it. */
    public readonly options: Omit<ExternalUpstreamOptions, "endpointKey">,
  ) {}

  /** Environment variable that carries its address into the gateway. */
  public get environmentVariable(): string {
    return `UPSTREAM_${this.name.toUpperCase().replaceAll("-", "_")}`;
  }
}

function checkKey(check: Checker, { keys }: ISecret, asked: string | undefined): string {
  if (asked !== undefined) {
    check.that(keys.includes(asked), () => unknownKey(asked, keys));
    return asked;
  }
  const [only = ""] = keys;
  check.that(keys.length === 1, () => unclearKey(keys));
  return only;
}

import type { NetworkPath } from "../../lib/catalogue";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import type { ISecret } from "../core/secret";
import { checkSecretKey } from "./secret-key";

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

function oddRate(got: number): Problem {
  return {
    what: "the rate limit of an upstream is not a positive whole number",
    got,
    allowed: "1 call a second or more",
    doThis: "correct requestsPerSecond, or leave it out",
  };
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
    const { endpoint, endpointKey, requestsPerSecond } = options;
    const key = checkSecretKey(check, {
      secret: endpoint,
      what: "the address",
      secretField: "endpoint",
      keyField: "endpointKey",
      ...(endpointKey === undefined ? {} : { key: endpointKey }),
    });
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

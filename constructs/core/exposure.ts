import { Checker } from "../../lib/core/checks";
import { parseCidr } from "../../lib/core/cidr";
import type { Problem } from "../../lib/core/errors";

/** Options of `Exposure.publicTls`. */
export interface PublicTlsOptions {
  /** Fully qualified host name that clients use. */
  readonly domain: string;
  /** Ingress class that serves it, such as `alb` or `nginx`. @default - the cluster's default ingress class */
  readonly ingressClassName?: string;
  /** cert-manager ClusterIssuer that signs the certificate. @default - none; then say `certificate` */
  readonly clusterIssuer?: string;
  /**
   * `controller`: the ingress controller has the certificate, named in its annotations or its own settings, and no
   * Secret holds one. @default - `clusterIssuer` signs one
   */
  readonly certificate?: "controller";
  /** Namespace of an ingress controller that runs in the cluster. @default - traffic comes from `loadBalancerCidrs` */
  readonly ingressNamespace?: string;
  /**
   * Blocks that the load balancer in front sends from, such as those of its subnets. Nobody else is let in, pods of the
   * cluster neither. @default - the cluster's `privateCidrs`
   */
  readonly loadBalancerCidrs?: readonly string[];
  /** Annotations the ingress controller needs. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

function malformedDomain(got: string): Problem {
  return {
    what: "a public exposure has no proper host name",
    got,
    allowed: "a fully qualified domain in lower case, such as rpc.example.org",
    doThis: "give the host name that clients will use",
  };
}

function unclearCertificate(clusterIssuer: string | undefined): Problem {
  return {
    what:
      clusterIssuer === undefined
        ? "a public exposure has no certificate"
        : "a public exposure has two sources of its certificate",
    allowed: 'either clusterIssuer, or certificate: "controller" where the ingress controller has one',
    doThis: "name one source; albTls does it for a load balancer of AWS",
  };
}

function nobodyLetIn(): Problem {
  return {
    what: "a public exposure names no block that its load balancer sends from",
    allowed: "one block or more, such as those of the public subnets",
    doThis: "name them in loadBalancerCidrs, or leave it out",
  };
}

/** Who can reach a port. Everything starts at `cluster`; wider is said out loud. */
export class Exposure {
  /** Reachable inside the cluster, by those that a NetworkPolicy lets in. */
  public static cluster(): Exposure {
    return new Exposure("cluster");
  }

  /** Reachable from the private network through an internal load balancer. */
  public static privateNetwork(): Exposure {
    return new Exposure("privateNetwork");
  }

  /**
   * Reachable by the peers of a chain, from anywhere: the port is opened on nodes that have public addresses, under the
   * same number, and nothing else of the pod is.
   */
  public static peers(): Exposure {
    return new Exposure("peers");
  }

  /**
   * Reachable by anyone through TLS on 443.
   *
   * @throws PalisadeError when the domain or a block is malformed, or when it is not clear where the certificate comes from
   */
  public static publicTls(options: PublicTlsOptions): Exposure {
    const { domain, clusterIssuer, certificate, loadBalancerCidrs } = options;
    const check = new Checker(`exposure ${domain}`);
    check.that(DOMAIN.test(domain), () => malformedDomain(domain));
    check.that((clusterIssuer === undefined) !== (certificate === undefined), () => unclearCertificate(clusterIssuer));
    check.that(loadBalancerCidrs?.length !== 0, nobodyLetIn);
    for (const cidr of loadBalancerCidrs ?? []) check.collect(() => parseCidr(cidr));
    check.done();
    return new Exposure("publicTls", options);
  }

  private constructor(
    /** Which of the four it is. */
    public readonly kind: "cluster" | "privateNetwork" | "peers" | "publicTls",
    /** Set for `publicTls` alone. */
    public readonly tls?: PublicTlsOptions,
  ) {}
}

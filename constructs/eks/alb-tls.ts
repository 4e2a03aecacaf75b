import { Token } from "cdktf";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { PublicTlsOptions } from "../core/exposure";

/** Options of `albTls`. */
export interface AlbTlsOptions {
  /** Fully qualified host name that clients use; the certificate has to cover it. */
  readonly domain: string;
  /** ARN of a certificate in ACM, in the cluster's region. */
  readonly certificateArn: string;
  /** Path that answers 200 while a pod takes calls. */
  readonly healthCheckPath: string;
  /** Blocks of the subnets that the load balancer stands in: it alone is let in. @default - the cluster's `privateCidrs` */
  readonly loadBalancerCidrs?: readonly string[];
  /** ARN of the web firewall in front of it, such as `WebFirewall.webAclArn`. @default - none, of which the guardrails warn */
  readonly webAclArn?: string;
}

const CERTIFICATE_ARN = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/;

/** TLS 1.3 and 1.2 only; what AWS advises (Application Load Balancers, "Security policies for your Application Load Balancer"). */
const SSL_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

function noCertificate(got: string): Problem {
  return {
    what: "the certificate of a public load balancer is not one of ACM",
    got,
    allowed: "arn:aws:acm:<region>:<account>:certificate/<id>",
    doThis: "request a certificate in the cluster's region and give its ARN",
  };
}

/**
 * Options of `Exposure.publicTls` for a cluster with `LoadBalancerController`: an application load balancer that faces
 * the internet, listens on 443 alone, has its certificate from ACM and sends straight to the pods. The annotations are
 * those of the AWS Load Balancer Controller documentation, "Ingress annotations".
 *
 * @throws PalisadeError when the certificate is not one of ACM
 */
export function albTls(options: AlbTlsOptions): PublicTlsOptions {
  const { domain, certificateArn, healthCheckPath, loadBalancerCidrs, webAclArn } = options;
  if (!Token.isUnresolved(certificateArn) && !CERTIFICATE_ARN.test(certificateArn)) {
    throw new PalisadeError([noCertificate(certificateArn)]);
  }
  return {
    domain,
    certificate: "controller",
    ingressClassName: "alb",
    ...(loadBalancerCidrs === undefined ? {} : { loadBalancerCidrs }),
    annotations: {
      "alb.ingress.kubernetes.io/scheme": "internet-facing",
      "alb.ingress.kubernetes.io/target-type": "ip",
      "alb.ingress.kubernetes.io/listen-ports": JSON.stringify([{ HTTPS: 443 }]),
      "alb.ingress.kubernetes.io/certificate-arn": certificateArn,
      "alb.ingress.kubernetes.io/ssl-policy": SSL_POLICY,
      "alb.ingress.kubernetes.io/healthcheck-path": healthCheckPath,
      ...(webAclArn === undefined ? {} : { "alb.ingress.kubernetes.io/wafv2-acl-arn": webAclArn }),
    },
  };
}

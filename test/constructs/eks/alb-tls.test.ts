import { Exposure } from "../../../constructs/core/exposure";
import { albTls } from "../../../constructs/eks";

const certificateArn = "arn:aws:acm:eu-central-1:333333333333:certificate/0a1b2c3d-0000-4000-8000-000000000003";
const options = { domain: "rpc.example.org", certificateArn, healthCheckPath: "/healthcheck" };

describe("TLS through a load balancer of AWS", () => {
  it("faces the internet, on 443 alone, with a certificate of ACM and no old TLS", () => {
    expect(Exposure.publicTls(albTls(options)).tls).toEqual({
      domain: "rpc.example.org",
      certificate: "controller",
      ingressClassName: "alb",
      annotations: {
        "alb.ingress.kubernetes.io/scheme": "internet-facing",
        "alb.ingress.kubernetes.io/target-type": "ip",
        "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]',
        "alb.ingress.kubernetes.io/certificate-arn": certificateArn,
        "alb.ingress.kubernetes.io/ssl-policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "alb.ingress.kubernetes.io/healthcheck-path": "/healthcheck",
      },
    });
  });

  it.each(["", "rpc.example.org", certificateArn.replace("acm", "iam"), certificateArn.replace("333333333333", "3")])(
    "refuses %j as a certificate",
    (arn) => {
      expect(() => albTls({ ...options, certificateArn: arn })).toThrow("is not one of ACM");
    },
  );
});

import { CertManager } from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { Peer } from "../../../constructs/core/peer";
import { plainCluster } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { certManagerIn, valuesOfChart, ZONE } from "./certificate-fixture";

describe("cert-manager", () => {
  const stack = synthStack((scope) => void certManagerIn(scope));
  const values = valuesOfChart(stack, "/cert-manager");
  const policies = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
  const policyOf = (component: string) =>
    policies.find(({ spec }) => spec.pod_selector.match_labels?.["app.kubernetes.io/component"] === component)?.spec;

  it("brings its kinds, which stay when it goes", () => {
    expect(values.crds).toEqual({ enabled: true, keep: true });
    expect(values.enableCertificateOwnerRef).toBe(false);
  });

  it("runs each of its programs more than once, spread and with a budget", () => {
    for (const [part, replicas] of [
      [values, 2],
      [values.webhook, 3],
      [values.cainjector, 2],
    ]) {
      expect(part.replicaCount).toBe(replicas);
      expect(part.podDisruptionBudget).toEqual({ enabled: true, minAvailable: 1 });
      expect(part.topologySpreadConstraints[0].topologyKey).toBe("topology.kubernetes.io/zone");
      expect(part.networkPolicy.enabled).toBe(false);
    }
    expect(values.global.leaderElection.namespace).toBe("cert-manager");
  });

  it("is installed from its own registry, at one version", () => {
    const [release] = Object.values(stack.resource["helm_release"] ?? {});
    expect([release?.chart, release?.version]).toEqual(["oci://quay.io/jetstack/charts/cert-manager", "v1.21.1"]);
    expect(values.image).toEqual({ tag: "v1.21.1" });
  });

  it("lets nobody in but the Kubernetes API, at the webhook alone", () => {
    expect(policyOf("webhook").ingress).toEqual([
      {
        from: plainCluster.kubernetesApiCidrs.map((cidr) => ({ ip_block: { cidr, except: [] } })),
        ports: [{ port: "10250", protocol: "TCP" }],
      },
    ]);
    for (const component of ["controller", "cainjector", "startupapicheck"]) {
      expect(policyOf(component).ingress).toEqual([]);
    }
  });

  it("lets its controller out to DNS, to the Kubernetes API and to where pods get credentials, and to nobody else", () => {
    expect(
      policyOf("controller").egress.map(({ ports }: { ports: { port: string }[] }) => ports.map(({ port }) => port)),
    ).toEqual([["53", "53"], ["443", "6443"], ["80"]]);
  });

  it("has a role that its controller alone takes on, for one kind of record in one zone", () => {
    expect(only(stack.resource["aws_eks_pod_identity_association"])).toMatchObject({
      namespace: "cert-manager",
      service_account: "cert-manager",
    });
    const { Statement } = JSON.parse(only(stack.resource["aws_iam_role_policy"]).policy);
    expect(
      Statement.map(({ Action, Resource }: { Action: string[]; Resource: string[] }) => [Action, Resource]),
    ).toEqual([
      [["route53:GetChange"], [expect.stringMatching(/:route53:::change\/\*$/)]],
      [["route53:ListResourceRecordSets"], [expect.stringMatching(/:hostedzone\/Z0123456789ABCDEFGHIJ$/)]],
      [["route53:ChangeResourceRecordSets"], [expect.stringMatching(/:hostedzone\/Z0123456789ABCDEFGHIJ$/)]],
    ]);
    expect(Statement[2].Condition).toEqual({
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
      "ForAllValues:StringLike": { "route53:ChangeResourceRecordSetsNormalizedRecordNames": ["_acme-challenge.*"] },
    });
  });

  it("has nothing of AWS without zones", () => {
    const without = synthStack((scope) => void certManagerIn(scope, { zones: [] }));
    expect(without.resource["aws_iam_role"]).toBeUndefined();
  });

  it("reaches an authority that it is let reach", () => {
    const reaching = synthStack((scope) => {
      certManagerIn(scope, { zones: [] }).allowTo(Peer.namespace("vault"), { port: 8200 });
    });
    expect(JSON.stringify(reaching.resource["kubernetes_network_policy_v1"])).toContain('"8200"');
  });

  it("is watched, with every certificate of the cluster", () => {
    synthStack((scope) => {
      const { watched } = certManagerIn(scope);
      expect(watched.map(({ subject, workload }) => [subject, workload.name, workload.metrics?.port])).toEqual([
        ["cert-manager", "cert-manager", "http-metrics"],
        ["workload", "cert-manager-webhook", "http-metrics"],
        ["workload", "cert-manager-cainjector", "http-metrics"],
      ]);
    });
  });
});

test("cert-manager says everything that is wrong with its props at once", () => {
  const message = thrownMessage(() =>
    synthStack(
      (scope) =>
        void new CertManager(scope, "cert-manager", {
          cluster: plainCluster,
          namespace: Namespace.fromName("cert-manager"),
          replicas: 1,
          webhookReplicas: 1.5,
          zones: [{ domain: "Example.org.", hostedZoneId: "/hostedzone/Z1" }, ZONE, ZONE],
        }),
    ),
  );
  expect(message.split("\n\n")).toEqual([
    "test/cert-manager: replicas of cert-manager is too small to lose a node\n" +
      "  got: 1\n  allowed: a whole number of at least 2\n  do this: raise it, or leave it out",
    "test/cert-manager: webhookReplicas of cert-manager is too small to lose a node\n" +
      "  got: 1.5\n  allowed: a whole number of at least 2\n  do this: raise it, or leave it out",
    'test/cert-manager: a zone has no proper domain\n  got: "Example.org."\n' +
      "  allowed: a domain in lower case, such as example.org\n" +
      "  do this: give the domain of the zone, without a dot at its end",
    "test/cert-manager: the zone Example.org. has no identifier that Route 53 gives\n" +
      '  got: "/hostedzone/Z1"\n  allowed: Z and up to 31 capital letters and digits, such as Z0123456789ABCDEFGHIJ\n' +
      "  do this: ask for it: aws route53 list-hosted-zones-by-name, without /hostedzone/",
    'test/cert-manager: a zone stands twice\n  got: "example.org"\n  allowed: each domain once\n' +
      "  do this: take one of them out: a challenge is answered in one zone",
  ]);
});

import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { Certificate } from "../../../constructs/certificates";
import { Namespace } from "../../../constructs/core/namespace";
import { addValidations } from "../../../constructs/core/validations";
import { addGuardrails } from "../../../constructs/policy";
import { StateBucket } from "../../../constructs/state";
import { synthApp } from "../../support/synth";
import { acmeIn, bundled, certManagerIn } from "./certificate-fixture";

test("certificates under the strict guardrails have nothing found against them", () => {
  const { test: stack } = synthApp((app) => {
    const scope = new TerraformStack(app, "test");
    const states = StateBucket.fromAttributes({ bucketName: "acme-prod-state", region: "eu-central-1" });
    new S3Backend(scope, states.backendSettings("certificates.tfstate"));
    addValidations(scope);
    new AwsProvider(scope, "aws", { region: "eu-central-1" });
    new KubernetesProvider(scope, "kubernetes", { configPath: "kubeconfig" });
    new HelmProvider(scope, "helm", { kubernetes: { configPath: "kubeconfig" } });
    const namespace = new Namespace(scope, "web-namespace", { name: "web" });
    const issuer = acmeIn(scope, certManagerIn(scope));
    new Certificate(scope, "web", { namespace, issuer, dnsNames: ["web.example.org"] });
    addGuardrails(scope, { profile: "strict" });
  });
  if (stack === undefined) throw new Error("the stack was not written");
  expect(bundled(stack).map(({ kind }) => kind)).toEqual(["ClusterIssuer", "Certificate"]);
});

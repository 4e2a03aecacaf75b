import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { AcmeDirectory, AcmeIssuer, Certificate, CertManager } from "cdktf-palisade/certificates";
import { ExistingCluster, helmProviderConfig, kubernetesProviderConfig } from "cdktf-palisade/cluster";
import { addValidations, Namespace } from "cdktf-palisade/core";
import type { Construct } from "constructs";

export class CertificatesStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: "eu-central-1", encrypt: true });
    new AwsProvider(this, "aws", { region: "eu-central-1", allowedAccountIds: ["123456789012"] });
    // A cluster of EKS with its agent for Pod Identity.
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", { context: "prod-eu", clusterName: "prod-eu" });
    new HelmProvider(this, "helm", helmProviderConfig(cluster.connection));
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(cluster.connection));

    const certManager = new CertManager(this, "cert-manager", {
      cluster,
      namespace: new Namespace(this, "cert-manager-namespace", { name: "cert-manager" }),
      zones: [{ domain: "example.org", hostedZoneId: "Z0123456789ABCDEFGHIJ" }],
    });
    const issuer = new AcmeIssuer(this, "public", {
      certManager,
      directory: AcmeDirectory.letsEncryptProduction(),
      email: "certificates@example.org",
      region: "eu-central-1",
      zones: certManager.zones,
    });
    new Certificate(this, "web", {
      namespace: Namespace.fromName("web"),
      issuer,
      dnsNames: ["web.example.org"],
    });
  }
}

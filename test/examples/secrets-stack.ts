import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { S3Backend, TerraformStack } from "cdktf";
import { ExistingCluster, helmProviderConfig, kubernetesProviderConfig } from "cdktf-palisade/cluster";
import { addValidations, Controller, ImageRef, Namespace, Workload } from "cdktf-palisade/core";
import {
  DatabaseEngine,
  GithubActionsAuth,
  PipelineOrigin,
  SecretAlerts,
  SecretDelivery,
  SopsFile,
  SopsProvider,
  VaultStore,
} from "cdktf-palisade/secrets";
import type { Construct } from "constructs";

const ADDRESS = "https://vault.internal:8200";

export class ReportsStack extends TerraformStack {
  constructor(scope: Construct, id: string, bootstrapFile = "secrets/bootstrap.enc.yaml") {
    super(scope, id);
    addValidations(this);
    new S3Backend(this, { bucket: "our-states", key: `${id}.tfstate`, region: "eu-central-1", encrypt: true });
    const cluster = ExistingCluster.fromKubeContext(this, "cluster", { context: "prod-eu" });
    new HelmProvider(this, "helm", helmProviderConfig(cluster.connection));
    new KubernetesProvider(this, "kubernetes", kubernetesProviderConfig(cluster.connection));
    new VaultProvider(this, "vault", { address: ADDRESS });
    new SopsProvider(this, "sops");

    const reports = new Workload(this, "reports", {
      cluster,
      namespace: Namespace.fromName("reports"),
      identity: { kind: "workload", name: "reports" },
      controller: Controller.deployment({ replicas: 2 }),
      containers: [
        {
          name: "reports",
          image: ImageRef.parse("registry.example.org/reports:1.4.0"),
          resources: { cpuMillicores: 100, memoryMiB: 256 },
        },
      ],
    });
    const vault = VaultStore.fromAddress(this, "vault-store", {
      address: ADDRESS,
      mount: "reports",
      delivery: SecretDelivery.vaultSecretsOperator(),
    });

    // What somebody else gave: a path and an age here, the value in Vault alone.
    const mailKey = vault.secret("mail/provider", { keys: ["api-key"], rotateEveryDays: 90 });
    reports.mount(mailKey.grantRead(reports).volume(), "/etc/mail");

    // What need not last: a user of the database for an hour, and a restart when there is a new one.
    const bootstrap = new SopsFile(this, "bootstrap", { file: bootstrapFile });
    const database = new DatabaseEngine(this, "database", { store: vault }).connection("reports", {
      kind: "postgresql",
      host: "reports.db.internal",
      database: "reports",
      username: "vault",
      password: bootstrap.value("db.password"),
      passwordVersion: 1,
    });
    const user = database.dynamicRole("reports", { memberOf: ["reports_readonly"] });
    reports.mount(user.grantRead(reports, { restartOnChange: true }).volume(), "/etc/database");

    // Who changes the key: one pipeline of one repository, and it cannot read it.
    const github = new GithubActionsAuth(this, "github", { audience: ADDRESS });
    const rotation = github.pipeline("rotate-mail-key", {
      repository: "example-org/reports",
      origin: PipelineOrigin.environment("prod"),
      ids: { ownerId: 123456, repositoryId: 789012 },
    });
    mailKey.grantWrite(rotation);

    new SecretAlerts(this, "secret-alerts", {
      monitoring: {
        namespaceName: "monitoring",
        releaseLabel: "kube-prometheus-stack",
        runbookBaseUrl: "https://example.org/runbooks",
      },
    });
  }
}

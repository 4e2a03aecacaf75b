import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { SECRET_SERVERS, type SecretServerSpec } from "../../lib/catalogue/charts/secret-servers";
import { API_PORT } from "../../lib/render/vault-configuration";
import { vaultRunbook } from "../../lib/render/vault-runbook";
import type { VaultRunbookSubject } from "../../lib/render/vault-runbook-subject";
import { HelmChart, withOverrides } from "../core/helm-chart";
import { type IdentityProps, markIdentity } from "../core/identity";
import { ImageRef } from "../core/image-ref";
import type { INamespace } from "../core/namespace";
import { type IPeer, Peer } from "../core/peer";
import { PodRole } from "../core/pod-identity";
import type { IWatchable, IWatchedPods, Watched } from "../core/watchable";
import type { AllowedTraffic } from "../core/workload-network";
import type { MetricsEndpoint } from "../core/workload-props";
import type { FirstStart } from "./first-start";
import type { AwsKmsSealOptions } from "./seal";
import { SealKey } from "./seal-key";
import { declareCertificate, type ServerCertificate } from "./server-certificate";
import type { Snapshots } from "./snapshots";
import type { VaultProviderLogin } from "./terraform-login";
import { VaultAudit } from "./vault-audit";
import { checkVaultServer } from "./vault-server-checks";
import { POD_IDENTITY, VaultServerNetwork } from "./vault-server-network";
import type { IVaultServer, SnapshotLogin, VaultServerProps } from "./vault-server-props";
import { embeddedValues, lastingValues, type ServerImage, type VaultServerPlace } from "./vault-server-values";
import { SNAPSHOT_AUDIENCE, VaultSnapshotJob } from "./vault-snapshot-job";

const DEFAULT_REPLICAS = 3;
const DEFAULT_DATA_GIB = 10;
const DEFAULT_AUDIT_GIB = 20;
const METRICS_PATH = "/v1/sys/metrics";
const HTTPS_PORT = 443;

/** What only servers that last are given; the checks have seen that all of it is there. */
interface Lasting {
  readonly seal: AwsKmsSealOptions;
  readonly certificate: ServerCertificate;
  readonly firstStart: FirstStart;
  readonly snapshots: Snapshots;
}

/**
 * Vault or OpenBao in the cluster: several servers with Raft behind TLS, opened by a key of their own in KMS, spread over
 * zones, audited, watched and saved. The first apply ends with servers that wait: `runbook` says who takes them into
 * service and how, and only then can a stack with the Vault provider be applied.
 */
export class VaultServer extends Construct implements IVaultServer, IWatchable, IWatchedPods {
  public readonly address: string;
  public readonly certificateAuthority: string | undefined;
  public readonly plainHttp: boolean;
  public readonly audit: VaultAudit;
  public readonly snapshotLogin: SnapshotLogin | undefined;
  public readonly name: string;
  public readonly namespace: INamespace;
  public readonly podLabels: Readonly<Record<string, string>>;
  public readonly identity: IdentityProps;
  public readonly metrics: MetricsEndpoint;
  public readonly watched: readonly Watched[];
  /** Host names that the certificate has to be good for, besides the address 127.0.0.1. */
  public readonly certificateNames: readonly string[];
  /** Who it is, to network policies of others. */
  public readonly peer: Peer;
  /** What the Vault provider is told so that Terraform can log in; undefined with the embedded seal. */
  public readonly terraformLogin: VaultProviderLogin | undefined;
  /** First start, trouble with the seal, restore, rotation: what people do with it, as Markdown. */
  public readonly runbook: string | undefined;
  /** What others can depend on. */
  public readonly release: ITerraformDependable;

  private readonly network: VaultServerNetwork;
  private readonly program: SecretServerSpec;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: VaultServerProps) {
    super(scope, id);
    checkVaultServer(this.node.path, props);
    this.program = SECRET_SERVERS[props.program ?? "vault"];
    this.name = props.name ?? "vault";
    this.namespace = props.namespace;
    this.identity = { kind: "secret-server", name: this.name };
    markIdentity(this, this.identity);
    this.podLabels = {
      "app.kubernetes.io/name": this.program.chart.name,
      "app.kubernetes.io/instance": this.name,
      component: "server",
    };
    this.peer = Peer.pods(this.namespace.namespaceName, this.podLabels);
    this.certificateNames = certificateNames(this.name, this.namespace.namespaceName, props.cluster.dnsDomain);
    const lasting = lastingOf(props);
    this.plainHttp = lasting === undefined;
    const scheme = this.plainHttp ? "http" : "https";
    this.address = `${scheme}://${this.host(props)}:${API_PORT}`;
    this.certificateAuthority = props.certificate?.certificateAuthority;
    this.audit = auditOf(this.program, this.plainHttp);
    const place = {
      server: this.program,
      name: this.name,
      identity: this.identity,
      cluster: props.cluster,
      podLabels: this.podLabels,
      image: this.image(props.image),
    };
    const made = lasting === undefined ? undefined : this.declareLasting(place, props, lasting);
    this.network = new VaultServerNetwork(this, {
      cluster: props.cluster,
      namespace: props.namespace,
      name: this.name,
      podLabels: this.podLabels,
      egress: made?.egress ?? [],
    });
    for (const client of props.clients ?? []) this.network.allowFrom(client);
    this.release = new HelmChart(this, "chart", {
      chart: this.program.chart,
      namespace: props.namespace,
      releaseName: this.name,
      ...withOverrides(made?.values ?? embeddedValues(place), props.chart),
      dependsOn: [...(props.dependsOn ?? []), ...(made?.ready ?? [])],
    }).release;
    const login = { name: this.name, namespace: this.namespace.namespaceName };
    this.terraformLogin = props.firstStart?.terraform.providerFor(login);
    const job =
      made === undefined || lasting === undefined
        ? undefined
        : this.declareSnapshots(props, lasting, made.certificateSecretName);
    this.snapshotLogin =
      job === undefined
        ? undefined
        : {
            roleName: job.workload.name,
            serviceAccountName: job.workload.serviceAccountName,
            namespaceName: this.namespace.namespaceName,
            audience: SNAPSHOT_AUDIENCE,
          };
    this.metrics = {
      port: scheme,
      path: METRICS_PATH,
      query: { format: "prometheus" },
      ...(made === undefined
        ? {}
        : { tls: { authoritySecretName: made.certificateSecretName, serverName: this.host(props) } }),
    };
    this.watched = [
      { subject: "vault", workload: this },
      ...(job === undefined ? [] : [{ subject: "vault-snapshots", workload: job.workload } as const]),
    ];
    this.runbook =
      made === undefined || lasting === undefined
        ? undefined
        : vaultRunbook(this.runbookSubject(props, lasting, made, job));
  }

  /** Lets the peer reach its API. The API has one port, so the names of ports are not looked at. */
  public allowFrom(peer: IPeer, ..._portNames: string[]): void {
    this.network.allowFrom(peer);
  }

  private image(given: ImageRef | undefined): ServerImage {
    const image = given ?? ImageRef.parse(this.program.image, this.node.path);
    const tag = image.locked(this).slice(`${image.repository}:`.length);
    if (given === undefined) return { tag };
    const [registry = "", ...rest] = image.repository.split("/");
    return this.program.splitsRegistry
      ? { registry, repository: rest.join("/"), tag }
      : { repository: image.repository, tag };
  }

  private host({ cluster }: VaultServerProps, service = this.name): string {
    return `${service}.${this.namespace.namespaceName}.svc.${cluster.dnsDomain}`;
  }

  private declareLasting(place: VaultServerPlace, props: VaultServerProps, lasting: Lasting) {
    const { cluster, namespace, dependsOn = [] } = props;
    const { seal, firstStart } = lasting;
    const role = new PodRole(this, "role", {
      clusterName: cluster.clusterName,
      namespace: namespace.namespaceName,
      serviceAccountName: this.name,
    });
    // The key lets the role in, not the role itself: nothing in the account's policies can widen that.
    const key = new SealKey(this, "seal", {
      name: `${cluster.clusterName}-${namespace.namespaceName}-${this.name}-seal`,
      userRoleArn: role.roleArn,
      breakGlassRoleArns: seal.breakGlassRoleArns ?? [],
      alarmTopicArn: seal.alarmTopicArn,
    });
    const certificate = declareCertificate(this, lasting.certificate, {
      name: this.name,
      namespace,
      dnsNames: this.certificateNames,
      dependsOn,
    });
    const storageClassName = props.storageClassName ?? cluster.storageClassName;
    return {
      values: lastingValues({
        ...place,
        replicas: props.replicas ?? DEFAULT_REPLICAS,
        storageClassName,
        dataStorageGiB: props.dataStorageGiB ?? DEFAULT_DATA_GIB,
        auditStorageGiB: props.auditStorageGiB ?? DEFAULT_AUDIT_GIB,
        certificateSecretName: certificate.secretName,
        openForRecovery: props.openForRecovery ?? false,
        seal: { type: "seal", labels: ["awskms"], settings: { region: seal.region, kms_key_id: key.keyArn } },
      }),
      certificateSecretName: certificate.secretName,
      sealKeyAlias: key.aliasName,
      ready: [...role.ready, ...certificate.ready],
      egress: [POD_IDENTITY, ...awsEgress(props, seal), ...loginEgress(firstStart)],
    };
  }

  private declareSnapshots(
    { cluster, namespace, image = ImageRef.parse(this.program.image, this.node.path) }: VaultServerProps,
    { snapshots: { spec } }: Lasting,
    authoritySecretName: string,
  ): VaultSnapshotJob | undefined {
    if (spec.kind === "keptElsewhere") return undefined;
    const job = new VaultSnapshotJob(this, "snapshots", {
      server: this.program,
      serverImage: image,
      serverName: this.name,
      cluster,
      namespace,
      activeHost: `${this.name}-active.${namespace.namespaceName}.svc.${cluster.dnsDomain}`,
      servers: this.peer,
      authoritySecretName,
      target: spec,
    });
    this.network.allowFrom(job.workload);
    return job;
  }

  private runbookSubject(
    props: VaultServerProps,
    { seal, firstStart, snapshots: { spec } }: Lasting,
    made: { readonly certificateSecretName: string; readonly sealKeyAlias: string },
    job: VaultSnapshotJob | undefined,
  ): VaultRunbookSubject {
    return {
      server: this.program,
      name: this.name,
      namespace: this.namespace.namespaceName,
      replicas: props.replicas ?? DEFAULT_REPLICAS,
      certificateSecretName: made.certificateSecretName,
      sealKeyAlias: made.sealKeyAlias,
      region: seal.region,
      holders: firstStart.holders,
      threshold: firstStart.threshold,
      login: firstStart.terraform.spec,
      ...(job === undefined || spec.kind === "keptElsewhere"
        ? {}
        : { snapshots: { bucketName: spec.bucket.bucketName, prefix: job.prefix, jobName: job.workload.name } }),
    };
  }
}

function lastingOf({ seal, certificate, firstStart, snapshots }: VaultServerProps): Lasting | undefined {
  if (seal.spec.kind === "embedded") return undefined;
  if (certificate === undefined || firstStart === undefined || snapshots === undefined) return undefined;
  return { seal: seal.spec, certificate, firstStart, snapshots };
}

/** Onto the volume of servers that last; an embedded one has none, and writes into the pod's own log. */
function auditOf({ auditDevices }: SecretServerSpec, isEmbedded: boolean): VaultAudit {
  if (auditDevices !== "api") return VaultAudit.keptElsewhere();
  return isEmbedded ? VaultAudit.file("stdout") : VaultAudit.file();
}

/** Every name under which a server is reached: by clients, as the active one, and by the others, each by its own. */
function certificateNames(name: string, namespace: string, dnsDomain: string): readonly string[] {
  const services = [name, `${name}-active`, `${name}-standby`, `*.${name}-internal`];
  const domains = ["", `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.${dnsDomain}`];
  return services.flatMap((service) => domains.map((domain) => `${service}${domain}`));
}

/** KMS, and for a login as a role in AWS the security token service: both have endpoints in the network of a cluster. */
function awsEgress({ cluster }: VaultServerProps, { reachedAt }: AwsKmsSealOptions): readonly AllowedTraffic[] {
  const ports = [{ port: HTTPS_PORT }];
  if (reachedAt !== undefined) return [{ peer: reachedAt, ports }];
  const own = cluster.privateCidrs.map((cidr) => ({ peer: Peer.cidr(cidr), ports }));
  return own.length === 0 ? [{ peer: Peer.internet(), ports }] : own;
}

/** The keys that tokens of GitHub are checked with stand on the internet. */
function loginEgress({ terraform }: FirstStart): readonly AllowedTraffic[] {
  return terraform.spec.kind === "githubActions" ? [{ peer: Peer.internet(), ports: [{ port: HTTPS_PORT }] }] : [];
}

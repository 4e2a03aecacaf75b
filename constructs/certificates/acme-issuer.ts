import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type AcmeIdentity, type AcmeZone, acmeIssuer } from "../../lib/render/acme-issuer";
import type { CertificateIssuer } from "../../lib/render/cert-manager-certificate";
import { issuerAccount } from "../../lib/render/cert-manager-vault";
import { iamPolicy, webIdentityTrust } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { inBase64 } from "../core/certificate-text";
import { markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { Peer } from "../core/peer";
import type { IServiceAccountIssuer } from "../secrets";
import { acmeProblems } from "./acme-checks";
import type { AcmeDirectory } from "./acme-directory";
import type { CertManager } from "./cert-manager";
import { answerStatements, Route53Login } from "./route53";

/** Props of `AcmeIssuer`. */
export interface AcmeIssuerProps {
  /** The cert-manager that asks for it. */
  readonly certManager: CertManager;
  /** Authority that signs. */
  readonly directory: AcmeDirectory;
  /** Address that the authority writes to, of a team rather than of a person. */
  readonly email: string;
  /** Zones whose names it has certificates for. */
  readonly zones: readonly AcmeZone[];
  /** Region whose security token service is asked; Route 53 itself has none. */
  readonly region: string;
  /** How it logs in to AWS. @default - as the pods of cert-manager do, which need the zones too */
  readonly login?: Route53Login;
  /** Namespace it signs for. @default - the whole cluster */
  readonly namespace?: INamespace;
  /** Its name. @default - the id */
  readonly name?: string;
  /**
   * Secret that cert-manager puts the key of the account into: in the issuer's namespace, or in that of cert-manager for
   * one of the cluster. Whoever has it can revoke certificates and have new ones. @default - the name and -account-key
   */
  readonly accountKeySecretName?: string;
}

const HTTPS = { port: 443 };

/** Certificates from an authority that speaks ACME: names are proven by records in Route 53, so nothing has to be reachable. */
export class AcmeIssuer extends Construct implements CertificateIssuer {
  public readonly kind: "Issuer" | "ClusterIssuer";
  public readonly name: string;
  /** What certificates have to wait for. */
  public readonly release: ITerraformDependable;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: AcmeIssuerProps) {
    super(scope, id);
    // What plain JavaScript leaves out is found missing, and not an error of its own.
    const { login = Route53Login.podIdentity(), name = id, ...given } = { ...props };
    const { accountKeySecretName = `${name}-account-key` } = given;
    const check = new Checker(this.node.path);
    for (const problem of acmeProblems({ ...given, name, login, accountKeySecretName })) check.add(problem);
    check.done();
    const { certManager, directory, namespace, zones } = given;
    this.kind = namespace === undefined ? "ClusterIssuer" : "Issuer";
    this.name = name;
    markIdentity(this, { kind: "key", name });
    reach(certManager, login);
    const place = namespace ?? certManager.namespace;
    const role = login.issuer === undefined ? undefined : this.declareRole(place, zones, login.issuer);
    const [own, other] = [TerraformStack.of(this), TerraformStack.of(certManager)];
    if (own !== other) own.addDependency(other);
    const { certificateAuthority } = directory;
    this.release = new ManifestBundle(this, "issuer", {
      namespace: place,
      manifests: [
        ...(role === undefined ? [] : issuerAccount(name, certManager.pods)),
        acmeIssuer({
          kind: this.kind,
          name,
          server: directory.address,
          ...(certificateAuthority === undefined ? {} : { caBundle: inBase64(certificateAuthority) }),
          email: props.email,
          accountKeySecretName,
          region: props.region,
          zones,
          ...(role === undefined ? {} : { identity: role.identity }),
        }),
      ],
      dependsOn: [...(own === other ? [certManager.release] : []), ...(role?.ready ?? [])],
    }).release;
  }

  /** A role that this issuer's account alone takes on, for its zones alone. */
  private declareRole(
    { namespaceName }: INamespace,
    zones: readonly AcmeZone[],
    { issuer, providerArn }: IServiceAccountIssuer,
  ): { readonly identity: AcmeIdentity; readonly ready: readonly ITerraformDependable[] } {
    const role = new IamRole(this, "role", {
      namePrefix: `${physicalName(["acme", namespaceName, this.name], NameRules.awsIamRolePrefix)}-`,
      description: `Answers challenges for the issuer ${namespaceName}/${this.name}.`,
      assumeRolePolicy: webIdentityTrust({
        issuer,
        providerArn,
        namespace: namespaceName,
        serviceAccountName: this.name,
      }),
    });
    const policy = new IamRolePolicy(this, "challenges", {
      role: role.name,
      policy: iamPolicy(answerStatements(AwsAccount.of(this).partition, zones)),
    });
    return { identity: { roleArn: role.arn, serviceAccountName: this.name }, ready: [policy] };
  }
}

/**
 * Authorities of ACME and Route 53 speak TLS on the internet. The security token service, which an issuer with a login of its
 * own asks, may have an endpoint inside of the network.
 */
function reach(certManager: CertManager, { issuer }: Route53Login): void {
  certManager.allowTo(Peer.internet(), HTTPS);
  if (issuer === undefined) return;
  for (const cidr of certManager.cluster.privateCidrs) certManager.allowTo(Peer.cidr(cidr), HTTPS);
}

import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import type { Problem } from "../../lib/core/errors";
import { NameRules, physicalName } from "../../lib/core/naming";
import { type AcmeIdentity, type AcmeZone, acmeIssuer } from "../../lib/render/acme-issuer";
import type { CertificateIssuer } from "../../lib/render/cert-manager-certificate";
import { issuerAccount } from "../../lib/render/cert-manager-vault";
import { iamPolicy, webIdentityTrust } from "../../lib/render/iam-policy";
import { AwsAccount } from "../core/aws-account";
import { markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import type { IServiceAccountIssuer } from "../secrets";
import type { AcmeDirectory } from "./acme-directory";
import { type CertManager, HTTPS_ON_THE_INTERNET } from "./cert-manager";
import { issuerNameProblem } from "./certificate-checks";
import { answerStatements, Route53Login, zoneProblems } from "./route53";

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

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Certificates from an authority that speaks ACME: names are proven by records in Route 53, so nothing has to be reachable. */
export class AcmeIssuer extends Construct implements CertificateIssuer {
  public readonly kind: "Issuer" | "ClusterIssuer";
  public readonly name: string;
  /** What certificates have to wait for. */
  public readonly release: ITerraformDependable;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: AcmeIssuerProps) {
    super(scope, id);
    const { certManager, directory, login = Route53Login.podIdentity(), namespace, name = id, zones } = props;
    const { accountKeySecretName = `${name}-account-key` } = props;
    const check = new Checker(this.node.path);
    for (const problem of acmeProblems({ ...props, name, login, accountKeySecretName })) check.add(problem);
    check.done();
    this.kind = namespace === undefined ? "ClusterIssuer" : "Issuer";
    this.name = name;
    markIdentity(this, { kind: "key", name });
    certManager.allowTo(HTTPS_ON_THE_INTERNET.peer, HTTPS_ON_THE_INTERNET.port);
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
          ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
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

function acmeProblems({
  accountKeySecretName,
  certManager,
  email,
  login,
  name,
  namespace,
  region,
  zones,
}: AcmeIssuerProps & {
  readonly name: string;
  readonly login: Route53Login;
  readonly accountKeySecretName: string;
}): readonly Problem[] {
  const problems: (Problem | undefined)[] = [
    issuerNameProblem("the name of the issuer", name),
    issuerNameProblem("accountKeySecretName", accountKeySecretName),
    EMAIL.test(email) ? undefined : oddEmail(email),
    REGION.test(region) ? undefined : oddRegion(region),
    zones.length > 0 ? undefined : noZones(),
    ...zoneProblems(zones),
  ];
  if (login.issuer === undefined) {
    const known = certManager.zones.map(({ hostedZoneId }) => hostedZoneId);
    const foreign = zones.filter(({ hostedZoneId }) => !known.includes(hostedZoneId));
    problems.push(
      ...foreign.map((zone) => notGranted(zone, certManager)),
      namespace === undefined ? undefined : borrowed(namespace.namespaceName),
    );
  }
  return problems.filter((problem) => problem !== undefined);
}

function oddEmail(got: string): Problem {
  return {
    what: "the authority has nobody to write to",
    got,
    allowed: "an address such as certificates@example.org",
    doThis: "give the address of a team that reads it",
  };
}

function oddRegion(got: string): Problem {
  return {
    what: "the region is not one of AWS",
    got,
    allowed: "such as eu-central-1",
    doThis: "give the region of the cluster",
  };
}

function noZones(): Problem {
  return {
    what: "the issuer has no zone, so it could prove no name",
    allowed: "one zone or more",
    doThis: "name the zones of the names it is for",
  };
}

function notGranted({ domain }: AcmeZone, { zones }: CertManager): Problem {
  return {
    what: `cert-manager may not answer challenges in the zone ${domain}`,
    got: domain,
    allowed: zones.map((zone) => zone.domain).join(", ") || "none: it has no zones",
    doThis:
      "add the zone to the zones of CertManager, or give the issuer a login of its own with Route53Login.webIdentity",
  };
}

function borrowed(namespace: string): Problem {
  return {
    what: "an issuer of one namespace would log in to AWS as cert-manager itself, which cert-manager refuses",
    got: namespace,
    allowed: "a login of its own, or an issuer of the whole cluster",
    doThis: "give login: Route53Login.webIdentity(…), or leave the namespace out",
  };
}

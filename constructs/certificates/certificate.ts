import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { type CertificateIssuer, certificateObject } from "../../lib/render/cert-manager-certificate";
import { markIdentity } from "../core/identity";
import { ManifestBundle } from "../core/manifest-bundle";
import type { INamespace } from "../core/namespace";
import { AcmeIssuer } from "./acme-issuer";
import { certificateProblems, USAGES } from "./certificate-checks";

/** Props of `Certificate`. */
export interface CertificateProps {
  /** Namespace of the Secret. */
  readonly namespace: INamespace;
  /** Who signs it: an `AcmeIssuer`, what `PkiRole.issuer` returns, or kind and name of any issuer of cert-manager. */
  readonly issuer: CertificateIssuer;
  /** Host names it is good for; `*.` at the beginning stands for one part. */
  readonly dnsNames: readonly string[];
  /** Its name. @default - the id */
  readonly name?: string;
  /** Secret with `tls.crt`, `tls.key` and `ca.crt`. @default - the name */
  readonly secretName?: string;
  /** What it is for. @default - server */
  readonly usage?: "server" | "client" | "both";
  /** Hours it is good for; an issuer may give less. @default - 2160: 90 days */
  readonly lifetimeHours?: number;
  /** Hours before its end at which it is renewed. @default - a third of the lifetime */
  readonly renewBeforeHours?: number;
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const DEFAULT_LIFETIME_HOURS = 2160;

/** A certificate in a Secret, which cert-manager renews with a new key each time. The key is made in the cluster and stays there. */
export class Certificate extends Construct {
  /** Secret that it stands in. */
  public readonly secretName: string;
  /** What readers of the Secret can depend on. It may come some time after this. */
  public readonly release: ITerraformDependable;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    // What plain JavaScript leaves out is found missing, and not an error of its own.
    const { lifetimeHours = DEFAULT_LIFETIME_HOURS, name = id, usage = "server", ...given } = { ...props };
    const { renewBeforeHours = Math.floor(lifetimeHours / 3), secretName = name } = given;
    const order = { ...given, name, secretName, lifetimeHours, renewBeforeHours, usage };
    const check = new Checker(this.node.path);
    for (const problem of certificateProblems(order)) check.add(problem);
    check.done();
    const { dnsNames, issuer, namespace } = given;
    this.secretName = secretName;
    markIdentity(this, { kind: "secret", name });
    this.release = new ManifestBundle(this, "certificate", {
      namespace,
      manifests: [
        certificateObject({
          name,
          namespace: namespace.namespaceName,
          secretName,
          dnsNames,
          issuer,
          lifetimeHours,
          renewBeforeHours,
          usages: USAGES[usage],
        }),
      ],
      dependsOn: [...(props.dependsOn ?? []), ...this.issuerHere(issuer)],
    }).release;
  }

  /** An issuer of the same stack has to be there first. */
  private issuerHere(issuer: CertificateIssuer): readonly ITerraformDependable[] {
    if (!(issuer instanceof AcmeIssuer)) return [];
    return TerraformStack.of(issuer) === TerraformStack.of(this) ? [issuer.release] : [];
  }
}

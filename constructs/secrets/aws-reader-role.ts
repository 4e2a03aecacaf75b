import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { NameRules } from "../../lib/core/naming";
import type { DeliveryObject } from "../../lib/render/delivered-object";
import { iamPolicy, webIdentityTrust } from "../../lib/render/iam-policy";
import type { AwsSecretStore } from "./aws-secret-store";
import { readStatements } from "./aws-statements";
import { distinctName } from "./secret-names";

/** Props of `AwsReaderRole`. */
export interface AwsReaderRoleProps {
  /** Store it reads. */
  readonly store: AwsSecretStore;
  /** Namespace of the reader. */
  readonly namespace: string;
  /** Service account that may take the role on. */
  readonly serviceAccountName: string;
}

/** Annotation that names the role of a service account (Amazon EKS User Guide, "Assign IAM roles to Kubernetes service accounts"). */
const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** The IAM role of one reader: it reads the secrets that were granted, and is taken on by one service account. */
export class AwsReaderRole extends Construct {
  /** Its ARN, as text: another stack names it without reading a state. */
  public readonly roleArn: string;
  /** Service account that may take it on. */
  public readonly serviceAccountName: string;
  /** What the operator has to wait for. */
  public readonly ready: readonly ITerraformDependable[];

  private readonly arns: string[] = [];
  private readonly policy: IamRolePolicy;
  private readonly store: AwsSecretStore;

  public constructor(scope: Construct, id: string, props: AwsReaderRoleProps) {
    super(scope, id);
    const { namespace, serviceAccountName, store } = props;
    const { accountId, issuer, region } = store;
    this.store = store;
    this.serviceAccountName = serviceAccountName;
    // Roles are global: two regions may have stacks of one name.
    const name = distinctName(
      [TerraformStack.of(this).node.id, region, namespace, serviceAccountName],
      NameRules.awsIamRole,
    );
    const role = new IamRole(this, "Resource", {
      name,
      description: `Reads secrets for ${namespace}/${serviceAccountName}.`,
      assumeRolePolicy: webIdentityTrust({
        issuer: issuer.issuer,
        providerArn: issuer.providerArn,
        namespace,
        serviceAccountName,
      }),
    });
    this.roleArn = `arn:aws:iam::${accountId}:role/${name}`;
    this.policy = new IamRolePolicy(this, "read", { role: role.name, policy: this.render() });
    this.ready = [this.policy];
  }

  /** The service account, for the reader's namespace. No pod runs as it: the operator asks for its tokens. */
  public get serviceAccount(): DeliveryObject {
    return {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: this.serviceAccountName, annotations: { [ROLE_ANNOTATION]: this.roleArn } },
      automountServiceAccountToken: false,
    };
  }

  /** Lets it read one more secret. */
  public letRead(arn: string): void {
    if (this.arns.includes(arn)) return;
    this.arns.push(arn);
    this.policy.policy = this.render();
  }

  private render(): string {
    return iamPolicy(readStatements(this.store, this.arns));
  }
}

import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { AWS_AUDIENCE } from "../../lib/render/iam-policy";

/** Who signs the tokens of a cluster's service accounts, as AWS knows it. */
export interface IServiceAccountIssuer {
  /** ARN of the provider in IAM. */
  readonly providerArn: string;
  /** Host and path of the issuer, without its scheme. */
  readonly issuer: string;
}

function oddIssuer(got: string): Problem {
  return {
    what: "the issuer of the cluster's tokens is not written as IAM has it",
    got,
    allowed: "host and path without a scheme, such as oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE",
    doThis: "ask the cluster: aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer",
    where: "ServiceAccountIssuer",
  };
}

/**
 * Lets AWS believe the tokens of a cluster's service accounts. One for each cluster and account: IAM refuses a second.
 */
export class ServiceAccountIssuer extends Construct implements IServiceAccountIssuer {
  /** An issuer that IAM knows already. @throws PalisadeError when it is written otherwise than IAM has it */
  public static fromIssuer(accountId: string, issuer: string): IServiceAccountIssuer {
    if (!/^[a-z0-9.-]+\.[a-z]+(\/[\w./-]+)?$/.test(issuer)) throw new PalisadeError([oddIssuer(issuer)]);
    return { issuer, providerArn: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` };
  }

  public readonly providerArn: string;
  public readonly issuer: string;

  /** @param clusterName the EKS cluster, which exists by then */
  public constructor(scope: Construct, id: string, clusterName: string) {
    super(scope, id);
    const url = new DataAwsEksCluster(this, "cluster", { name: clusterName }).identity.get(0).oidc.get(0).issuer;
    this.providerArn = new IamOpenidConnectProvider(this, "Resource", { url, clientIdList: [AWS_AUDIENCE] }).arn;
    this.issuer = Fn.trimprefix(url, "https://");
  }
}

import type { CurveName } from "../../lib/catalogue/keys";
import { IdentityKeys } from "../core/identity";

/** What the steps have to name. */
export interface CloudHsmSteps {
  /** Construct path, by which a tag of the cluster tells which one it is. */
  readonly path: string;
  /** Name of the key source. */
  readonly name: string;
  readonly curve: CurveName;
  readonly backupDays: number;
  /** Whether people did their part already. */
  readonly isInitialized: boolean;
}

/**
 * What a person does, in this order. Sources: AWS CloudHSM User Guide, "Initialize the cluster", "Activate the cluster",
 * "Create an AWS CloudHSM user with CloudHSM CLI", "key generate-asymmetric-pair ec", "Key attributes".
 */
export function cloudHsmSteps(steps: CloudHsmSteps): readonly string[] {
  const { path, name, curve, backupDays } = steps;
  const tag = `TagList[?Key=='${IdentityKeys.path}' && Value=='${path}']`;
  const keep = `Keep backups for ${backupDays} days: \`aws cloudhsmv2 modify-cluster --cluster-id <cluster> --backup-retention-policy Type=DAYS,Value=${backupDays}\`.`;
  return [
    `Find the cluster: \`aws cloudhsmv2 describe-clusters --query "Clusters[?${tag}].[ClusterId,State]" --output text\`.`,
    ...(steps.isInitialized ? [keep] : [...initialization(), keep, afterwards(path)]),
    `An officer makes a crypto user for the signer: \`user create --username ${name} --role crypto-user\`. Its password goes into the secret store by hand, never through a file of Terraform.`,
    `Log in as that user and make the key: \`key generate-asymmetric-pair ec --curve ${curve} --public-label ${name}-public --private-label ${name} --public-attributes verify=true --private-attributes sign=true extractable=false\`. Without the last attribute the key can be taken out.`,
    "Read the public key, and write it, or its address, into `keys`.",
    "Let two officers each log in once, and turn on a quorum for making and deleting users.",
  ];
}

function initialization(): readonly string[] {
  return [
    "Before anything else, check that the module is one of AWS's (AWS CloudHSM User Guide, \"Verify the identity and authenticity of your cluster's HSM\"): it can be done until the cluster is initialized, and never again.",
    "On a machine without a network, two people make the issuing key and its self-signed certificate: `openssl genrsa -aes256 -out customerCA.key 2048`, `openssl req -new -x509 -days 3652 -key customerCA.key -out customerCA.crt`. The key stays offline, in two copies.",
    "Fetch the request: `aws cloudhsmv2 describe-clusters --filters clusterIds=<cluster> --output text --query 'Clusters[].Certificates.ClusterCsr' > <cluster>_ClusterCsr.csr`.",
    "Sign it offline: `openssl x509 -req -days 3652 -in <cluster>_ClusterCsr.csr -CA customerCA.crt -CAkey customerCA.key -CAcreateserial -out <cluster>_CustomerHsmCertificate.crt`.",
    "Initialize: `aws cloudhsmv2 initialize-cluster --cluster-id <cluster> --signed-cert file://<cluster>_CustomerHsmCertificate.crt --trust-anchor file://customerCA.crt`.",
    "On a machine in one of the clients' security groups, put customerCA.crt at /opt/cloudhsm/etc/customerCA.crt, install CloudHSM CLI, and run `cluster activate`: the first officer sets the admin's password and keeps it.",
    "The first officer makes the second one: `user create --username <officer> --role admin`. The second changes the password at once.",
  ];
}

function afterwards(path: string): string {
  return `Write the day, the officers and customerCA.crt into \`ceremony\` of ${path}, and apply: only then do the other modules come, since AWS refuses a second one in a cluster that is not active.`;
}

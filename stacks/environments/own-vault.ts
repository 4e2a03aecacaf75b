import { readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmTopicArn } from "../audit-facts";
import type { OwnVault } from "../environment-vault";
import { mirrored } from "./mirror";

/** The authority that signs the servers' certificates; put yours there. */
const AUTHORITY = readFileSync(join(__dirname, "authorities", "vault.pem"), "utf8");

/** Who holds a share, with fingerprints of keys that nobody has; put your people here. */
const HOLDERS = [
  { name: "anna", pgpFingerprint: "A000000000000000000000000000000000000001" },
  { name: "ben", pgpFingerprint: "B000000000000000000000000000000000000002" },
  { name: "carla", pgpFingerprint: "C000000000000000000000000000000000000003" },
];

/** GitHub's numbers of a repository that nobody has. */
const IDS = { ownerId: 100_000_001, repositoryId: 200_000_001 };

/** Where an environment's server stands, and what tells it from those of other environments. */
export interface OwnVaultPlace {
  /** Name of the environment. */
  readonly environment: string;
  /** Account it lives in. */
  readonly accountId: string;
  /** Region of its cluster. */
  readonly region: string;
  /** SHA-256 fingerprint of the certificate that the server shows. */
  readonly fingerprint: string;
}

/** Three servers on the environment's own cluster, applied by one repository and opened in an emergency by three people. */
export function ownVault({ environment, accountId, region, fingerprint }: OwnVaultPlace): OwnVault {
  return {
    kind: "own",
    // No cluster name resolves outside: run kubectl port-forward --namespace vault service/vault 8200 beside Terraform.
    terraformAddress: "https://127.0.0.1:8200",
    mount: `apps-${environment}`,
    image: mirrored("hashicorp/vault:2.0.4"),
    seal: { region, alarmTopicArn: alarmTopicArn(environment, accountId, region) },
    certificate: { secretName: "vault-tls", authority: AUTHORITY, fingerprints: [fingerprint] },
    holders: HOLDERS,
    snapshots: {
      bucketName: `example-palisade-${environment}-vault`,
      lockedDays: 35,
      image: mirrored("aws-cli/aws-cli:2.36.46"),
    },
    pipeline: {
      repository: "example-org/infrastructure",
      ids: IDS,
      deploymentEnvironment: environment,
    },
  };
}

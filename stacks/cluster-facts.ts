import type { NodePurpose } from "../constructs/core/cluster";
import { ENCRYPTED_STORAGE_CLASS } from "../constructs/eks";
import { planSubnets } from "../lib/core/subnet-plan";
import type { AwsPlatform, EnvironmentSpec } from "./environment";

/** Storage class that the platform stack makes for chain data on AWS. */
export const CHAIN_DATA_STORAGE_CLASS = "chain-data";

/** Name of the value that clients of a published RPC tier show, in its secret. */
export const CLIENT_SECRET_KEY = "token";

/** Name of the address of an external RPC provider, in its secret. */
export const ENDPOINT_KEY = "endpoint";

/** Days after which a value that people or pipelines wrote has to be another. */
export const SECRET_AGE_DAYS = 90;

/** Where the platform stack puts the operator that brings secrets to pods, and what its pods are called. */
export const SECRETS_OPERATOR = { name: "external-secrets", namespace: "external-secrets" } as const;

/** Namespace of what holds keys, with nothing else in it. */
export const SIGNERS_NAMESPACE = "signers";

/**
 * Secrets in the environment's mount: what a signer shows, whom it knows, and by what it knows the guard in front of it. It
 * knows each by a fingerprint, so that its pipeline renews both sides together.
 */
export function signerSecrets(key: string) {
  return {
    server: { path: `signers/${key}/server`, keys: ["keystore.p12", "password"] },
    clients: { path: `signers/${key}/clients`, keys: ["known-clients"] },
    guard: { path: `signers/${key}/guard`, keys: ["tls.crt", "tls.key"] },
  };
}

/** Days that what a guard shows to who pays is good for; it is renewed after two thirds of them. */
export const GUARD_CERTIFICATE_DAYS = 30;

/** Zones an environment spreads over. */
const ZONE_LETTERS = ["a", "b", "c"];

/** What several stacks know of an environment's cluster without asking each other. */
export interface ClusterFacts {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Zones of its network, in the order of the private subnets. */
  readonly zones: readonly string[];
  /** Purposes it has nodes for. */
  readonly reservedPurposes: readonly NodePurpose[];
  /** Storage class that the platform stack makes. */
  readonly storageClassName: string;
  /** Value of the `karpenter.sh/discovery` tag on the private subnets. */
  readonly discoveryName: string;
}

/** The facts that follow from the environment's data. */
export function clusterFacts(environment: string, { region, nodeGroups }: AwsPlatform): ClusterFacts {
  return {
    clusterName: `${environment}-cluster`,
    zones: ZONE_LETTERS.map((letter) => `${region}${letter}`),
    reservedPurposes: Object.values(nodeGroups).flatMap(({ purpose }) => (purpose === undefined ? [] : [purpose])),
    storageClassName: ENCRYPTED_STORAGE_CLASS,
    discoveryName: environment,
  };
}

/** Blocks that public load balancers of an environment send from; none where it has no network of its own. */
export function publicSubnets({ platform }: EnvironmentSpec): readonly string[] {
  return platform.kind === "aws" ? planSubnets(platform.cidr, ZONE_LETTERS.length).public : [];
}

import type { CurveName } from "../../lib/catalogue/keys";
import { physicalName } from "../../lib/core/naming";
import type { EnclaveNodesProps, IEksCluster, NodeGroupProps } from "../eks";
import type { ISigningRole } from "./aws-kms-keys";
import type { KeySourceProps } from "./key-source";

/** Nodes that start enclaves. */
export interface EnclaveNodeProps
  extends Pick<
    NodeGroupProps,
    | "instanceTypes"
    | "minNodes"
    | "maxNodes"
    | "desiredNodes"
    | "architecture"
    | "diskGiB"
    | "diskKeyArn"
    | "releaseVersion"
  > {
  /** What one enclave gets of its node: there is one on each. */
  readonly enclave: Omit<EnclaveNodesProps, "reservedFor">;
}

/** Props of `KeySource.nitroEnclave`. */
export interface NitroEnclaveProps extends KeySourceProps {
  /** Curve of the keys: KMS makes key pairs on `secp256k1` and `ed25519` for an enclave. */
  readonly curve: CurveName;
  /** What it signs, for people who read the key list. */
  readonly description: string;
  /** Cluster whose nodes start the enclaves. */
  readonly cluster: IEksCluster;
  /** Nodes that are made for it, and reserved. */
  readonly nodes: EnclaveNodeProps;
  /**
   * Measurements of the enclave images that get the keys in clear (PCR0), as `nitro-cli build-enclave` prints them: one,
   * or two while one image follows the other. Public. An enclave in debug mode measures zeros, and is refused.
   */
  readonly images: readonly string[];
  /**
   * Measurement of the certificate that the images have to be signed with beside (PCR8), as `nitro-cli build-enclave`
   * prints it. Public. @default - images need no signature: `images` names each of them
   */
  readonly signerPcr8?: string;
  /** Role of the pods that start the enclaves, such as a `PodRole`. Without an enclave it gets nothing. */
  readonly role: ISigningRole;
  /**
   * ARN of the SNS topic that is told when the key is disabled, deleted, or its policy or alias changes. Its policy has
   * to let `events.amazonaws.com` publish, and CloudTrail has to be on in the region.
   */
  readonly alarmTopicArn: string;
  /**
   * ARNs of roles that may have the key deleted. KMS refuses it to everyone else, the account's administrators and
   * Terraform among them: the signing keys are encrypted under it. It can still be disabled.
   * @default - nobody
   */
  readonly breakGlassRoleArns?: readonly string[];
}

/** EKS adds 26 characters to a prefix and takes 63 in all; a node group's own name has at most 30. */
const NODE_GROUP = { maxLength: 30, allowedCharacters: "a-z0-9-" };

/** Name of the node group of a key source. */
export function nodeGroupName(source: string): string {
  return physicalName([source], NODE_GROUP);
}

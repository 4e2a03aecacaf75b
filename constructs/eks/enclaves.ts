import type { ReservedNodes } from "../core/cluster";

/** Part of each node that is kept back for Nitro Enclaves, which take it from the node's own memory and processors. */
export interface EnclaveNodesProps {
  /**
   * What the enclaves are for, such as `hot-wallet`. The nodes are reserved for it by label and taint: every pod of a node
   * can talk to the enclaves on it.
   */
  readonly reservedFor: string;
  /** Memory of all enclaves of a node together, in MiB: a multiple of 1024, or an even number below that. */
  readonly memoryMiB: number;
  /** Processors of all enclaves of a node together. Whole cores: an even number, except on AWS's own processors. */
  readonly cpuCount: number;
}

/** Label and taint key of nodes that are reserved for the enclaves of one thing. */
export const ENCLAVES_KEY = "palisade.dev/enclaves";

/** Label by which the device plugin finds its nodes (aws/aws-nitro-enclaves-k8s-device-plugin, README). */
export const ENCLAVE_PLUGIN_LABEL = { "aws-nitro-enclaves-k8s-dp": "enabled" } as const;

/** How a pod gets onto nodes that are reserved for enclaves. */
export function reservedEnclaveNodes(reservedFor: string): ReservedNodes {
  return {
    nodeSelector: { [ENCLAVES_KEY]: reservedFor },
    tolerations: [{ key: ENCLAVES_KEY, value: reservedFor, effect: "NoSchedule" }],
  };
}

const MIB_IN_GIB = 1024;

/** Size of the huge pages in which a node keeps the memory of its enclaves: the allocator takes the largest that fit. */
export function enclavePages(memoryMiB: number): "1Gi" | "2Mi" {
  return memoryMiB % MIB_IN_GIB === 0 ? "1Gi" : "2Mi";
}

const BOUNDARY = "==PALISADE==";

/**
 * What a node does before it joins its cluster: it installs what starts enclaves, and takes memory and processors out of
 * its own use, so that the kubelet counts what is left. EKS puts its own part beside it. Base64, as a launch template
 * takes it. Source: AWS Nitro Enclaves User Guide, "Using Nitro Enclaves with Amazon EKS", Amazon Linux 2023.
 */
export function enclaveUserData({ memoryMiB, cpuCount }: EnclaveNodesProps): string {
  const script = [
    "#!/bin/bash",
    "set -euo pipefail",
    "dnf install --assumeyes aws-nitro-enclaves-cli",
    `printf -- '---\\nmemory_mib: %s\\ncpu_count: %s\\n' ${memoryMiB} ${cpuCount} > /etc/nitro_enclaves/allocator.yaml`,
    "systemctl enable --now nitro-enclaves-allocator.service",
  ];
  const parts = [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    'Content-Type: text/x-shellscript; charset="us-ascii"',
    "",
    ...script,
    "",
    `--${BOUNDARY}--`,
    "",
  ];
  return Buffer.from(parts.join("\n")).toString("base64");
}

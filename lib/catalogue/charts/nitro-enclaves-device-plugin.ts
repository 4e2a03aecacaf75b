import type { ChartSpec } from "./chart-spec";

/**
 * The device plugin of AWS Nitro Enclaves: tells the kubelet how many enclaves a node can start, and gives pods that ask
 * for one the device. It runs on nodes with the label `aws-nitro-enclaves-k8s-dp=enabled` alone.
 */
export const NITRO_ENCLAVES_DEVICE_PLUGIN_CHART = {
  name: "aws-nitro-enclaves-k8s-device-plugin",
  repository: "oci://public.ecr.aws/aws-nitro-enclaves/charts",
  version: "0.4.1",
  source: "aws/aws-nitro-enclaves-k8s-device-plugin 62e954c, helm/values.yaml and templates, read 2026-11-21",
  values: {
    awsNitroEnclavesK8SDaemonset: {
      awsNitroEnclavesK8SDp: {
        // One enclave for each node: pods of one node can talk to each other's enclaves.
        env: { maxEnclavesPerNode: "1", enclaveCpuAdvertisement: "true" },
        // The chart's Always would need the registry at every start of a node.
        imagePullPolicy: "IfNotPresent",
      },
    },
  },
  known: {
    awsNitroEnclavesK8SDaemonset: {
      awsNitroEnclavesK8SDp: {
        containerSecurityContext: "map",
        env: { enclaveCpuAdvertisement: "string", maxEnclavesPerNode: "string" },
        image: { repository: "string", tag: "string" },
        imagePullPolicy: "string",
        resources: "map",
      },
      nodeSelector: "map",
      tolerations: "any",
    },
    fullnameOverride: "string",
    kubernetesClusterDomain: "string",
    nameOverride: "string",
  },
} as const satisfies ChartSpec;

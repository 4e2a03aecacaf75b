import type { EnvironmentSpec } from "../environment";
import { chainReporter } from "./agents";
import { ethereumNode } from "./ethereum";
import { chainNodes, generalNodes, peerPorts } from "./node-groups";

/** Where changes are tried first: one node of a test network, one NAT gateway. */
export const DEV: EnvironmentSpec = {
  name: "dev",
  owner: "platform",
  costCentre: "development",
  guardrails: "standard",
  runbookBaseUrl: "https://runbooks.example.org",
  platform: {
    kind: "aws",
    accountId: "111111111111",
    region: "eu-central-1",
    cidr: "10.16.0.0/16",
    nat: "single",
    deletionProtection: false,
    stateBucket: "example-palisade-dev-state",
    audit: {
      bucket: "example-palisade-dev-audit",
      readerRoleArns: ["arn:aws:iam::111111111111:role/auditor"],
      alarmEmails: ["security@example.org"],
      // Nobody can shorten this once it is applied, and what is tried out here need not last for years.
      lockedDays: 30,
    },
    access: { operatorRoleName: "cluster-operators" },
    clusterAdminRoleArn: "arn:aws:iam::111111111111:role/platform-admin",
    nodeGroups: { general: generalNodes(2, 4), chain: chainNodes(1, peerPorts(30_300, 30_319)) },
  },
  // A server that another team keeps: what changes here is tried out against what they run.
  vault: {
    kind: "existing",
    address: "https://vault.dev.example.org:8200",
    mount: "apps-dev",
    kubernetesAuthPath: "kubernetes-dev",
  },
  monitoring: { retentionDays: 7, storageGiB: 50, replicas: 1, receiversPath: "monitoring/alertmanager" },
  guard: { admission: "kyverno", detection: "falco" },
  trust: { mesh: "istioAmbient" },
  nodes: { "eth-hoodi-a": ethereumNode("hoodi", 30_300) },
  rpc: { replicas: 2, externalEndpointPath: "rpc/provider-a" },
  agents: { "chain-reporter": chainReporter("0 * * * *") },
};

import type { EnvironmentSpec } from "../environment";
import { chainReporter, onCallAssistant } from "./agents";
import { ethereumNode } from "./ethereum";
import { chainNodes, generalNodes, peerPorts, signerNodes } from "./node-groups";
import { ownVault } from "./own-vault";
import { ethereumSigners, exampleKey } from "./signers";

/** Fingerprint of a certificate that nobody has; put that of your Vault here. */
const VAULT_FINGERPRINT = Array.from({ length: 32 }, () => "22").join(":");

/** Shaped like production, on a test network. */
export const STAGING: EnvironmentSpec = {
  name: "staging",
  owner: "platform",
  costCentre: "operations",
  guardrails: "strict",
  runbookBaseUrl: "https://runbooks.example.org",
  platform: {
    kind: "aws",
    accountId: "222222222222",
    region: "eu-central-1",
    cidr: "10.32.0.0/16",
    nat: "single",
    deletionProtection: true,
    stateBucket: "example-palisade-staging-state",
    audit: {
      bucket: "example-palisade-staging-audit",
      readerRoleArns: ["arn:aws:iam::222222222222:role/auditor"],
      alarmEmails: ["security@example.org"],
    },
    access: { operatorRoleName: "cluster-operators" },
    clusterAdminRoleArn: "arn:aws:iam::222222222222:role/platform-admin",
    nodeGroups: {
      general: generalNodes(3, 6),
      chain: chainNodes(2, peerPorts(30_300, 30_339)),
      signers: signerNodes(2),
    },
  },
  vault: ownVault({
    environment: "staging",
    accountId: "222222222222",
    region: "eu-central-1",
    fingerprint: VAULT_FINGERPRINT,
  }),
  monitoring: { retentionDays: 15, storageGiB: 100, replicas: 2, receiversPath: "monitoring/alertmanager" },
  guard: { admission: "kyverno", detection: "falco" },
  trust: {
    mesh: "istioAmbient",
    acme: {
      email: "certificates@example.org",
      zones: [{ domain: "staging.example.org", hostedZoneId: "Z0EXAMPLESTAGING" }],
    },
  },
  nodes: {
    "eth-sepolia-a": ethereumNode("sepolia", 30_300),
    // Another execution client: what stops one of them leaves the other standing.
    "eth-sepolia-b": ethereumNode("sepolia", 30_320, "geth"),
  },
  rpc: {
    replicas: 2,
    externalEndpointPath: "rpc/provider-a",
    published: {
      domain: "rpc.staging.example.org",
      certificateArn: "arn:aws:acm:eu-central-1:222222222222:certificate/0a1b2c3d-0000-4000-8000-000000000002",
      clientSecretPath: "rpc/clients",
    },
  },
  signers: ethereumSigners({
    network: "sepolia",
    publicKeys: [exampleKey("staging", 1), exampleKey("staging", 2)],
    node: "eth-sepolia-a",
  }),
  agents: { "chain-reporter": chainReporter("0 * * * *"), "on-call-assistant": onCallAssistant(1) },
};

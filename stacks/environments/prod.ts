import type { EnvironmentSpec } from "../environment";
import { chainReporter, onCallAssistant } from "./agents";
import { ethereumNode } from "./ethereum";
import { chainNodes, generalNodes, peerPorts, signerNodes } from "./node-groups";
import { ownVault } from "./own-vault";
import { ethereumSigners, exampleKey } from "./signers";

/** Fingerprint of a certificate that nobody has; put that of your Vault here. */
const VAULT_FINGERPRINT = Array.from({ length: 32 }, () => "33").join(":");

/** Mainnet, over three zones, with nothing that a plain destroy could remove. */
export const PROD: EnvironmentSpec = {
  name: "prod",
  owner: "platform",
  costCentre: "operations",
  production: true,
  guardrails: "strict",
  runbookBaseUrl: "https://runbooks.example.org",
  platform: {
    kind: "aws",
    accountId: "333333333333",
    region: "eu-central-1",
    cidr: "10.64.0.0/16",
    nat: "perZone",
    deletionProtection: true,
    stateBucket: "example-palisade-prod-state",
    audit: {
      bucket: "example-palisade-prod-audit",
      readerRoleArns: ["arn:aws:iam::333333333333:role/auditor"],
      alarmEmails: ["security@example.org"],
    },
    access: { operatorRoleName: "cluster-operators" },
    clusterAdminRoleArn: "arn:aws:iam::333333333333:role/platform-admin",
    nodeGroups: {
      general: generalNodes(3, 9),
      chain: chainNodes(3, peerPorts(30_300, 30_359)),
      signers: signerNodes(2),
    },
  },
  vault: ownVault({
    environment: "prod",
    accountId: "333333333333",
    region: "eu-central-1",
    fingerprint: VAULT_FINGERPRINT,
  }),
  monitoring: { retentionDays: 30, storageGiB: 200, replicas: 2, receiversPath: "monitoring/alertmanager" },
  guard: { admission: "kyverno", detection: "falco" },
  trust: {
    mesh: "istioAmbient",
    acme: {
      email: "certificates@example.org",
      zones: [{ domain: "example.org", hostedZoneId: "Z0EXAMPLEPROD" }],
    },
  },
  nodes: {
    "eth-mainnet-a": ethereumNode("mainnet", 30_300),
    "eth-mainnet-b": ethereumNode("mainnet", 30_320),
    "eth-mainnet-c": ethereumNode("mainnet", 30_340),
  },
  rpc: {
    replicas: 3,
    externalEndpointPath: "rpc/provider-a",
    published: {
      domain: "rpc.example.org",
      certificateArn: "arn:aws:acm:eu-central-1:333333333333:certificate/0a1b2c3d-0000-4000-8000-000000000003",
      clientSecretPath: "rpc/clients",
    },
  },
  signers: ethereumSigners({
    network: "mainnet",
    publicKeys: [exampleKey("prod", 1), exampleKey("prod", 2)],
    node: "eth-mainnet-a",
  }),
  agents: { "chain-reporter": chainReporter("*/30 * * * *"), "on-call-assistant": onCallAssistant(2) },
};

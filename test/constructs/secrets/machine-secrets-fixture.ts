import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import type { TerraformStack } from "cdktf";
import {
  AgentProgram,
  AwsMachineAuth,
  type AwsMachineSecretsProps,
  AwsSecretStore,
  MachineSecrets,
  ServiceAccountIssuer,
  type VaultMachineSecretsProps,
} from "../../../constructs/secrets";
import { serviceTrust } from "../../../lib/render/iam-policy";
import { CERTIFICATE, PATH, storeIn } from "./fixture";

/** The role of a machine, and a machine that has it. */
export function machineRole(stack: TerraformStack): IamRole {
  return new IamRole(stack, "node-role", { name: "node", assumeRolePolicy: serviceTrust("ec2.amazonaws.com") });
}

/** A machine with the user data that was given. */
export function startMachine(stack: TerraformStack, role: IamRole, userData: string): void {
  const profile = new IamInstanceProfile(stack, "profile", { namePrefix: "node-", role: role.name });
  new Instance(stack, "node", {
    ami: "ami-0123456789abcdef0",
    instanceType: "m7g.large",
    subnetId: "subnet-1",
    iamInstanceProfile: profile.name,
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    rootBlockDevice: { encrypted: true, volumeType: "gp3" },
    ebsOptimized: true,
    monitoring: true,
    userData,
  });
}

/** Secrets of a Vault on a machine. */
export function vaultSecretsIn(
  stack: TerraformStack,
  props: Partial<VaultMachineSecretsProps> = {},
  role: { readonly arn: string } = machineRole(stack),
): MachineSecrets {
  return MachineSecrets.fromVault(stack, "node-secrets", {
    name: "node",
    auth: new AwsMachineAuth(stack, "machines", { serverId: "vault.example.org" }),
    role,
    program: AgentProgram.fromImage(),
    certificateAuthority: CERTIFICATE,
    secrets: { rpc: storeIn(stack).secret(PATH, { keys: ["api-key", "url"], refreshSeconds: 1800 }) },
    services: [{ name: "geth", restartOnChange: true }],
    ...props,
  });
}

/** Secrets of AWS Secrets Manager on a machine. */
export function awsSecretsIn(
  stack: TerraformStack,
  props: Partial<AwsMachineSecretsProps> = {},
  role: { readonly arn: string; readonly name: string } = machineRole(stack),
): MachineSecrets {
  const store = new AwsSecretStore(stack, "aws-secrets", {
    prefix: "prod/nodes",
    region: "eu-central-1",
    accountId: "123456789012",
    issuer: ServiceAccountIssuer.fromIssuer("123456789012", "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE"),
  });
  return MachineSecrets.fromAws(stack, "node-secrets", {
    name: "node",
    role,
    secrets: {
      rpc: store.secret("rpc/key", { keys: ["api-key"], rotateEveryDays: 90 }),
      "tls-key": store.secret("tls/key", { keys: ["key"], rotateEveryDays: 90 }),
    },
    services: [{ name: "geth" }],
    ...props,
  });
}

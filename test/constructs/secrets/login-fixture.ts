import type { TerraformStack } from "cdktf";
import {
  AwsMachineAuth,
  GithubActionsAuth,
  type GithubPipelineProps,
  PipelineOrigin,
} from "../../../constructs/secrets";
import { only, type SynthesizedJson } from "../../support/synth";
import { PATH, storeIn, workloadIn } from "./fixture";

export const AUDIENCE = "https://vault.example.org:8200";
export const PROD = PipelineOrigin.environment("prod");
export const ROLE_ARN = "arn:aws:iam::123456789012:role/sentry";

export function pipelineIn(stack: TerraformStack, props: Partial<GithubPipelineProps> = {}) {
  const auth = new GithubActionsAuth(stack, "github", { audience: AUDIENCE });
  return auth.pipeline("deploy", { repository: "octo-org/octo-repo", origin: PROD, ...props });
}

export function machineIn(stack: TerraformStack, roleArns: readonly string[] = [ROLE_ARN]) {
  return new AwsMachineAuth(stack, "machines", { serverId: "vault.example.org" }).machine("sentry", { roleArns });
}

/** A stack in which a pipeline and a machine may read one secret, and the pipeline may write another. */
export function everyLogin(stack: TerraformStack): void {
  const store = storeIn(stack);
  const pipeline = pipelineIn(stack, { ids: { ownerId: 123456, repositoryId: 789012 } });
  store.secret(PATH, { keys: ["api-key"] }).grantRead(pipeline);
  store.secret("ci/token", { keys: ["token"] }).grantWrite(pipeline);
  store.secret(PATH, { keys: ["api-key"] }).grantRead(machineIn(stack));
  store.secret("rotator/state", { keys: ["cursor"] }).grantWrite(workloadIn(stack, "rotator"));
}

export const githubRole = (stack: SynthesizedJson) => only(stack.resource["vault_jwt_auth_backend_role"]);

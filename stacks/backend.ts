import {
  DataTerraformRemoteStateS3,
  LocalBackend,
  S3Backend,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import { StateBucket } from "../constructs/state";
import type { AwsEnvironment, AwsPlatform, EnvironmentSpec } from "./environment";
import type { StackRole } from "./stack-role";

/** Folder beside the output folder, as seen from a stack's own folder. It is not committed. */
const LOCAL_STATE_DIRECTORY = "../../../.state";

/** Where a stack's state lies in the bucket: derived here and nowhere else, so that no two stacks share a key. */
function stateKey(environment: EnvironmentSpec, role: StackRole): string {
  return `${environment.name}/${role}.tfstate`;
}

function bucketOf(platform: AwsPlatform) {
  return StateBucket.fromAttributes({ bucketName: platform.stateBucket, region: platform.region });
}

/**
 * Declares where a stack keeps its state: the environment's bucket, or a file for environments without one. The
 * bootstrap stack makes the bucket, so it cannot live in it.
 */
export function declareBackend(stack: TerraformStack, environment: EnvironmentSpec, role: StackRole): void {
  const { platform } = environment;
  if (platform.kind === "existing" || role === "bootstrap") {
    new LocalBackend(stack, { path: `${LOCAL_STATE_DIRECTORY}/${stateKey(environment, role)}` });
  } else {
    new S3Backend(stack, bucketOf(platform).backendSettings(stateKey(environment, role)));
  }
}

/** Reads the outputs of another stack of the same environment. */
export function readState(stack: TerraformStack, environment: AwsEnvironment, role: StackRole): TerraformRemoteState {
  const { bucket, key, region } = bucketOf(environment.platform).backendSettings(stateKey(environment, role));
  return new DataTerraformRemoteStateS3(stack, `${role}-state`, { bucket, key, region });
}

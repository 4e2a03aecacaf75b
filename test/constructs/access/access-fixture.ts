import type { TerraformStack } from "cdktf";
import { SessionManager, type SessionManagerProps } from "../../../constructs/access";
import { TOPIC } from "../keys/key-fixtures";

/** Sessions of a production account, with everything on. */
export function sessionsIn(stack: TerraformStack, props: Partial<SessionManagerProps> = {}): SessionManager {
  return new SessionManager(stack, "sessions", { region: "eu-central-1", alarmTopicArn: TOPIC, ...props });
}

/** The same, with a locked copy. */
export const ARCHIVE = { bucketName: "acme-prod-sessions", lockedDays: 400 };

/** Hosts that operators reach. */
export const OPERATORS = { roleName: "operators", hostTags: { Environment: "prod", Role: "gateway" } };

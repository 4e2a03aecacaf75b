import { textAt } from "../core/json";
import type { ResourceView } from "./subjects/resource-view";

/** Types of Terraform that start machines with a script. */
export const MACHINE_TYPES = [
  "aws_instance",
  "aws_launch_template",
  "aws_launch_configuration",
  "aws_spot_instance_request",
] as const;

/** Arguments with what a machine runs at its first start. */
export const USER_DATA_ARGUMENTS = ["user_data", "user_data_base64"] as const;

/** What a machine runs at its first start. */
export interface UserData {
  /** Argument that it stands in. */
  readonly argument: (typeof USER_DATA_ARGUMENTS)[number];
  /** As it will run: decoded, where it stands in base64. References and functions of Terraform stand in it as they are. */
  readonly script: string;
}

/** The scripts of a machine that Terraform makes; none of one that it reads. */
export function userDataOf({ mode, raw }: ResourceView): readonly UserData[] {
  if (mode === "data") return [];
  return USER_DATA_ARGUMENTS.flatMap((argument) => {
    const text = textAt(raw, argument);
    return text === undefined ? [] : [{ argument, script: decoded(text) }];
  });
}

function decoded(text: string): string {
  const isEncoded = text.length % 4 === 0 && /^[A-Za-z0-9+/]+=*$/.test(text);
  return isEncoded ? Buffer.from(text, "base64").toString("utf8") : text;
}

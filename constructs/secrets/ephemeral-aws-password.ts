import type { Construct } from "constructs";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { EphemeralResource, type EphemeralResourceOptions } from "../core/ephemeral";
import type { EphemeralValue } from "../core/ephemeral-value";

/** Props of `EphemeralAwsPassword`. */
export interface EphemeralAwsPasswordProps extends EphemeralResourceOptions {
  /** Characters of the password, from 16 to 4096. @default - 32 */
  readonly length?: number;
  /** Characters it must not have, such as those a program cannot take. @default - none */
  readonly excludeCharacters?: string;
}

const DEFAULT_LENGTH = 32;
const SHORTEST_LENGTH = 16;
/** Longest that AWS makes (AWS Secrets Manager API reference, GetRandomPassword, `PasswordLength`). */
const LONGEST_LENGTH = 4096;

function lengthProblem(got: number, where: string): Problem {
  return {
    what: "the password would be too short, or longer than AWS makes one",
    got,
    allowed: `whole numbers from ${SHORTEST_LENGTH} to ${LONGEST_LENGTH}`,
    doThis: "leave it at 32 characters",
    where,
  };
}

/**
 * A new password that AWS Secrets Manager makes while Terraform runs and that is forgotten after (AWS provider 6.25.0,
 * `ephemeral.aws_secretsmanager_random_password`). Each run makes another one, so it belongs into a write-only argument,
 * which takes it only when the version is counted up.
 */
export class EphemeralAwsPassword extends EphemeralResource {
  /** @throws PalisadeError when the length is none */
  public constructor(scope: Construct, id: string, props: EphemeralAwsPasswordProps = {}) {
    const { excludeCharacters, length = DEFAULT_LENGTH, ...options } = props;
    super(scope, id, {
      ...options,
      type: "aws_secretsmanager_random_password",
      config: {
        password_length: length,
        ...(excludeCharacters === undefined ? {} : { exclude_characters: excludeCharacters }),
      },
    });
    const fits = Number.isInteger(length) && length >= SHORTEST_LENGTH && length <= LONGEST_LENGTH;
    if (!fits) throw new PalisadeError([lengthProblem(length, this.node.path)]);
  }

  /** The password. */
  public get password(): EphemeralValue {
    return this.attribute("random_password");
  }
}

import { PalisadeError, type Problem } from "../../lib/core/errors";

/** Portable user names, as `useradd` takes them (shadow, useradd(8), "CAVEATS"). */
const USER = /^[a-z_][a-z0-9_-]{0,31}$/;

function oddUser(got: unknown): Problem {
  return {
    what: "sessions cannot run as this user",
    got,
    allowed: "the name of a user of the hosts, such as operator; not root",
    doThis: "make a user on the hosts that may do what is needed through sudo, so that it is written down who did it",
  };
}

/**
 * As whom a session runs on a host. Source: AWS Systems Manager User Guide, "Turn on Run As support for Linux and macOS
 * managed nodes".
 */
export class RunAs {
  /**
   * As the user that the tag `SSMSessionRunAs` of the IAM role names: one for each kind of person. Without the tag no
   * session starts.
   */
  public static taggedUser(): RunAs {
    return new RunAs("");
  }

  /** As one user for everybody, unless the tag `SSMSessionRunAs` names another. @throws PalisadeError when it is none, or root */
  public static user(name: string): RunAs {
    if (!USER.test(name) || name === "root") throw new PalisadeError([oddUser(name)]);
    return new RunAs(name);
  }

  /** As `ssm-user`, which the agent makes on every host and lets become root without a password. */
  public static ssmUser(): RunAs {
    return new RunAs(undefined);
  }

  /** @param userName undefined for `ssm-user`, empty for the tag's */
  private constructor(public readonly userName: string | undefined) {}
}

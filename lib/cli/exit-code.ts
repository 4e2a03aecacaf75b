/** What the `palisade` command ends with. */
export const ExitCode = {
  /** All is well. */
  passed: 0,
  /** An app, a stack or an argument is wrong. */
  failed: 1,
  /** There is no Terraform or OpenTofu that can be used. */
  noTerraform: 3,
  /** Ended by Ctrl-C: 128 and the number of the signal, as shells count. */
  interrupted: 130,
  /** Ended by a termination signal. */
  terminated: 143,
} as const;

/** What the `palisade` command ends with. After a signal it is 128 and the number of the signal, as shells count. */
export const ExitCode = {
  /** All is well. */
  passed: 0,
  /** An app, a stack or an argument is wrong. */
  failed: 1,
  /** There is no Terraform or OpenTofu that can be used. */
  noTerraform: 3,
} as const;

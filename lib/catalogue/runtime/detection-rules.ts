/** What is told of a guarded pod, by the engines' rules. */
export const DETECTION_RULES = {
  "other-program": "another program runs in a signer",
  shell: "a shell runs in a signer or validator whose program is not known",
  connection: "a signer connects to a port that it has no business with",
  "key-files": "another program reads a signer's keys, passwords or tokens",
  trace: "a process of a signer or validator is traced",
  "written-program": "a program of a signer or validator is written to",
  "strange-container": "a container runs in a signer's pod that does not belong there",
} as const;

/** Name of a rule. */
export type DetectionRule = keyof typeof DETECTION_RULES;

/** Kinds of pods that the rules are about, by the label `palisade.dev/kind`. */
export const GUARDED_KINDS = ["signer", "validator"] as const;

/** Folders that hold programs, and that nothing writes to while a container runs. */
export const PROGRAM_FOLDERS = [
  "/app",
  "/bin",
  "/lib",
  "/lib64",
  "/opt",
  "/sbin",
  "/usr/bin",
  "/usr/lib",
  "/usr/local/bin",
  "/usr/local/lib",
  "/usr/sbin",
] as const;

/** Shells, by the names of their files. */
export const SHELLS = ["ash", "bash", "busybox", "csh", "dash", "fish", "ksh", "sh", "tcsh", "zsh"] as const;

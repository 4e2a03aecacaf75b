import { GUARDED_KINDS } from "../catalogue/runtime/detection-rules";

/** What Tetragon writes of what it saw, as values of its chart: one filter in JSON on each line. */
export interface TetragonExport {
  readonly exportAllowList: string;
  readonly exportDenyList: string;
  readonly redactionFilters: string;
}

/**
 * What is blotted out of command lines, by groups in regular expressions of RE2: 32 bytes in hexadecimal digits, which
 * are a private key as often as not, what follows an option or a variable with a telling name, and words in the number
 * that a mnemonic has. Two of Tetragon's own examples of `redactionFilters` are among them.
 */
export const REDACTIONS: readonly string[] = [
  "\\b(?:0x)?([0-9a-fA-F]{64})\\b",
  "(?i)(?:pass(?:word|phrase|wd)?|secret|token|private-?_?key|mnemonic|seed)[\\w-]*(?:\\s+|=|:)\\s*(\\S+)",
  "\\b((?:[a-z]{3,8}\\s+){11,23}[a-z]{3,8})\\b",
];

const EVENTS_OF_POLICIES = ["PROCESS_KPROBE", "PROCESS_LSM"];
const EVENTS_OF_PROGRAMS = ["PROCESS_EXEC", "PROCESS_EXIT"];

function lines(filters: readonly object[]): string {
  return filters.map((filter) => JSON.stringify(filter)).join("\n");
}

/**
 * What is written down: what the policies tell, and which programs start and end in the pods that they are about. The
 * chart's own list holds every program of the cluster. Filters: cilium/tetragon v1.7.0, docs/reference/grpc-api.md.
 *
 * @param policyNames names of the policies
 */
export function tetragonExport(policyNames: readonly string[]): TetragonExport {
  return {
    exportAllowList: lines([
      { event_set: EVENTS_OF_POLICIES, policy_names: [...policyNames] },
      { event_set: EVENTS_OF_PROGRAMS, labels: [`palisade.dev/kind in (${GUARDED_KINDS.join(", ")})`] },
    ]),
    exportDenyList: lines([{ health_check: true }]),
    redactionFilters: lines([{ redact: [...REDACTIONS] }]),
  };
}

import { CONSENSUS_CLIENTS } from "./known-programs/consensus-clients";
import { EXECUTION_CLIENTS } from "./known-programs/execution-clients";
import type { KnownProgram } from "./known-programs/known-program";
import { OTHER_CHAINS } from "./known-programs/other-chains";
import { SERVICES } from "./known-programs/services";
import { SIGNERS } from "./known-programs/signers";
import { VALIDATOR_CLIENTS } from "./known-programs/validator-clients";

export type { Concern, KnownProgram, ListenOption, ProgramKind, WatchedOption } from "./known-programs/known-program";

/**
 * Programs that tell what a workload is where nothing else does. Of those that share an image, the ones that are known
 * by a word of their command line stand first.
 */
export const PROGRAMS: readonly KnownProgram[] = [
  ...VALIDATOR_CLIENTS,
  ...SIGNERS,
  ...EXECUTION_CLIENTS,
  ...CONSENSUS_CLIENTS,
  ...OTHER_CHAINS,
  ...SERVICES,
];

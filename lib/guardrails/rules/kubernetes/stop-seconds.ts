import { CONSENSUS_CLIENTS } from "../../known-programs/consensus-clients";
import { EXECUTION_CLIENTS } from "../../known-programs/execution-clients";
import { programOf } from "../../recognise";
import type { PodView } from "../../subjects/pod-view";

/**
 * The least that those who run such clients give them, in seconds: execution clients get 3 (Bor) to 15 minutes, consensus
 * clients 1 to 5. Sources: eth-docker and Rocket Pool. Others differ too much for one number: a node of CometBFT stops in
 * 30 seconds, and one of Bitcoin in 10 minutes.
 */
const LEAST_SECONDS = [
  { programs: EXECUTION_CLIENTS, seconds: 180 },
  { programs: CONSENSUS_CLIENTS, seconds: 60 },
];

/** Seconds that the slowest program of a pod needs to write down its state. Undefined where none is known to need any. */
export function stopSecondsOf({ containers }: PodView): number | undefined {
  const running = containers.map(programOf);
  return LEAST_SECONDS.find(({ programs }) =>
    running.some((program) => program !== undefined && programs.includes(program)),
  )?.seconds;
}

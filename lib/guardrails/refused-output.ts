/** Context key under which `palisade check` names a folder for stacks that the guardrails refuse at synth. */
export const REFUSED_OUTPUT = "palisade:refused-output";

import type { Examination } from "./examination";
import type { SynthesizedResource } from "./synthesized-resource";

/** Looks at one resource for what it knows about; everything else it passes over. */
export type Examiner = (resource: SynthesizedResource, examination: Examination) => void;

/** Everything that looks at a synthesized stack. */
export const EXAMINERS: readonly Examiner[] = [];

export { type MatcherResult, palisadeMatchers, registerMatchers } from "./rehearsal-matchers";
export { type Rehearsable, type RehearsalMatcherOptions, rehearseSynthesized } from "./rehearse-synthesized";
export { type SynthesizeTestOptions, synthesize, synthesizeStack } from "./synthesize";
export { type Blocks, SynthesizedApp, SynthesizedStack } from "./synthesized-app";

/** What a schema cannot see, checked: charts, custom resources, flags, IAM and texts of a synthesized stack. */
export { Examination, type Note } from "./examination";
export { examineStack } from "./examine-stack";
export { type ExaminedFact, FACT_KINDS, type Fact, type FactKind, factKey } from "./fact";

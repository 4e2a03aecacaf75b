export type { IStateBucket, StateBackendSettings, StateBucketAttributes } from "./backend";
export { StateBucket, type StateBucketProps } from "./state-bucket";

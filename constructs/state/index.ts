export type { IStateBucket, StateBackendSettings, StateBucketAttributes } from "./backend";
export { LockedBucket, type LockedBucketProps } from "./locked-bucket";
export { PrivateBucket, type PrivateBucketProps } from "./private-bucket";
export { StateBucket, type StateBucketProps } from "./state-bucket";

export * from "./rpc-access";
export * from "./rpc-tier";
export type * from "./rpc-tier-props";
export * from "./upstream";

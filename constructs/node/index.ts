export * from "./chain-node";
export type * from "./chain-node-props";
export * from "./probe-of";

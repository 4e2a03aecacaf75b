export * from "./lookup";
export * from "./registry";
export type * from "./types";

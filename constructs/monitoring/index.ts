export * from "./monitoring";
export * from "./monitoring-platform";
export * from "./notifications";
export * from "./require-watched";

export * from "./monitoring";
export * from "./monitoring-attributes";
export * from "./monitoring-platform";
export * from "./monitoring-platform-props";
export * from "./notifications";
export * from "./require-watched";

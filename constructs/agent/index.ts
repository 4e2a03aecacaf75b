export * from "../../lib/render/agent-document";
export * from "./agent";
export * from "./agent-props";
export * from "./prompt-file";
export * from "./schedule";

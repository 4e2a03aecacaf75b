export type { ProfileName } from "../../lib/guardrails/profile";
export type { Rule } from "../../lib/guardrails/rule";
export type { Effect, Severity } from "../../lib/guardrails/severity";
export * from "./guardrails";
export * from "./let-off";

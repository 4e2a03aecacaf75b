import { join } from "node:path";
import { PromptFile, Schedule } from "../../constructs/agent";
import { ImageRef } from "../../constructs/core/image-ref";
import type { AgentEntry } from "../environment";

/** A team's own runtime; put yours here. */
const RUNTIME = ImageRef.parse("registry.example.org/agents/runtime:1.4.0");

function prompt(file: string): string {
  return PromptFile.read(join(__dirname, "prompts", file));
}

/** Reads the chain through the tier and writes a short report. */
export function chainReporter(schedule: string): AgentEntry {
  return {
    version: "1.0.0",
    image: RUNTIME,
    model: "fast",
    prompt: prompt("chain-reporter.md"),
    capabilities: [{ id: "chain.report", description: "Says in three sentences how the chain has advanced." }],
    schedule: Schedule.cron(schedule),
    budget: { tokensPerDay: 200_000, usdPerMonth: 30 },
    secretPaths: { "agents/chain-reporter": ["model-gateway-key"] },
    usesRpc: true,
    usesInternet: true,
  };
}

/** Looks for open alerts with the tools it reaches over HTTPS, and changes nothing. Nothing is sent to it. */
export function onCallAssistant(replicas: number): AgentEntry {
  return {
    version: "1.0.0",
    image: RUNTIME,
    model: "smart",
    prompt: prompt("on-call-assistant.md"),
    capabilities: [{ id: "alert.triage", description: "Checks the facts a runbook names and proposes the next step." }],
    schedule: Schedule.alwaysOn({ replicas }),
    budget: { tokensPerDay: 2_000_000, usdPerDay: 25, usdPerMonth: 300 },
    secretPaths: { "agents/on-call-assistant": ["model-gateway-key"] },
    usesInternet: true,
  };
}

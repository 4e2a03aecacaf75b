import type { ProbeSpec } from "../../lib/catalogue";
import { Probe } from "../core/probe";

/** The probe that asks what the catalogue says. */
export function probeOf({ question, periodSeconds, failureThreshold }: ProbeSpec): Probe {
  const timing = { periodSeconds, failureThreshold };
  switch (question.kind) {
    case "tcp":
      return Probe.fromTcp(question.port, timing);
    case "http":
      return Probe.fromHttpGet(question.port, question.path, timing);
    case "command":
      return Probe.fromCommand(question.command, timing);
  }
}

/** How bad it is when a rule does not hold, from worst to least. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;

/** How bad it is when a rule does not hold. */
export type Severity = (typeof SEVERITIES)[number];

/**
 * What a finding does: `block` stops the synth, `warn` is printed and lets it pass, `report` only stands in reports.
 */
export type Effect = "block" | "warn" | "report";

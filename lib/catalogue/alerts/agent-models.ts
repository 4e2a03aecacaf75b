import { OWNER_LABELS, WORKLOAD_LABEL } from "./context";
import type { MetricUse, SubjectSpec } from "./types";

/**
 * OpenTelemetry's GenAI metrics under their usual Prometheus names (dots to underscores, unit as suffix). Their status
 * is "Development": names may still change, so they stand here and nowhere else.
 */
const SOURCE = "open-telemetry/semantic-conventions-genai, docs/gen-ai/gen-ai-metrics.md (status Development)";
const CALLS: MetricUse = { name: "gen_ai_client_operation_duration_seconds_count", source: SOURCE };
const CALL_TIMES: MetricUse = { name: "gen_ai_client_operation_duration_seconds_bucket", source: SOURCE };
const TOKENS: MetricUse = { name: "gen_ai_client_token_usage_sum", source: SOURCE };
const TOOL_CALLS: MetricUse = { name: "gen_ai_execute_tool_duration_seconds_count", source: SOURCE };

/** Watching the model and tool calls of an agent that shows OpenTelemetry's GenAI metrics. */
export const AGENT_MODELS: SubjectSpec = {
  id: "agent-models",
  title: "Model and tool calls of an agent",
  about: "What an agent does with models and tools, for agents that show OpenTelemetry's GenAI metrics.",
  scraped: true,
  parameters: {
    failedRatio: { value: 0.05, meaning: "share of model calls that may fail, from 0 to 1" },
    slowSeconds: { value: 10, meaning: "seconds within which 95 of 100 model calls should end" },
    failedToolRatio: { value: 0.1, meaning: "share of tool calls that may fail, from 0 to 1" },
  },
  alerts: [
    {
      name: "AgentModelErrors",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}, gen_ai_request_model) (rate(${CALLS.name}{${scraped}, error_type!=""}[5m])) / ` +
        `sum by (${OWNER_LABELS}, gen_ai_request_model) (rate(${CALLS.name}{${scraped}}[5m])) > ${number("failedRatio")}`,
      summary: `Model calls of agent {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} fail`,
      description: "{{ $value | humanizePercentage }} of the calls to {{ $labels.gen_ai_request_model }} fail.",
      runbook: {
        meaning: "The model or the gateway in front of it refuses calls.",
        impact: "Work takes longer and costs more, or stops.",
        checks: [
          "The label `error_type`: timeouts, rate limits and refused keys need different cures.",
          "The provider's status page; other agents on the same model.",
        ],
        mitigation: [
          "Let the gateway's fallback take over, or give the alias another model.",
          "Key refused: renew it in the secret store.",
        ],
      },
      metrics: [CALLS],
    },
    {
      name: "AgentModelSlow",
      severity: "warning",
      holdMinutes: 10,
      expression: ({ scraped, number }) =>
        `histogram_quantile(0.95, sum by (le, ${OWNER_LABELS}) (rate(${CALL_TIMES.name}{${scraped}}[10m]))) > ${number("slowSeconds")}`,
      summary: `Model calls of agent {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }} are slow`,
      description: "95 of 100 calls end within {{ $value | humanizeDuration }}.",
      runbook: {
        meaning: "Model calls take longer than they should.",
        impact: "Runs take longer; those with a deadline may be cut off.",
        checks: ["The provider's status page.", "Has the prompt or the context grown? Tokens per call show it."],
        mitigation: [
          "Give the alias a faster model.",
          "Shorten the context, or raise `slowSeconds` where the work needs it.",
        ],
      },
      metrics: [CALL_TIMES],
    },
    {
      name: "AgentToolFailures",
      severity: "warning",
      holdMinutes: 10,
      // Ten calls are the least from which a share says anything.
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}, gen_ai_tool_name) (rate(${TOOL_CALLS.name}{${scraped}, error_type!=""}[15m])) / ` +
        `sum by (${OWNER_LABELS}, gen_ai_tool_name) (rate(${TOOL_CALLS.name}{${scraped}}[15m])) > ${number("failedToolRatio")} and ` +
        `sum by (${OWNER_LABELS}, gen_ai_tool_name) (increase(${TOOL_CALLS.name}{${scraped}}[15m])) >= 10`,
      summary: `Tool {{ $labels.gen_ai_tool_name }} fails for agent {{ $labels.namespace }}/{{ $labels.${WORKLOAD_LABEL} }}`,
      description: "{{ $value | humanizePercentage }} of its calls fail.",
      runbook: {
        meaning: "A tool of the agent does not do what it is asked.",
        impact: "The agent works around it or repeats itself; what the tool changes may be half done.",
        checks: [
          "Does the tool move funds or change production? Then stop the agent first.",
          "The tool server's own log and alerts.",
        ],
        mitigation: ["Mend the tool server.", "Take the tool out of the agent's next version."],
      },
      metrics: [TOOL_CALLS],
    },
  ],
  panels: [
    {
      title: "Model calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (gen_ai_request_model) (rate(${CALLS.name}{${scraped}}[5m]))`,
      legend: "{{gen_ai_request_model}}",
      metrics: [CALLS],
    },
    {
      title: "Tokens in an hour",
      unit: "short",
      expression: ({ scraped }) => `sum by (gen_ai_token_type) (increase(${TOKENS.name}{${scraped}}[1h]))`,
      legend: "{{gen_ai_token_type}}",
      metrics: [TOKENS],
    },
    {
      title: "Tool calls",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (gen_ai_tool_name) (rate(${TOOL_CALLS.name}{${scraped}}[5m]))`,
      legend: "{{gen_ai_tool_name}}",
      metrics: [TOOL_CALLS],
    },
  ],
};

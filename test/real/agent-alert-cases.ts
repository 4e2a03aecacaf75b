import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them. */
const SCRAPED = 'namespace="nodes",palisade_workload="eth-0",palisade_endpoint="metrics",pod="eth-0-0"';
const CRON = 'namespace="nodes",cronjob="eth-0"';
const MODEL = `${SCRAPED},gen_ai_request_model="m"`;
const TOOL = `${SCRAPED},gen_ai_tool_name="swap"`;
const LAST_START = `kube_cronjob_status_last_schedule_time{${CRON}}`;
const LAST_SUCCESS = `kube_cronjob_status_last_successful_time{${CRON}}`;
const NEXT_START = `kube_cronjob_next_schedule_time{${CRON}}`;
const ACTIVE = `kube_cronjob_status_active{${CRON}}`;
const SUSPENDED = `kube_cronjob_spec_suspend{${CRON}}`;
const CALLS = `gen_ai_client_operation_duration_seconds_count{${MODEL}}`;
const FAILED_CALLS = `gen_ai_client_operation_duration_seconds_count{${MODEL},error_type="timeout"}`;
const bucket = (le: string) => `gen_ai_client_operation_duration_seconds_bucket{${MODEL},le="${le}"}`;
const TOOL_CALLS = `gen_ai_execute_tool_duration_seconds_count{${TOOL}}`;
const FAILED_TOOL_CALLS = `gen_ai_execute_tool_duration_seconds_count{${TOOL},error_type="_OTHER"}`;

/** Alerts about runs of agents, and about the models and tools they call. */
export const AGENT_RUN_PROOFS: Readonly<Record<string, AlertProof>> = {
  AgentRunFailed: {
    fires: [
      { series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "300x60", [ACTIVE]: "0x60" }, atMinutes: 20 },
      // The very first run failed.
      { series: { [LAST_START]: "600x60", [ACTIVE]: "0x60" }, atMinutes: 20 },
    ],
    quiet: [
      { series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "660x60", [ACTIVE]: "0x60" }, atMinutes: 20 },
      { series: { [LAST_START]: "600x60", [LAST_SUCCESS]: "300x60", [ACTIVE]: "1x60" }, atMinutes: 20 },
    ],
  },
  AgentRunOverdue: {
    fires: [{ series: { [NEXT_START]: "600x60", [SUSPENDED]: "0x60" }, atMinutes: 40 }],
    quiet: [
      { series: { [NEXT_START]: "3600x60", [SUSPENDED]: "0x60" }, atMinutes: 40 },
      // Switched off.
      { series: { [NEXT_START]: "600x60", [SUSPENDED]: "1x60" }, atMinutes: 40 },
    ],
  },
  AgentRunSlow: {
    fires: [{ series: { [LAST_START]: "60x120", [ACTIVE]: "1x120" }, atMinutes: 60 }],
    quiet: [
      { series: { [LAST_START]: "60x120", [ACTIVE]: "1x120" }, atMinutes: 30 },
      { series: { [LAST_START]: "60x120", [ACTIVE]: "0x120" }, atMinutes: 60 },
    ],
  },
  AgentModelErrors: {
    fires: [{ series: { [CALLS]: "0+9x60", [FAILED_CALLS]: "0+1x60" }, atMinutes: 30 }],
    quiet: [{ series: { [CALLS]: "0+99x60", [FAILED_CALLS]: "0+1x60" }, atMinutes: 30 }],
  },
  AgentModelSlow: {
    fires: [
      { series: { [bucket("10")]: "0+1x60", [bucket("20")]: "0+10x60", [bucket("+Inf")]: "0+10x60" }, atMinutes: 30 },
    ],
    quiet: [
      { series: { [bucket("10")]: "0+10x60", [bucket("20")]: "0+10x60", [bucket("+Inf")]: "0+10x60" }, atMinutes: 30 },
    ],
  },
  AgentToolFailures: {
    fires: [{ series: { [TOOL_CALLS]: "0+1x60", [FAILED_TOOL_CALLS]: "0+1x60" }, atMinutes: 30 }],
    quiet: [
      { series: { [TOOL_CALLS]: "0+50x60", [FAILED_TOOL_CALLS]: "0+1x60" }, atMinutes: 30 },
      // Too few calls to tell.
      { series: { [TOOL_CALLS]: "0+0.1x60", [FAILED_TOOL_CALLS]: "0+0.1x60" }, atMinutes: 30 },
    ],
  },
};

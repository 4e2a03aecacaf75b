import { join } from "node:path";
import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import { formatSeconds, renderTable } from "../../lib/rehearsal/table";
import { REPOSITORY, runNode } from "./child-process";
import type { Target } from "./target";

const STEPS = ["init", "validate", "plan", "apply", "replan", "destroy"];
const WHOLE_LIMIT_SECONDS = 60;
const VALIDATE_AND_PLAN_LIMIT_SECONDS = 2;

/** Time of each step of the rehearsal of an environment, stack by stack. */
export async function benchRehearsal(environment: string): Promise<readonly Target[]> {
  const { seconds, stdout } = await runNode([
    join(REPOSITORY, "bin", "palisade.js"),
    "rehearse",
    environment,
    "--json",
  ]);
  const report: unknown = JSON.parse(stdout);
  const stacks = listAt(report, "stacks").filter(isJsonRecord);
  process.stdout.write(
    `\nRehearsal of ${environment}, two stacks at a time\n${renderTable(
      [
        { title: "stack" },
        { title: "resources", align: "right" },
        ...STEPS.map((title) => ({ title, align: "right" as const })),
        { title: "whole", align: "right" },
      ],
      stacks.map((stack) => [
        textAt(stack, "name") ?? "",
        String(stack["resources"]),
        ...STEPS.map((step) => formatSeconds(secondsOf(stack, step))),
        formatSeconds(numberAt(stack, "seconds")),
      ]),
    )}\n`,
  );
  const largest = stacks.reduce<JsonRecord>(
    (best, stack) => (numberAt(stack, "resources") > numberAt(best, "resources") ? stack : best),
    {},
  );
  return [
    {
      what: `whole rehearsal of ${environment}, synth included`,
      measured: seconds,
      limit: WHOLE_LIMIT_SECONDS,
      unit: " s",
    },
    {
      what: `validate and plan of ${textAt(largest, "name")} (${String(largest["resources"])} resources)`,
      measured: secondsOf(largest, "validate") + secondsOf(largest, "plan"),
      limit: VALIDATE_AND_PLAN_LIMIT_SECONDS,
      unit: " s",
    },
  ];
}

function secondsOf(stack: JsonRecord, step: string): number {
  const found = listAt(stack, "steps").find((entry) => textAt(entry, "step") === step);
  return numberAt(recordAt(found), "seconds");
}

function numberAt(record: JsonRecord, name: string): number {
  const value = record[name];
  return typeof value === "number" ? value : 0;
}

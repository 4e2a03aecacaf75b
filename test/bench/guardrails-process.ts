import { isJsonRecord, type JsonRecord, recordAt } from "../../lib/core/json";
import { GUARDRAILS, judge, type StackInput } from "../../lib/guardrails";
import { countResources, readStacks } from "../../lib/rehearsal/stack-entry";

// Judges so many resources by every rule, and prints resources, stacks, rules and seconds. Rules are loaded before the
// clock starts, as a synth has them loaded; what they read when they are asked is read while it runs.
// Arguments: output folder, and the number of resources, which is met to within one stack's part.

const [, , outputDirectory = "", wanted = "0"] = process.argv;

/** A copy of a stack with at most so many resources, under another name, its resources and constructs named anew. */
function copyOf({ name, json }: StackInput, copy: number, most: number): StackInput {
  let left = most;
  const resource: JsonRecord = {};
  for (const [type, members] of Object.entries(recordAt(json, "resource"))) {
    const entries = Object.entries(recordAt(members)).slice(0, left);
    left -= entries.length;
    if (entries.length > 0) resource[type] = Object.fromEntries(entries);
  }
  const ids = Object.values(resource).flatMap((members) => Object.keys(recordAt(members)));
  const renamed = ids.reduce(
    (text, id) => text.replaceAll(new RegExp(`\\b${id}\\b`, "g"), `${id}_${copy}`),
    JSON.stringify({ ...json, resource }),
  );
  const parsed: unknown = JSON.parse(renamed.replaceAll(`${name}/`, `${name}-${copy}/`));
  return { name: `${name}-${copy}`, json: isJsonRecord(parsed) ? parsed : {} };
}

const stacks = readStacks(outputDirectory);
const size = Number(wanted);
const inputs: StackInput[] = [];
for (let copy = 0, resources = 0; resources < size; copy++) {
  for (const stack of stacks) {
    const input = copyOf(stack, copy, size - resources);
    const added = countResources(input.json);
    if (added > 0) inputs.push(input);
    resources += added;
  }
}

const resources = inputs.reduce((sum, { json }) => sum + countResources(json), 0);
const started = performance.now();
const { errors } = judge(inputs, { rules: GUARDRAILS, today: new Date().toISOString().slice(0, 10) });
const seconds = (performance.now() - started) / 1000;
if (errors.length > 0) throw new Error(`${errors.length} rules failed: ${errors[0]?.rule}: ${errors[0]?.message}`);
process.stdout.write(`${resources} ${inputs.length} ${GUARDRAILS.length} ${seconds}\n`);

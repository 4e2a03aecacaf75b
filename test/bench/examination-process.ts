import type * as Guardrails from "../../lib/guardrails";
import type * as Examining from "../../lib/truth/examine-stack";
import "../../stacks/declare-environment";
import { readStacks } from "../../lib/rehearsal/stack-entry";
import { Examination } from "../../lib/truth/examination";

// Examines and judges the stacks of a folder as a first synth does, and prints the seconds that took. What a synth has
// loaded by then is loaded before the clock starts; what only these checks need is loaded while it runs.

process.setSourceMapsEnabled(false);

const [, , outputDirectory = ""] = process.argv;
const stacks = readStacks(outputDirectory);
const started = performance.now();
const { examineStack }: typeof Examining = require("../../lib/truth/examine-stack");
const problems = stacks.flatMap(({ json }) => examineStack(json, new Examination({ keepsFacts: false })).problems);
const { GUARDRAILS, judge }: typeof Guardrails = require("../../lib/guardrails");
const { findings } = judge(stacks, { rules: GUARDRAILS, today: new Date().toISOString().slice(0, 10) });
process.stdout.write(`${(performance.now() - started) / 1000}\n`);
const wrong = problems.length + findings.filter(({ effect }) => effect === "block").length;
if (wrong > 0) throw new Error(`what is measured has ${wrong} problems`);

import { asList, recordAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Types that are there to carry provisioners, and can do without. */
const CARRIERS: readonly string[] = ["null_resource", "terraform_data"];

export const provisioner = guardrail({
  id: "state/provisioner",
  title: "No resource runs commands while it is applied",
  severity: "medium",
  why: "A plan does not show what they do, no state says whether they did, and they run with the pipeline's credentials.",
  fix: "put it into the image or the user data, or into a step of the pipeline",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: 'Terraform documentation, "Provisioners": a last resort',
  subject: "resource",
  check: ({ raw, type }) => {
    if (raw["provisioner"] === undefined) return CARRIERS.includes(type) ? PASS : undefined;
    return fail(["provisioner"], "no provisioner", provisionersOf(raw["provisioner"]));
  },
  examples: () => ({
    pass: [
      exampleOf("a value", "terraform_data", { input: "v1" }),
      exampleOf("a trigger", "null_resource", { triggers: { version: "v1" } }),
    ],
    fail: [
      exampleOf("a command here", "null_resource", { provisioner: [{ "local-exec": { command: "make" } }] }),
      exampleOf("a command there", "aws_instance", { provisioner: { "remote-exec": [{ inline: ["make"] }] } }),
    ],
    notApplicable: [exampleOf("a machine", "aws_instance", {})],
  }),
});

function provisionersOf(blocks: unknown): readonly string[] {
  return asList(blocks).flatMap((block) => Object.keys(recordAt(block)));
}

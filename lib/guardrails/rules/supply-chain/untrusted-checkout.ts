import { recordAt, textAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { exampleWorkflow, WORKFLOW_TEXT, WORKFLOW_TYPES, workflowOf } from "./workflows";

/** Events that run with the repository's secrets whoever caused them. */
const PRIVILEGED: readonly string[] = ["pull_request_target", "workflow_run"];

/** Names of what somebody else wrote. */
const FOREIGN = /github\.head_ref|github\.event\.(pull_request|workflow_run)\.(head|merge_commit_sha)|refs\/pull\//;
const FETCHED = /\bgh pr checkout\b/;

export const untrustedCheckout = guardrail({
  id: "supply-chain/untrusted-checkout",
  title: "No workflow runs what a stranger wrote with the repository's secrets",
  severity: "critical",
  why: "Anyone opens a pull request, and its code then runs with the token and the secrets of the repository.",
  fix: "use pull_request, which has no secrets, or do not check the pull request's head out",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: 'GitHub Security Lab, "Preventing pwn requests"',
  subject: "resource",
  types: WORKFLOW_TYPES,
  check: (file) => {
    const workflow = workflowOf(file);
    if (workflow === undefined) return undefined;
    if (workflow === "unknown") return unknown(WORKFLOW_TEXT);
    if (!workflow.events.some((event) => PRIVILEGED.includes(event))) return PASS;
    const foreign = workflow.steps
      .map((step) => ({ ref: textAt(recordAt(step, "with"), "ref") ?? "", run: textAt(step, "run") ?? "" }))
      .find(({ ref, run }) => FOREIGN.test(ref) || FETCHED.test(run));
    return foreign === undefined
      ? PASS
      : fail(WORKFLOW_TEXT, "the branch that the repository itself holds", foreign.ref || "gh pr checkout");
  },
  examples: () => {
    const head = "$" + "{{ github.event.pull_request.head.sha }}";
    const steps = (...all: readonly object[]) => ({ jobs: { it: { steps: all } } });
    const checkout = (ref: string) => ({ uses: "actions/checkout@v5", with: { ref } });
    return {
      pass: [
        exampleWorkflow("the head without secrets", { on: "pull_request", ...steps(checkout(head)) }),
        exampleWorkflow("one's own branch", { on: ["pull_request_target"], ...steps({ uses: "actions/checkout@v5" }) }),
        exampleWorkflow("a label", { on: { pull_request_target: {} }, ...steps({ run: "gh pr edit --add-label x" }) }),
      ],
      fail: [
        exampleWorkflow("the head", { on: "pull_request_target", ...steps(checkout(head)) }),
        exampleWorkflow("its branch", {
          on: ["push", "pull_request_target"],
          ...steps(checkout("$" + "{{ github.head_ref }}")),
        }),
        exampleWorkflow("its merge", { on: { pull_request_target: null }, ...steps(checkout("refs/pull/1/merge")) }),
        exampleWorkflow("after a workflow", {
          on: { workflow_run: { workflows: ["ci"] } },
          ...steps(checkout("$" + "{{ github.event.workflow_run.head_sha }}")),
        }),
        exampleWorkflow("by a command", { on: "pull_request_target", ...steps({ run: "gh pr checkout 1" }) }),
      ],
      unknown: [
        exampleOf("a file from elsewhere", "github_repository_file", {
          file: ".github/workflows/apply.yml",
          content: "$" + "{local.workflow}",
        }),
      ],
      notApplicable: [
        exampleWorkflow("another file", { on: "pull_request_target", ...steps(checkout(head)) }, "a.yml"),
      ],
    };
  },
});

import { textAt } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleWorkflow, WORKFLOW_TEXT, WORKFLOW_TYPES, workflowOf } from "./workflows";

/** A whole commit, or an image's digest. */
const PINNED = /@([0-9a-f]{40}|sha256:[0-9a-f]{64})$/;

export const pinnedAction = guardrail({
  id: "supply-chain/pinned-action",
  title: "A workflow uses actions by their commit",
  severity: "high",
  why: "A tag can be moved to a thief: in March 2026 it was, for 76 of the 77 tags of trivy-action (CVE-2026-33634).",
  fix: "write the 40 digits of the commit, with the version in a comment",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: 'GitHub documentation, "Secure use reference": pin actions to a full-length commit SHA',
  subject: "resource",
  types: WORKFLOW_TYPES,
  check: (file) => {
    const workflow = workflowOf(file);
    if (workflow === undefined) return undefined;
    if (workflow === "unknown") return unknown(WORKFLOW_TEXT);
    return [...workflow.jobs, ...workflow.steps].flatMap((user) => judge(textAt(user, "uses")));
  },
  examples: () => {
    const step = (uses: string) => exampleWorkflow(uses, { jobs: { it: { steps: [{ uses }] } } });
    const commit = "0123456789abcdef0123456789abcdef01234567";
    return {
      pass: [
        step(`actions/checkout@${commit}`),
        step("./.github/actions/own"),
        step(`docker://alpine@sha256:${"0".repeat(64)}`),
        exampleWorkflow("another workflow", { jobs: { it: { uses: `o/r/.github/workflows/x.yml@${commit}` } } }),
      ],
      fail: [
        step("actions/checkout@v5"),
        step("actions/checkout@main"),
        step("actions/checkout"),
        step(`actions/checkout@${commit.slice(1)}`),
        step("docker://alpine:3"),
        exampleWorkflow("another workflow", { jobs: { it: { uses: "o/r/.github/workflows/x.yml@v1" } } }),
      ],
      unknown: [
        exampleOf("a file from elsewhere", "github_repository_file", {
          file: ".github/workflows/apply.yaml",
          content: "$" + '{file("apply.yaml")}',
        }),
        exampleOf("a text that is none", "github_repository_file", {
          file: ".github/workflows/a.yml",
          content: "a: b: c",
        }),
      ],
      notApplicable: [
        exampleWorkflow(
          "another file",
          { jobs: { it: { steps: [{ uses: "actions/checkout@v5" }] } } },
          "docs/apply.yml",
        ),
        exampleWorkflow("a workflow without actions", { jobs: { it: { steps: [{ run: "make" }] } } }),
      ],
    };
  },
});

function judge(uses: string | undefined): readonly Judgement[] {
  if (uses === undefined) return [];
  return [uses.startsWith("./") || PINNED.test(uses) ? PASS : fail(WORKFLOW_TEXT, "the commit in full", uses)];
}

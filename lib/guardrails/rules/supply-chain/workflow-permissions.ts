import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { fail, holds, unknown } from "../../verdict";
import { exampleWorkflow, WORKFLOW_TEXT, WORKFLOW_TYPES, workflowOf } from "./workflows";

export const workflowPermissions = guardrail({
  id: "supply-chain/workflow-permissions",
  title: "A workflow says what its token may do",
  severity: "medium",
  why: "Without it the token may be able to push, release and change the repository, in the hands of every action used.",
  fix: "set permissions at the top, contents: read, and more in the one job that needs it",
  controls: { soc2: ["CC6.3", "CC8.1"], nist: ["AC-6"] },
  aliases: ["CKV2_GHA_1"],
  subject: "resource",
  types: WORKFLOW_TYPES,
  check: (file) => {
    const workflow = workflowOf(file);
    if (workflow === undefined) return undefined;
    if (workflow === "unknown") return unknown(WORKFLOW_TEXT);
    const top = workflow.whole["permissions"];
    return workflow.jobs.map((job) => {
      const permissions = job["permissions"] ?? top;
      return holds(permissions !== undefined && permissions !== "write-all", () =>
        fail(WORKFLOW_TEXT, "permissions by name, such as contents: read", permissions),
      );
    });
  },
  examples: () => {
    const workflow = (says: string, permissions: unknown, job: object = {}, file?: string) =>
      exampleWorkflow(says, { permissions, jobs: { it: { steps: [], ...job } } }, file);
    return {
      pass: [
        workflow("reading", { contents: "read" }),
        workflow("nothing", {}),
        workflow("each job by itself", undefined, { permissions: { contents: "read" } }),
        workflow("a job that asks for less", "write-all", { permissions: { contents: "read" } }),
      ],
      fail: [
        workflow("nothing said", undefined),
        workflow("everything", "write-all"),
        workflow("everything in a job", { contents: "read" }, { permissions: "write-all" }),
      ],
      unknown: [
        exampleOf("a file from elsewhere", "github_repository_file", {
          file: ".github/workflows/apply.yml",
          content: "$" + "{local.workflow}",
        }),
      ],
      notApplicable: [workflow("another file", "write-all", {}, "docs/apply.yml")],
    };
  },
});

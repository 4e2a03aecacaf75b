import { exampleStacks } from "../../example";
import { judgingOf, wantsJudging } from "../../profile";
import { guardrail } from "../../rule";
import { textMembers } from "../../subjects/read-stack";
import type { StackView } from "../../subjects/stack-view";
import { fail, PASS, unknown } from "../../verdict";
import { backendOf } from "./backends";

export const localBackend = guardrail({
  id: "state/local-backend",
  title: "The state of what people depend on is not a file on somebody's disk",
  severity: "high",
  why: "With the disk the state is gone, and Terraform no longer knows what it made; nobody else can apply meanwhile.",
  fix: "use an S3 backend; a StateBucket makes the bucket and gives the backend",
  controls: { soc2: ["A1.2", "CC8.1"], iso27001: ["A.8.13"], nist: ["CP-9"] },
  source: 'Terraform documentation, "Backend block": local state is for work alone',
  subject: "stack",
  check: (stack) => {
    if (!stack.resources.some(({ mode }) => mode === "resource")) return undefined;
    const backend = backendOf(stack);
    if (backend !== undefined && backend.kind !== "local") return PASS;
    // The bucket for the states cannot keep the state that makes it.
    if (makesStateBucket(stack)) return PASS;
    if (!wantsJudging(stack.marks)) return unknown([], "the stack does not say whether people depend on it");
    if (judgingOf(stack.marks).profile !== "strict") return undefined;
    return fail(backend?.at ?? ["terraform"], "a backend that others reach, such as s3", backend?.config["path"]);
  },
  examples: () => {
    const stack = (says: string, backend: object, profile?: string, resource: object = { aws_vpc: { it: {} } }) =>
      exampleStacks(says, {
        example: {
          "//": { palisade: profile === undefined ? {} : { guardrails: { environment: "prod", profile } } },
          terraform: { backend },
          resource,
        },
      });
    const local = { local: { path: "a.tfstate" } };
    return {
      pass: [
        stack("a bucket", { s3: { bucket: "b", key: "k" } }, "strict"),
        stack("the stack that makes the bucket", local, "strict", {
          aws_s3_bucket: { it: { bucket: "org-tf-state" } },
        }),
        stack("the same by its tag", local, "strict", {
          aws_s3_bucket: { it: { tags: { "palisade.dev/kind": "state" } } },
        }),
      ],
      fail: [
        stack("a file", local, "strict"),
        stack("no backend", {}, "strict"),
        stack("a file beside another bucket", local, "strict", { aws_s3_bucket: { it: { bucket: "backups" } } }),
      ],
      unknown: [stack("a stack that does not say what it is", local)],
      notApplicable: [
        stack("a file on a desk", local, "relaxed"),
        stack("a file for tests", local, "standard"),
        stack("nothing to keep", local, "strict", {}),
      ],
    };
  },
});

function makesStateBucket(stack: StackView): boolean {
  return stack
    .ofType("aws_s3_bucket")
    .some(
      ({ config, mode }) =>
        mode === "resource" &&
        (textMembers(config["tags"])["palisade.dev/kind"] === "state" || /state/i.test(String(config["bucket"]))),
    );
}

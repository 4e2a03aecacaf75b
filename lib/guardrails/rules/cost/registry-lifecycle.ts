import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";

const TYPE = "aws_ecr_lifecycle_policy";

export const registryLifecycle = guardrail({
  id: "cost/registry-lifecycle",
  title: "Every registry of images lets old ones go",
  severity: "low",
  why: "Each build leaves gigabytes that are paid for, and old images with known holes stay there to be started by mistake.",
  fix: "add an aws_ecr_lifecycle_policy that keeps the last images and removes those without a tag",
  controls: { iso27001: ["A.8.10"] },
  source: "Amazon ECR documentation, Automate the cleanup of images by using lifecycle policies",
  subject: "resource",
  types: ["aws_ecr_repository"],
  check: ofMade((repository) => {
    const { found, undecided } = repository.stack.references.belongingTo(repository, [TYPE], "repository", ["name"]);
    if (found.length > 0) return PASS;
    return undecided.length > 0
      ? unknown([], "which registry a policy is for is not known before the apply")
      : fail([], `an ${TYPE}`);
  }),
  examples: () => {
    const repository = (says: string, policies: object) =>
      exampleOf(says, "aws_ecr_repository", { name: "app" }, { aws_ecr_lifecycle_policy: { ...policies } });
    const of = (name: string) => ({ it: { repository: name, policy: "{}" } });
    return {
      pass: [
        repository("a policy", of("$" + "{aws_ecr_repository.it.name}")),
        repository("a policy by its name", of("app")),
      ],
      fail: [repository("none", {}), repository("a policy of another", of("other"))],
      unknown: [repository("a policy of some registry", of("$" + "{var.name}"))],
      notApplicable: [
        exampleOf("a bucket", "aws_s3_bucket", {}),
        { says: "a registry that is read", stacks: { example: { data: { aws_ecr_repository: { it: {} } } } } },
      ],
    };
  },
});

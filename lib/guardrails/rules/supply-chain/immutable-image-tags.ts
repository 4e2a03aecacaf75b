import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const immutableImageTags = guardrail({
  id: "supply-chain/immutable-image-tags",
  title: "Tags in a registry of images do not move",
  severity: "high",
  why: "Who may push then changes what a version means that is already running, and every restart brings it in.",
  fix: "set image_tag_mutability to IMMUTABLE",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_AWS_51", "AWS-0031"],
  subject: "resource",
  types: ["aws_ecr_repository", "aws_ecr_repository_creation_template"],
  check: ({ config, mode }) =>
    mode === "data"
      ? undefined
      : expectAt(config, "image_tag_mutability").toBe(["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"]),
  examples: () => ({
    pass: [
      exampleOf("tags that stay", "aws_ecr_repository", { name: "app", image_tag_mutability: "IMMUTABLE" }),
      exampleOf("tags that stay but for some", "aws_ecr_repository", {
        name: "app",
        image_tag_mutability: "IMMUTABLE_WITH_EXCLUSION",
      }),
    ],
    fail: [
      exampleOf("a repository that says nothing", "aws_ecr_repository", { name: "app" }),
      exampleOf("tags that move", "aws_ecr_repository_creation_template", { image_tag_mutability: "MUTABLE" }),
    ],
    notApplicable: [example("a repository of others", {}, { aws_ecr_repository: { it: { name: "app" } } })],
    unknown: [exampleOf("a value from elsewhere", "aws_ecr_repository", { image_tag_mutability: "$" + "{var.m}" })],
  }),
});

import { exampleOf, expectAt, guardrail } from "cdktf-palisade/guardrails";

const CLASSES = ["public", "internal", "secret"];

/** Every database says which class of data it holds. */
export const dataClass = guardrail({
  id: "our/data-class",
  title: "Every database says which class of data it holds",
  severity: "medium",
  why: "Without a class nobody knows which copies may leave the region.",
  fix: `set the tag DataClass to ${CLASSES.join(", ")}`,
  source: "our handbook, chapter 4",
  subject: "resource",
  types: ["aws_db_instance", "aws_rds_cluster"],
  check: ({ mode, config }) => (mode === "data" ? undefined : expectAt(config, "tags.DataClass").toBe(CLASSES)),
  examples: () => ({
    pass: [exampleOf("a database with a class", "aws_db_instance", { tags: { DataClass: "internal" } })],
    fail: [
      exampleOf("a database without tags", "aws_db_instance", {}),
      exampleOf("a class that there is not", "aws_rds_cluster", { tags: { DataClass: "open" } }),
    ],
    unknown: [exampleOf("a class from elsewhere", "aws_rds_cluster", { tags: { DataClass: "$" + "{var.class}" } })],
    notApplicable: [exampleOf("a bucket", "aws_s3_bucket", {})],
  }),
});

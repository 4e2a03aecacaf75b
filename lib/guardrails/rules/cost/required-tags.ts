import { asList, isJsonRecord, type JsonRecord, recordAt } from "../../../core/json";
import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { StackView } from "../../subjects/stack-view";
import { fail, PASS, unknown } from "../../verdict";

/** What every bill is asked, with the names of tags that answer it, in small letters and without signs. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  Owner: ["owner", "owners", "team", "maintainer", "contact"],
  CostCentre: ["costcentre", "costcenter", "billing", "budget"],
  Environment: ["environment", "env", "stage"],
};

/** Types that cost money by the hour or by what they hold. */
const TYPES = [
  ...["aws_instance", "aws_ebs_volume", "aws_eip", "aws_nat_gateway", "aws_vpc_endpoint", "aws_lb", "aws_alb"],
  ...["aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_redshift_cluster"],
  ...["aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster", "aws_dynamodb_table"],
  ...["aws_eks_cluster", "aws_eks_node_group", "aws_ecs_service", "aws_lambda_function", "aws_msk_cluster"],
  ...["aws_s3_bucket", "aws_efs_file_system", "aws_ecr_repository", "aws_cloudwatch_log_group", "aws_kinesis_stream"],
  ...["aws_opensearch_domain", "aws_kms_key", "aws_secretsmanager_secret", "aws_wafv2_web_acl", "aws_sqs_queue"],
];

export const requiredTags = guardrail({
  id: "cost/required-tags",
  title: "Whatever costs money says whose it is, who pays, and what it is for",
  severity: "low",
  why: "A bill that nobody can take apart only grows, and nobody dares to remove what nobody is known to own.",
  fix: "call markOwnership of cdktf-palisade/core for the stack, or set default_tags of the provider: Owner, CostCentre, Environment",
  controls: { nist: ["CM-8"] },
  source:
    "AWS Well-Architected Framework, Cost Optimization Pillar: COST03, add organization information to cost and usage",
  subject: "stack",
  check: (stack) => {
    const costly = stack.ofType(...TYPES).filter(({ mode }) => mode === "resource");
    if (costly.length === 0) return undefined;
    const general = defaultTagsOf(stack);
    const judged = costly.map(({ path, config }) => ({ path, missing: missingOf([...general, config["tags"]]) }));
    const wanting = judged.filter(({ missing }) => (missing?.length ?? 0) > 0);
    const [first] = wanting;
    if (first === undefined) return judged.some(({ missing }) => missing === undefined) ? unknown([]) : PASS;
    const names = Object.keys(QUESTIONS).filter((name) => wanting.some(({ missing }) => missing?.includes(name)));
    return fail([], `tags ${names.join(", ")}`, `none on ${wanting.length} resources, ${first.path} the first`);
  },
  examples: () => {
    const tags = { Owner: "platform", CostCentre: "operations", Environment: "prod" };
    const stack = (says: string, resource: object, provider: unknown = {}, data: object = {}) =>
      exampleStacks(says, { example: { resource, provider, data } });
    const bucket = (own: unknown) => ({ aws_s3_bucket: { it: { tags: own } } });
    const general = (own: unknown) => ({ aws: [{ region: "eu-central-1", default_tags: [{ tags: own }] }] });
    return {
      pass: [
        stack("tags of its own", bucket(tags)),
        stack("tags under other names", bucket({ team: "a", "cost-center": "b", env: "c" })),
        stack("tags of the provider", bucket({}), general(tags)),
        stack("tags of a provider in a block", bucket({}), { aws: { default_tags: { tags } } }),
        stack("some from here, some from there", bucket({ Owner: "a" }), general({ ...tags, Owner: "b" })),
        stack("tags of the provider beside others", bucket("$" + "{var.tags}"), general(tags)),
        stack("values from elsewhere", bucket({ ...tags, Owner: "$" + "{var.owner}" })),
      ],
      fail: [
        stack("none", bucket({})),
        stack("nothing said", { aws_instance: { it: {} } }),
        stack("one with an empty owner", bucket({ ...tags, Owner: "" })),
        stack("one with an owner of null", bucket({ ...tags, Owner: null })),
        stack("one without an account", bucket({ Owner: "a", Environment: "b" })),
        stack("one without a purpose", bucket({ Owner: "a", CostCentre: "b" })),
        stack("one of two", { aws_s3_bucket: { it: { tags }, other: {} } }),
        stack("one of two, the other open", { aws_s3_bucket: { it: { tags: "$" + "{var.tags}" }, other: {} } }),
        stack("tags of another provider", bucket({}), { google: [{ default_tags: [{ tags }] }] }),
      ],
      unknown: [
        stack("tags from elsewhere", bucket("$" + "{var.tags}")),
        stack("the last of them from elsewhere", bucket("$" + "{var.tags}"), general({ Owner: "a", Environment: "b" })),
        stack("tags of the provider from elsewhere", bucket({}), general("$" + "{var.tags}")),
      ],
      notApplicable: [
        stack("what costs nothing", { aws_iam_role: { it: {} } }),
        stack("a bucket that is read", {}, {}, { aws_s3_bucket: { it: {} } }),
      ],
    };
  },
});

/** The tags that each provider of AWS gives everything. */
function defaultTagsOf({ json }: StackView): readonly unknown[] {
  return asList(recordAt(json, "provider")["aws"]).flatMap((provider) =>
    asList(recordAt(provider)["default_tags"]).map((block) => recordAt(block)["tags"]),
  );
}

/** The questions that none of some maps of tags answers. Undefined where one of them is not known before the apply. */
function missingOf(maps: readonly unknown[]): readonly string[] | undefined {
  const names = new Set(maps.flatMap((map) => (isJsonRecord(map) ? filledIn(map) : [])));
  const missing = Object.entries(QUESTIONS).filter(([, answers]) => !answers.some((answer) => names.has(answer)));
  const isOpen = maps.some((map) => typeof map === "string");
  return isOpen && missing.length > 0 ? undefined : missing.map(([question]) => question);
}

/** The names of tags with a value, as `QUESTIONS` has them. */
function filledIn(tags: JsonRecord): readonly string[] {
  const entries = Object.entries(tags).filter(([, value]) => (value ?? "") !== "");
  return entries.map(([name]) => name.toLowerCase().replace(/[^a-z]/g, ""));
}

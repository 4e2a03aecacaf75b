import { asList } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

/** Where each type says what machine it is. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  aws_instance: "instance_type",
  aws_spot_instance_request: "instance_type",
  aws_launch_template: "instance_type",
  aws_eks_node_group: "instance_types",
  aws_db_instance: "instance_class",
  aws_rds_cluster_instance: "instance_class",
  aws_docdb_cluster_instance: "instance_class",
  aws_elasticache_cluster: "node_type",
  aws_elasticache_replication_group: "node_type",
};

/** Families that AWS keeps for those who have them. */
const OLD = ["a1", "c1", "c3", "cc2", "cr1", "g2", "hs1", "i2", "m1", "m2", "m3", "m4", "r3", "t1", "t2"];

/** `db.` and `cache.` stand before the machines of databases and caches. */
const FAMILY = /^(?:db\.|cache\.)?([a-z]+\d+)\./;

export const olderMachine = guardrail({
  id: "cost/older-machine",
  title: "Machines are of a generation that AWS still builds",
  severity: "low",
  why: "An older machine costs more for less, has no Nitro system under it, and one day there is none left to start.",
  fix: "choose a type of the newest generation of the same family, such as m7i for m4 and t4g or t3 for t2",
  source:
    "turbot/steampipe-mod-aws-thrifty, ec2_instance_older_generation; ManageIQ/manageiq-providers-amazon, instance types",
  subject: "resource",
  types: Object.keys(ARGUMENTS),
  check: ofMade(({ type, config }) => {
    const argument = ARGUMENTS[type] ?? "";
    return asList(config[argument]).flatMap((machine) => judge(machine, argument));
  }),
  examples: () => {
    const machine = (says: string, instance_type?: string) => exampleOf(says, "aws_instance", { instance_type });
    return {
      pass: [
        machine("a new machine", "m7i.large"),
        machine("a new machine with a disk of its own", "m4d.large"),
        exampleOf("new nodes", "aws_eks_node_group", { instance_types: ["r7i.2xlarge", "r6i.2xlarge"] }),
        exampleOf("a new database", "aws_db_instance", { instance_class: "db.r7g.large" }),
        exampleOf("a database without machines", "aws_rds_cluster_instance", { instance_class: "db.serverless" }),
      ],
      fail: [
        machine("an old machine", "t2.micro"),
        machine("an older machine", "m4.xlarge"),
        exampleOf("an old node", "aws_eks_node_group", { instance_types: ["m7i.large", "m3.large"] }),
        exampleOf("an old database", "aws_db_instance", { instance_class: "db.t2.micro" }),
        exampleOf("an old cache", "aws_elasticache_replication_group", { node_type: "cache.m3.medium" }),
      ],
      unknown: [machine("a type from elsewhere", "$" + "{var.type}")],
      notApplicable: [
        machine("a machine of a template"),
        exampleOf("a bucket", "aws_s3_bucket", {}),
        {
          says: "a machine that is read",
          stacks: { example: { data: { aws_instance: { it: { instance_type: "t2.micro" } } } } },
        },
      ],
    };
  },
});

function judge(machine: unknown, argument: string): readonly Judgement[] {
  if (typeof machine !== "string") return [];
  if (machine.includes(REFERENCE)) return [unknown([argument])];
  const [, family = ""] = FAMILY.exec(machine) ?? [];
  return [OLD.includes(family) ? fail([argument], "a type of a newer generation", machine) : PASS];
}

import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

/** Types that have an address on the internet unless they say that they stand in a network. */
const IN_A_NETWORK = ["aws_opensearch_domain", "aws_elasticsearch_domain"];

export const publicDataStore = guardrail({
  id: "network/public-data-store",
  title: "No database, search domain or broker has a public address",
  severity: "high",
  why: "Data that strangers can knock at is guarded by one password and by the next flaw of its server.",
  fix: "leave out publiclyAccessible, and put the store into private subnets",
  controls: {
    soc2: ["CC6.2"],
    iso27001: ["A.8.1"],
    pci: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1"],
    nist: ["AC-3", "AC-4(21)", "SC-7"],
    cisAws: ["3.2.3"],
  },
  aliases: ["CKV_AWS_17", "CKV_AWS_69", "CKV_AWS_87", "CKV_AWS_89", "CKV_AWS_137", "AWS-0072", "AWS-0180"],
  subject: "resource",
  types: [
    "aws_db_instance",
    "aws_rds_cluster_instance",
    "aws_neptune_cluster_instance",
    "aws_redshift_cluster",
    "aws_redshiftserverless_workgroup",
    "aws_dms_replication_instance",
    "aws_mq_broker",
    "aws_msk_cluster",
    ...IN_A_NETWORK,
  ],
  check: ofMade(({ type, config }) => {
    if (IN_A_NETWORK.includes(type)) return expectAt(config, "vpc_options").toStand("subnets of a network");
    return type === "aws_msk_cluster"
      ? expectAt(config, "broker_node_group_info.connectivity_info.public_access.type").notToBe("SERVICE_PROVIDED_EIPS")
      : expectAt(config, "publicly_accessible").notToBe(true);
  }),
  examples: () => {
    const brokers = (says: string, type: string) =>
      exampleOf(says, "aws_msk_cluster", {
        broker_node_group_info: { connectivity_info: { public_access: { type } } },
      });
    return {
      pass: [
        exampleOf("a database that says nothing", "aws_db_instance", { engine: "postgres" }),
        exampleOf("a database that says no", "aws_db_instance", { publicly_accessible: false }),
        exampleOf("a domain in a network", "aws_opensearch_domain", { vpc_options: { subnet_ids: ["subnet-1"] } }),
        brokers("brokers inside", "DISABLED"),
      ],
      fail: [
        exampleOf("a public database", "aws_db_instance", { publicly_accessible: true }),
        exampleOf("a public member of a cluster", "aws_rds_cluster_instance", { publicly_accessible: true }),
        exampleOf("a public graph", "aws_neptune_cluster_instance", { publicly_accessible: true }),
        exampleOf("a public warehouse", "aws_redshift_cluster", { publicly_accessible: true }),
        exampleOf("a public warehouse without servers", "aws_redshiftserverless_workgroup", {
          publicly_accessible: true,
        }),
        exampleOf("a public replicator", "aws_dms_replication_instance", { publicly_accessible: true }),
        exampleOf("a public broker", "aws_mq_broker", { publicly_accessible: "true" }),
        exampleOf("a domain on the internet", "aws_opensearch_domain", { domain_name: "logs" }),
        exampleOf("an older domain on the internet", "aws_elasticsearch_domain", { publicly_accessible: false }),
        brokers("brokers with addresses", "SERVICE_PROVIDED_EIPS"),
      ],
      unknown: [exampleOf("who decides later", "aws_db_instance", { publicly_accessible: "$" + "{var.is_public}" })],
    };
  },
});

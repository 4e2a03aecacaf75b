import { exampleOf } from "../../example";
import { judgements, ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const IN_TRANSIT = "encryption_info.encryption_in_transit";

export const brokerInTransit = guardrail({
  id: "encryption/broker-in-transit",
  title: "Kafka is spoken over TLS alone, by clients and among brokers",
  severity: "high",
  why: "One client that may speak in clear is enough for its credentials and its records to be read on the way.",
  fix: 'leave encryptionInTransit out, or set clientBroker to "TLS" and inCluster to true',
  controls: { iso27001: ["A.8.24"], pci: ["4.2.1"], nist: ["SC-8"] },
  aliases: ["CKV_AWS_81", "AWS-0073"],
  subject: "resource",
  types: ["aws_msk_cluster"],
  // Both are so unless it is said otherwise (hashicorp/aws, documentation of aws_msk_cluster).
  check: ofMade(({ config }) =>
    judgements(
      expectAt(config, `${IN_TRANSIT}.client_broker`).toBe("TLS", "pass"),
      expectAt(config, `${IN_TRANSIT}.in_cluster`).toBe(true, "pass"),
    ),
  ),
  examples: () => {
    const cluster = (says: string, encryption_in_transit: object) =>
      exampleOf(says, "aws_msk_cluster", { encryption_info: { encryption_in_transit } });
    return {
      pass: [
        exampleOf("a cluster that says nothing", "aws_msk_cluster", { cluster_name: "a" }),
        cluster("a cluster that says so", { client_broker: "TLS", in_cluster: true }),
      ],
      fail: [
        cluster("clients that may choose", { client_broker: "TLS_PLAINTEXT" }),
        cluster("brokers among themselves", { client_broker: "TLS", in_cluster: false }),
      ],
      unknown: [cluster("who decides later", { client_broker: "$" + "{var.mode}" })],
    };
  },
});

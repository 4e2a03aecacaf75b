import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

const TWO = { metadata_options: { http_put_response_hop_limit: 2 } };

export const metadataHops = guardrail({
  id: "network/metadata-hops",
  title: "The metadata of a machine does not reach into its containers",
  severity: "medium",
  why: "With a second hop every pod on the machine can take the machine's own role instead of the one it was given.",
  fix: "set httpPutResponseHopLimit of metadataOptions to 1, and give pods identities of their own",
  controls: { nist: ["AC-3", "AC-6"], pci: ["8.2.8"] },
  aliases: ["CKV_AWS_341"],
  subject: "resource",
  types: ["aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"],
  check: ofMade(({ config }) =>
    expectAt(config, "metadata_options.http_put_response_hop_limit").toBeAtMost(1, "hop", "not-applicable"),
  ),
  examples: () => {
    const hops = (says: string, limit: unknown) =>
      exampleOf(says, "aws_launch_template", { metadata_options: { http_put_response_hop_limit: limit } });
    return {
      pass: [hops("one hop", 1)],
      fail: [
        exampleOf("two hops of a machine", "aws_instance", TWO),
        exampleOf("two hops of the spot market", "aws_spot_instance_request", TWO),
        exampleOf("two hops of an older configuration", "aws_launch_configuration", TWO),
        hops("two hops", 2),
        hops("two hops in quotes", "2"),
      ],
      unknown: [hops("a number that is given later", "$" + "{var.hops}")],
      notApplicable: [exampleOf("a template that says nothing, which is one hop", "aws_launch_template", {})],
    };
  },
});

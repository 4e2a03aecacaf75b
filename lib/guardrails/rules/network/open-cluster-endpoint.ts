import { asList } from "../../../core/json";
import { reachOf } from "../../addresses";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

const BLOCKS = ["vpc_config", "public_access_cidrs"];

export const openClusterEndpoint = guardrail({
  id: "network/open-cluster-endpoint",
  title: "The Kubernetes API of no EKS cluster is open to everyone",
  severity: "critical",
  why: "One leaked token, or one flaw of the API server, and a stranger owns every workload and secret of the cluster.",
  fix: "name address blocks of your own, or use an EksCluster, whose API is private",
  controls: {
    iso27001: ["A.8.1"],
    pci: ["1.2.8", "1.4.2", "1.5.1"],
    nist: ["SC-7"],
  },
  aliases: ["CKV_AWS_38", "CKV_AWS_39", "AWS-0040", "AWS-0041"],
  subject: "resource",
  types: ["aws_eks_cluster"],
  check: ofMade(({ config }) => {
    const isPublic = read(config, ["vpc_config", "endpoint_public_access"]);
    if (isPublic.state === "known" && isPublic.value === false) return [PASS];
    const blocks = read(config, BLOCKS);
    if (blocks.state === "unknown") return [unknown(BLOCKS)];
    // AWS opens it to everyone unless told otherwise.
    if (blocks.state === "absent") {
      return [isPublic.state === "unknown" ? unknown(BLOCKS) : fail(BLOCKS, "address blocks of your own")];
    }
    return asList(blocks.value).map((block, index): Judgement => {
      const reach = reachOf(block);
      if (reach === "limited") return PASS;
      const isCertain = reach === "everyone" && isPublic.state !== "unknown";
      return isCertain ? fail([...BLOCKS, index], "address blocks of your own", block) : unknown([...BLOCKS, index]);
    });
  }),
  examples: () => {
    const cluster = (says: string, vpc_config: object) => exampleOf(says, "aws_eks_cluster", { vpc_config });
    return {
      pass: [
        cluster("a private API", { endpoint_public_access: false }),
        cluster("an API for one office", { endpoint_public_access: true, public_access_cidrs: ["203.0.113.0/24"] }),
        exampleOf("a block in a list", "aws_eks_cluster", { vpc_config: [{ endpoint_public_access: false }] }),
      ],
      fail: [
        cluster("a cluster that says nothing", { subnet_ids: ["subnet-1"] }),
        cluster("a public API for whom it may concern", { endpoint_public_access: true }),
        cluster("a public API for everyone, by name", { public_access_cidrs: ["203.0.113.0/24", "0.0.0.0/0"] }),
      ],
      unknown: [
        cluster("who decides later", { endpoint_public_access: "$" + "{var.is_public}" }),
        cluster("who decides later, for everyone", {
          endpoint_public_access: "$" + "{var.is_public}",
          public_access_cidrs: ["0.0.0.0/0"],
        }),
        cluster("addresses that are given later", { public_access_cidrs: "$" + "{var.blocks}" }),
        cluster("one address that is given later", { public_access_cidrs: ["$" + "{var.block}"] }),
      ],
    };
  },
});

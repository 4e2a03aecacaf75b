import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, on, PASS } from "../../verdict";

/** The map that EKS reads who may get in from, before there were access entries. */
const MAP = "aws-auth";

export const awsAuthMap = guardrail({
  id: "identity/aws-auth-map",
  title: "Who gets into an EKS cluster is said by access entries",
  severity: "medium",
  why: "One slip in the aws-auth map locks everyone out, and no log of AWS shows who was let in by it.",
  fix: "use aws_eks_access_entry and aws_eks_access_policy_association; Palisade's clusters do",
  controls: { soc2: ["CC6.1", "CC6.3"], nist: ["AC-3", "AC-6"] },
  source: 'Amazon EKS User Guide, "Grant IAM users access to Kubernetes with a ConfigMap": deprecated',
  subject: "stack",
  check: (stack) => {
    const objects = stack.objects.filter(({ kind, name }) => kind === "ConfigMap" && name === MAP);
    const parts = stack.ofType("kubernetes_config_map_v1_data").filter(({ config }) => {
      const name = read(config, ["metadata", "name"]);
      return name.state === "known" && name.value === MAP;
    });
    const found = [...objects, ...parts];
    if (found.length > 0) return found.map((each) => on(each, fail([], "access entries")));
    return stack.ofType("aws_eks_access_entry").length > 0 ? PASS : undefined;
  },
  examples: () => {
    const map = (kind: string, name: string) => ({
      apiVersion: "v1",
      kind,
      metadata: { name, namespace: "kube-system" },
    });
    return {
      pass: [
        exampleOf("an access entry", "aws_eks_access_entry", {
          cluster_name: "c",
          principal_arn: "arn:aws:iam::1:role/r",
        }),
      ],
      fail: [
        exampleObjects("the map", map("ConfigMap", "aws-auth")),
        exampleOf("a part of the map", "kubernetes_config_map_v1_data", { metadata: { name: "aws-auth" } }),
        exampleOf("the map as a resource", "kubernetes_config_map_v1", { metadata: { name: "aws-auth" } }),
      ],
      notApplicable: [
        exampleObjects("another map", map("ConfigMap", "settings")),
        exampleObjects("a secret of that name", map("Secret", "aws-auth")),
        exampleOf("a part of another map", "kubernetes_config_map_v1_data", { metadata: { name: "settings" } }),
        exampleOf("a part of some map", "kubernetes_config_map_v1_data", { metadata: { name: "$" + "{var.map}" } }),
      ],
    };
  },
});

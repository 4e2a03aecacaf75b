import { recordAt, textAt } from "../../../core/json";
import { REFERENCE } from "../../../truth/terraform-text";
import { type ExampleResources, example, exampleBundle, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ResourceView } from "../../subjects/resource-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";

/** Charts of programs that enforce policies themselves. */
const ENFORCERS = ["cilium", "tigera-operator", "antrea"];
const SWITCH = /"?enableNetworkPolicy"?\s*:\s*"?true/;
const AUTO_SWITCH = "enable-network-policy-controller";
const EXPECTED = 'a vpc-cni add-on whose configuration has enableNetworkPolicy "true"';

const NAMED_LATER = "$" + "{var.name}";

export const unenforcedNetworkPolicy = guardrail({
  id: "network/unenforced-network-policy",
  title: "Where there are network policies, the cluster enforces them",
  severity: "high",
  why: "EKS takes network policies and does nothing with them until its network add-on is told to: every door stands open.",
  fix: 'give the vpc-cni add-on the configuration {"enableNetworkPolicy":"true"}, as an EksCluster does',
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"] },
  source: "Amazon EKS, Limit Pod traffic with Kubernetes network policies",
  subject: "environment",
  check: (environment) => {
    const { stacks } = environment;
    const clusters = stacks
      .flatMap((stack) => stack.ofType("aws_eks_cluster"))
      .filter(({ mode }) => mode === "resource");
    if (clusters.length === 0) return undefined;
    const hasPolicies = stacks.some((stack) => stack.objects.some(({ kind }) => kind === "NetworkPolicy"));
    return hasPolicies ? clusters.map((cluster) => judge(cluster, environment)) : undefined;
  },
  examples: () => {
    const policies = exampleBundle({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {},
      spec: {},
    });
    const cluster = { name: "prod" };
    const addOn = (configuration_values: string, more = {}) => ({
      it: { addon_name: "vpc-cni", cluster_name: "$" + "{aws_eks_cluster.it.name}", configuration_values, ...more },
    });
    const among = (says: string, others: ExampleResources, of: object = {}) =>
      example(says, {
        aws_eks_cluster: { it: { ...cluster, ...of } },
        ...others,
        helm_release: { policies, ...others["helm_release"] },
      });
    const released = (chart: string, values = {}) => ({
      helm_release: { other: { name: chart, chart, values: [JSON.stringify(values)] } },
    });
    const automatic = (value: string) => ({
      helm_release: {
        other: exampleBundle({
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
          data: { "enable-network-policy-controller": value },
        }),
      },
    });
    const isAutomatic = { compute_config: { enabled: true } };
    const on = '{"enableNetworkPolicy":"true"}';
    return {
      pass: [
        among("an add-on that enforces", { aws_eks_addon: addOn(on) }),
        among("an add-on that enforces, in YAML", { aws_eks_addon: addOn("enableNetworkPolicy: true") }),
        among("an add-on of a cluster by its name", { aws_eks_addon: addOn(on, { cluster_name: "prod" }) }),
        among("Cilium", released("cilium")),
        among("Calico", released("tigera-operator")),
        among("Antrea", released("antrea")),
        among("the chart of the add-on", released("aws-vpc-cni", { enableNetworkPolicy: true })),
        among("the same in quotes", released("aws-vpc-cni", { enableNetworkPolicy: "true" })),
        among("a cluster that runs itself", automatic("true"), isAutomatic),
        exampleStacks("an add-on of another stack, by the cluster's name", {
          cluster: { resource: { aws_eks_cluster: { it: cluster } } },
          nodes: { resource: { helm_release: { policies }, aws_eks_addon: addOn(on, { cluster_name: "prod" }) } },
        }),
        exampleStacks("policies of another stack", {
          cluster: { resource: { aws_eks_cluster: { it: cluster }, aws_eks_addon: addOn(on) } },
          nodes: { resource: { helm_release: { policies } } },
        }),
      ],
      fail: [
        among("a cluster without an add-on", {}),
        among("an add-on that says nothing", { aws_eks_addon: addOn("{}") }),
        among("an add-on that says no", { aws_eks_addon: addOn('{"enableNetworkPolicy":"false"}') }),
        among("another add-on", { aws_eks_addon: addOn(on, { addon_name: "coredns" }) }),
        among("the chart of the add-on without the switch", released("aws-vpc-cni")),
        among("a cluster that runs itself, untold", {}, isAutomatic),
        among("a cluster that runs itself, told no", automatic("false"), isAutomatic),
        among("a cluster that does not run itself, told so", automatic("true"), { compute_config: { enabled: false } }),
        exampleStacks("the add-on of another cluster", {
          cluster: { resource: { aws_eks_cluster: { it: cluster }, helm_release: { policies } } },
          other: { resource: { aws_eks_cluster: { it: { name: "other" } }, aws_eks_addon: addOn(on) } },
        }),
        exampleStacks("another add-on of another stack", {
          cluster: { resource: { aws_eks_cluster: { it: cluster }, helm_release: { policies } } },
          nodes: { resource: { aws_eks_addon: addOn(on, { addon_name: "coredns", cluster_name: "prod" }) } },
        }),
        exampleStacks("policies of another stack, unenforced", {
          cluster: { resource: { aws_eks_cluster: { it: cluster } } },
          nodes: { resource: { helm_release: { policies } } },
        }),
      ],
      unknown: [
        among("a configuration that is given later", { aws_eks_addon: addOn("$" + "{var.configuration}") }),
        among("an add-on of a cluster named later", { aws_eks_addon: addOn(on, { cluster_name: NAMED_LATER }) }),
        exampleStacks("an add-on of another stack", {
          cluster: { resource: { aws_eks_cluster: { it: cluster } } },
          nodes: { resource: { helm_release: { policies }, aws_eks_addon: addOn(on, { cluster_name: NAMED_LATER }) } },
        }),
      ],
      notApplicable: [
        example("a cluster without policies", { aws_eks_cluster: { it: cluster } }),
        example(
          "policies of a cluster from elsewhere",
          { helm_release: { policies } },
          { aws_eks_cluster: { it: cluster } },
        ),
      ],
    };
  },
});

function judge(cluster: ResourceView, environment: EnvironmentView): Judgement {
  if (isEnforcedByChart(environment)) return PASS;
  const isAutomatic = read(cluster.config, ["compute_config", "enabled"]);
  if (isAutomatic.state === "known" && isAutomatic.value === true) {
    const expected = `a ConfigMap amazon-vpc-cni with ${AUTO_SWITCH} "true"`;
    return isToldSo(environment) ? PASS : on(cluster, fail(["compute_config"], expected));
  }
  const { found } = cluster.stack.references.belongingTo(cluster, ["aws_eks_addon"], "cluster_name", ["name"]);
  const addOn = found.find(isNetworkAddOn);
  if (addOn !== undefined) return judgeAddOn(addOn);
  const isElsewhere = environment.stacks
    .flatMap((stack) => stack.ofType("aws_eks_addon"))
    .some((other) => isNetworkAddOn(other) && !isOfAnotherCluster(other));
  return on(cluster, isElsewhere ? unknown([], "its add-on may stand elsewhere") : fail([], EXPECTED));
}

function judgeAddOn(addOn: ResourceView): Judgement {
  const configuration = textAt(addOn.config, "configuration_values") ?? "";
  if (SWITCH.test(configuration)) return PASS;
  const at = ["configuration_values"];
  return on(addOn, configuration.includes(REFERENCE) ? unknown(at) : fail(at, EXPECTED, configuration));
}

function isNetworkAddOn({ config, mode }: ResourceView): boolean {
  return mode === "resource" && config["addon_name"] === "vpc-cni";
}

/** An add-on that refers to a cluster of its own stack belongs to that. */
function isOfAnotherCluster({ stack, raw }: ResourceView): boolean {
  return stack.references.from(raw["cluster_name"]).length > 0;
}

function isEnforcedByChart({ stacks }: EnvironmentView): boolean {
  return stacks
    .flatMap((stack) => stack.releases)
    .some(
      ({ chart, values }) =>
        ENFORCERS.includes(chart) ||
        (chart === "aws-vpc-cni" && ["true", true].some((on) => on === values["enableNetworkPolicy"])),
    );
}

/** EKS Auto Mode reads a ConfigMap instead of an add-on. */
function isToldSo({ stacks }: EnvironmentView): boolean {
  return stacks
    .flatMap((stack) => stack.objects)
    .some(({ kind, name, manifest }) => {
      return kind === "ConfigMap" && name === "amazon-vpc-cni" && recordAt(manifest, "data")[AUTO_SWITCH] === "true";
    });
}

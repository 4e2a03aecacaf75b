import { Controller } from "../../../constructs/core/controller";
import { Workload } from "../../../constructs/core/workload";
import { WorkloadGroup } from "../../../constructs/core/workload-group";
import { appsNamespace, plainCluster } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";
import { props } from "./workload-fixtures";

const grouped = (spreadsOverZones: boolean) =>
  synthStack((stack) => {
    const group = new WorkloadGroup(stack, "group", { namespace: appsNamespace, name: "holders" });
    for (const name of ["holder-1", "holder-2"]) {
      new Workload(stack, name, {
        ...props,
        cluster: { ...plainCluster, spreadsOverZones, reservedNodes: () => undefined },
        identity: { kind: "signer", name },
        controller: Controller.statefulSet({ replicas: 1 }),
        group,
      });
    }
  });
const labels = { "palisade.dev/group": "holders" };
const setsOf = (zones: boolean): readonly Json[] =>
  Object.values(grouped(zones).resource["kubernetes_stateful_set_v1"] ?? {});

describe("workloads of a group", () => {
  test("never share a node, and are spread over zones as a rule", () => {
    for (const { spec } of setsOf(true)) {
      const { affinity, topology_spread_constraint: spread } = spec.template.spec;
      expect(affinity.pod_anti_affinity.required_during_scheduling_ignored_during_execution).toEqual([
        { topology_key: "kubernetes.io/hostname", label_selector: [{ match_labels: labels }] },
      ]);
      expect(spread).toEqual([
        expect.objectContaining({
          topology_key: "topology.kubernetes.io/zone",
          when_unsatisfiable: "DoNotSchedule",
          label_selector: [{ match_labels: labels }],
        }),
      ]);
      expect(spec.template.metadata.labels).toMatchObject(labels);
      expect(spec.selector.match_labels).not.toHaveProperty(["palisade.dev/group"]);
    }
  });

  test("are kept on different nodes alone where a cluster has one zone", () => {
    for (const { spec } of setsOf(false)) expect(spec.template.spec).not.toHaveProperty("topology_spread_constraint");
  });

  test("have one disruption budget, since Kubernetes evicts no pod that two are about", () => {
    expect(only(grouped(true).resource["kubernetes_pod_disruption_budget_v1"])).toMatchObject({
      metadata: { name: "holders" },
      spec: { max_unavailable: "1", selector: { match_labels: labels } },
    });
  });
});

import { Controller } from "../../../constructs/core/controller";
import { Volume } from "../../../constructs/core/volume";
import { webContainer } from "../../support/fixtures";
import { only } from "../../support/synth";
import { pod, synth } from "./workload-fixtures";

describe("controllers of a workload", () => {
  test("a stateful set gives each replica a volume that outlives it", () => {
    const stack = synth({
      controller: Controller.statefulSet({ replicas: 1 }),
      volumes: [Volume.persistent("data", { storageGiB: 10 })],
      containers: [{ ...webContainer, mounts: [{ volume: "data", path: "/data" }] }],
    });
    const { spec } = only(stack.resource["kubernetes_stateful_set_v1"]);
    expect(spec.volume_claim_template[0].spec.resources.requests.storage).toBe("10Gi");
    expect(spec.persistent_volume_claim_retention_policy).toEqual([{ when_deleted: "Retain", when_scaled: "Retain" }]);
    expect(spec.template.spec.container[0].volume_mount[0].read_only).toBe(false);
  });

  test("a cron job never runs twice at once and can be suspended", () => {
    const stack = synth({ controller: Controller.cronJob({ schedule: "*/5 * * * *", suspended: true }) });
    expect(only(stack.resource["kubernetes_cron_job_v1"]).spec).toMatchObject({
      concurrency_policy: "Forbid",
      suspend: true,
      timezone: "Etc/UTC",
    });
  });

  test("a job runs to the end and has no disruption budget", () => {
    const stack = synth({ controller: Controller.job() });
    expect(only(stack.resource["kubernetes_job_v1"]).spec.template.spec.restart_policy).toBe("Never");
    expect(stack.resource["kubernetes_pod_disruption_budget_v1"]).toBeUndefined();
  });

  test("Terraform waits for a job as long as the job may take, and not only the provider's minute", () => {
    const deadline = synth({ controller: Controller.job({ deadlineSeconds: 1800 }), waitUntilReady: true });
    expect(only(deadline.resource["kubernetes_job_v1"])).toMatchObject({
      wait_for_completion: true,
      timeouts: { create: "1920s", update: "1920s" },
      spec: { active_deadline_seconds: 1800 },
    });
    const plain = synth({ controller: Controller.job(), waitUntilReady: true });
    expect(only(plain.resource["kubernetes_job_v1"]).timeouts).toEqual({ create: "3720s", update: "3720s" });
    expect(only(synth({ controller: Controller.job() }).resource["kubernetes_job_v1"]).timeouts).toBeUndefined();
  });

  test("an autoscaler owns the replicas after the first apply", () => {
    const stack = synth({ controller: Controller.deployment({ replicas: 2, autoscaled: true }) });
    expect(only(stack.resource["kubernetes_deployment_v1"]).lifecycle.ignore_changes).toEqual(["spec[0].replicas"]);
  });

  test("replicas spread over zones and hosts", () => {
    const keys = pod().spec.topology_spread_constraint.map(
      (constraint: { topology_key: string }) => constraint.topology_key,
    );
    expect(keys).toEqual(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
  });

  test("a pod more needs no new node: zones are a rule among nodes the pods may use, hosts are a wish", () => {
    const [zones, hosts] = pod().spec.topology_spread_constraint;
    expect(zones).toMatchObject({ when_unsatisfiable: "DoNotSchedule", node_taints_policy: "Honor" });
    expect(hosts.when_unsatisfiable).toBe("ScheduleAnyway");
    expect(hosts).not.toHaveProperty("node_taints_policy");
  });

  test("reserved nodes are selected and their taint tolerated", () => {
    expect(pod({ nodePurpose: "signers" }).spec).toMatchObject({
      node_selector: { "example.org/nodes": "signers" },
      toleration: [{ key: "example.org/nodes", operator: "Equal", value: "signers", effect: "NoSchedule" }],
    });
  });
});

import type { ContainerSpec } from "../../../constructs/core/container";
import { Controller } from "../../../constructs/core/controller";
import { Exposure } from "../../../constructs/core/exposure";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Peer } from "../../../constructs/core/peer";
import { Volume } from "../../../constructs/core/volume";
import { Workload } from "../../../constructs/core/workload";
import type { WorkloadProps } from "../../../constructs/core/workload-props";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";

const props: WorkloadProps = {
  cluster: plainCluster,
  namespace: appsNamespace,
  identity: { kind: "workload", name: "web" },
  controller: Controller.deployment({ replicas: 2 }),
  containers: [webContainer],
};

function synth(change: Partial<WorkloadProps> = {}, use: (workload: Workload) => void = () => undefined) {
  return synthStack((stack) => use(new Workload(stack, "web", { ...props, ...change })));
}

function pod(change: Partial<WorkloadProps> = {}) {
  return only(synth(change).resource["kubernetes_deployment_v1"]).spec.template;
}

describe("a workload is hardened", () => {
  test("its pods run as nobody, with the runtime's seccomp profile and no token", () => {
    expect(pod().spec).toMatchObject({
      automount_service_account_token: false,
      enable_service_links: false,
      security_context: {
        run_as_non_root: true,
        run_as_user: "10001",
        seccomp_profile: { type: "RuntimeDefault" },
      },
    });
  });

  test("its containers cannot write to their image, gain rights or keep capabilities", () => {
    expect(pod().spec.container[0].security_context).toEqual({
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("nothing reaches it and it reaches nothing but DNS until asked", () => {
    const policy = only(synth().resource["kubernetes_network_policy_v1"]).spec;
    expect(policy.policy_types).toEqual(["Ingress", "Egress"]);
    expect(policy.ingress ?? []).toEqual([]);
    expect(policy.egress).toHaveLength(1);
    expect(policy.egress[0].ports).toEqual([
      { port: "53", protocol: "UDP" },
      { port: "53", protocol: "TCP" },
    ]);
  });

  test("a token for the Kubernetes API is mounted when asked for", () => {
    expect(pod({ kubernetesApiAccess: true }).spec.automount_service_account_token).toBe(true);
  });

  test("who is given a token reaches the Kubernetes API, by the addresses of its servers and of its Service", () => {
    const policy = only(synth({ kubernetesApiAccess: true }).resource["kubernetes_network_policy_v1"]).spec;
    expect(policy.egress.slice(1)).toEqual([
      {
        to: [{ ip_block: { cidr: "10.0.0.0/16", except: [] } }, { ip_block: { cidr: "172.20.0.0/16", except: [] } }],
        ports: [
          { port: "443", protocol: "TCP" },
          { port: "6443", protocol: "TCP" },
        ],
      },
    ]);
  });
});

describe("traffic", () => {
  test("allowFrom opens the named port for the peer alone", () => {
    const policy = only(
      synth({}, (workload) => workload.allowFrom(Peer.namespace("edge"), "http")).resource[
        "kubernetes_network_policy_v1"
      ],
    ).spec;
    expect(policy.ingress).toEqual([
      {
        from: [{ namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "edge" } } }],
        ports: [{ port: "8080", protocol: "TCP" }],
      },
    ]);
  });

  test("allowTo adds egress, and asking twice says it once", () => {
    const policy = only(
      synth({}, (workload) => {
        workload.allowTo(Peer.cidr("192.0.2.0/24"), { port: 443 });
        workload.allowTo(Peer.cidr("192.0.2.0/24"), { port: 443 });
      }).resource["kubernetes_network_policy_v1"],
    ).spec;
    expect(policy.egress.slice(1)).toEqual([
      { to: [{ ip_block: { cidr: "192.0.2.0/24", except: [] } }], ports: [{ port: "443", protocol: "TCP" }] },
    ]);
  });

  test("the internet is both families without the private and local blocks of either", () => {
    const policy = only(
      synth({}, (workload) => workload.allowTo(Peer.internet(), { port: 443 })).resource[
        "kubernetes_network_policy_v1"
      ],
    ).spec;
    expect(policy.egress[1].to).toEqual([
      { ip_block: { cidr: "0.0.0.0/0", except: expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]) } },
      { ip_block: { cidr: "::/0", except: ["fc00::/7", "fe80::/10"] } },
    ]);
  });

  test("a cluster without IPv6 gets no rule for it, and a peer of whom nothing is left gets none at all", () => {
    const cluster = { ...plainCluster, hasIpv6: false };
    const policy = only(
      synth({ cluster }, (workload) => {
        workload.allowTo(Peer.internet(), { port: 443 });
        workload.allowTo(Peer.cidr("2001:db8::/32"), { port: 443 });
        workload.allowFrom(Peer.anywhere(), "http");
      }).resource["kubernetes_network_policy_v1"],
    ).spec;
    const blocks = (peers: Json[]) => peers.map(({ ip_block }) => ip_block.cidr);
    expect(policy.egress.slice(1).map(({ to }: Json) => blocks(to))).toEqual([["0.0.0.0/0"]]);
    expect(policy.ingress.map(({ from }: Json) => blocks(from))).toEqual([["0.0.0.0/0"]]);
  });

  test("a workload is a peer of another by its own labels", () => {
    const stack = synthStack((scope) => {
      const server = new Workload(scope, "server", props);
      const client = new Workload(scope, "client", { ...props, identity: { kind: "agent", name: "client" } });
      server.allowFrom(client, "http");
    });
    const policies = Object.values(stack.resource["kubernetes_network_policy_v1"] ?? {});
    const server = policies.find((policy) => policy.metadata.name === "web");
    expect(server.spec.ingress[0].from[0].pod_selector.match_labels).toEqual({
      "app.kubernetes.io/name": "agent",
      "app.kubernetes.io/instance": "client",
    });
  });

  test("an unknown port names the ports there are", () => {
    expect(() => synth({}, (workload) => workload.url("grpc"))).toThrow(/no such port[\s\S]*allowed: http/);
  });
});

describe("exposures", () => {
  const exposed = (exposure: Exposure, port = 8080): Partial<WorkloadProps> => ({
    controller: Controller.deployment({ replicas: 1 }),
    containers: [{ ...webContainer, ports: [{ name: "http", port, exposure }] }],
  });

  test("cluster gives one ClusterIP Service", () => {
    expect(only(synth().resource["kubernetes_service_v1"]).spec.type).toBe("ClusterIP");
  });

  test("privateNetwork gives an internal load balancer for the private blocks", () => {
    const stack = synth(exposed(Exposure.privateNetwork()));
    const service = Object.values(stack.resource["kubernetes_service_v1"] ?? {}).find(
      (candidate) => candidate.spec.type === "LoadBalancer",
    );
    expect(service.metadata.annotations["example.org/internal"]).toBe("true");
    expect(service.spec.load_balancer_source_ranges).toEqual(["10.0.0.0/16"]);
  });

  test("peers opens the same number on the node, and only that", () => {
    const stack = synth(exposed(Exposure.peers(), 30_303));
    const service = only(stack.resource["kubernetes_service_v1"]);
    expect(service.spec).toMatchObject({ type: "NodePort", external_traffic_policy: "Local" });
    expect(service.spec.port[0]).toMatchObject({ port: 30_303, node_port: 30_303 });
  });

  test("peers come from anywhere, in either address family", () => {
    const stack = synth(exposed(Exposure.peers(), 30_303));
    expect(only(stack.resource["kubernetes_network_policy_v1"]).spec.ingress).toEqual([
      {
        from: [{ ip_block: { cidr: "0.0.0.0/0", except: [] } }, { ip_block: { cidr: "::/0", except: [] } }],
        ports: [{ port: "30303", protocol: "TCP" }],
      },
    ]);
  });

  test("publicTls gives an ingress with TLS for the domain", () => {
    const exposure = Exposure.publicTls({ domain: "rpc.example.org", clusterIssuer: "letsencrypt" });
    const ingress = only(synth(exposed(exposure)).resource["kubernetes_ingress_v1"]);
    expect(ingress.spec.tls[0].hosts).toEqual(["rpc.example.org"]);
    expect(ingress.spec.tls[0].secret_name).toBe("web-http-tls");
    expect(ingress.metadata.annotations["cert-manager.io/cluster-issuer"]).toBe("letsencrypt");
  });

  test("an ingress whose controller has the certificate waits for no Secret", () => {
    const exposure = Exposure.publicTls({ domain: "rpc.example.org", certificate: "controller" });
    const ingress = only(synth(exposed(exposure)).resource["kubernetes_ingress_v1"]);
    expect(ingress.spec.tls).toEqual([{ hosts: ["rpc.example.org"] }]);
  });

  test("a domain that is none is refused", () => {
    expect(() => Exposure.publicTls({ domain: "Not A Domain" })).toThrow(/no proper host name/);
  });
});

describe("configuration files", () => {
  const configured = (text: string) => synth({ configuration: { path: "/etc/web", files: { "web.yaml": text } } });

  test("their object is immutable and named for its content", () => {
    const first = only(configured("a: 1").resource["kubernetes_config_map_v1"]);
    const second = only(configured("a: 2").resource["kubernetes_config_map_v1"]);
    expect(first.immutable).toBe(true);
    expect(first.lifecycle.create_before_destroy).toBe(true);
    expect(first.metadata.name).not.toBe(second.metadata.name);
  });

  test("the pods refer to the object itself, so that the old one outlives the rollout", () => {
    const stack = configured("a: 1");
    const [id] = Object.keys(stack.resource["kubernetes_config_map_v1"] ?? {});
    const { volume } = only(stack.resource["kubernetes_deployment_v1"]).spec.template.spec;
    expect(volume[0].config_map.name).toBe(["$", `{kubernetes_config_map_v1.${id}.metadata[0].name}`].join(""));
  });

  test("text that Terraform would read is escaped", () => {
    expect(only(configured("$" + "{HOME} %" + "{if}").resource["kubernetes_config_map_v1"]).data["web.yaml"]).toBe(
      "$$" + "{HOME} %%" + "{if}",
    );
  });

  test("every container sees them read-only", () => {
    const [deployment] = Object.values(configured("a: 1").resource["kubernetes_deployment_v1"] ?? {});
    expect(deployment.spec.template.spec.container[0].volume_mount).toEqual([
      { name: "configuration", mount_path: "/etc/web", read_only: true },
    ]);
  });
});

describe("volumes", () => {
  test("a ConfigMap that exists is mounted read-only, and nothing is made for it", () => {
    const stack = synth({}, (workload) => workload.mount(Volume.configuration("rules", "rules-1"), "/etc/rules"));
    const { spec } = Object.values(stack.resource["kubernetes_deployment_v1"] ?? {})[0].spec.template;
    expect(spec.volume).toEqual([{ name: "rules", config_map: { name: "rules-1" } }]);
    expect(spec.container[0].volume_mount).toEqual([{ name: "rules", mount_path: "/etc/rules", read_only: true }]);
    expect(stack.resource["kubernetes_config_map_v1"]).toBeUndefined();
  });

  test("a ConfigMap cannot be mounted for writing", () => {
    const volumes = [Volume.configuration("rules", "rules-1")];
    const containers = [{ ...webContainer, mounts: [{ volume: "rules", path: "/etc/rules", readOnly: false }] }];
    expect(() => synth({ volumes, containers })).toThrow(/mounts volume rules for writing/);
  });
});

describe("controllers", () => {
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

describe("verbs after construction", () => {
  test("mount adds a read-only volume to the main container", () => {
    const stack = synth({}, (workload) => workload.mount(Volume.secret("api-key", "web-api-key"), "/secrets"));
    const { spec } = only(stack.resource["kubernetes_deployment_v1"]).spec.template;
    expect(spec.volume).toEqual([{ name: "api-key", secret: { secret_name: "web-api-key", default_mode: "0440" } }]);
    expect(spec.container[0].volume_mount).toEqual([{ name: "api-key", mount_path: "/secrets", read_only: true }]);
  });
});

describe("bad input", () => {
  test("every problem is reported at once, with the construct path", () => {
    const message = (() => {
      try {
        synth({
          identity: { kind: "workload", name: "Web Server" },
          controller: Controller.deployment({ replicas: -1 }),
          userId: 0,
          volumes: [Volume.persistent("data", { storageGiB: -5 })],
          containers: [{ ...webContainer, resources: { cpuMillicores: 0, memoryMiB: -1 } }],
        });
      } catch (error) {
        return String(error);
      }
      return "";
    })();
    expect(message.match(/test\/web:/g)).toHaveLength(7);
    for (const part of ["Web Server", "as root", "storageGiB", "stateful", "cpuMillicores", "memoryMiB", "replicas"]) {
      expect(message).toContain(part);
    }
  });

  const resources = { cpuMillicores: 200, memoryMiB: 256 };
  const web = (change: Partial<ContainerSpec>): Partial<WorkloadProps> => ({
    containers: [{ ...webContainer, ...change }],
  });
  const nightly = { schedule: "0 3 * * *" };
  test.each<[string, Partial<WorkloadProps>, RegExp]>([
    [
      "a memory limit below its request",
      web({ resources: { ...resources, memoryLimitMiB: 255 } }),
      /memoryLimitMiB is less/,
    ],
    [
      "a CPU limit below its request",
      web({ resources: { ...resources, cpuLimitMillicores: 1 } }),
      /cpuLimitMillicores is less/,
    ],
    ["a negative number of pods away", { maxUnavailable: -1 }, /maxUnavailable is not a whole number/],
    ["a negative drain", web({ drainSeconds: -1 }), /drainSeconds of container web is not a whole number/],
    ["a drain as long as the grace", { ...web({ drainSeconds: 20 }), stopGraceSeconds: 20 }, /no time to stop/],
    ["a drain as long as the grace of everyone", web({ drainSeconds: 30 }), /no time to stop/],
    [
      "a relative folder",
      { configuration: { path: "etc/web", files: { a: "1" } } },
      /configuration files is not absolute/,
    ],
    [
      "a schedule that is none",
      { controller: Controller.cronJob({ schedule: "daily" }) },
      /is none that Kubernetes reads/,
    ],
    ["negative retries", { controller: Controller.job({ retries: -1 }) }, /retries is not a whole number/],
    [
      "negative retries of a cron job",
      { controller: Controller.cronJob({ ...nightly, retries: -1 }) },
      /retries is not/,
    ],
    ["no deadline", { controller: Controller.job({ deadlineSeconds: 0 }) }, /deadlineSeconds is not a positive/],
    ["an image as text", web({ image: JSON.parse('"web:latest"') }), /image of container web is not an ImageRef/],
  ])("%s is refused", (_, change, message) => {
    expect(() => synth(change)).toThrow(message);
  });

  test("limits as high as their requests, and a drain shorter than the grace, are taken", () => {
    const limits = { memoryLimitMiB: 256, cpuLimitMillicores: 200 };
    expect(() => synth(web({ resources: { ...resources, ...limits }, drainSeconds: 29 }))).not.toThrow();
  });

  test.each(["web", "web:latest", "web:1", "web:1.37", "web:stable", "Web:1.0.0", "web@sha256:12"])(
    "the image %s is refused",
    (reference) => {
      expect(() => ImageRef.parse(reference)).toThrow(/image/);
    },
  );
});

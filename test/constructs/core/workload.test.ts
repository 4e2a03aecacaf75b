import { Volume } from "../../../constructs/core/volume";
import { webContainer } from "../../support/fixtures";
import { only } from "../../support/synth";
import { pod, synth } from "./workload-fixtures";

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

describe("configuration files of a workload", () => {
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

describe("volumes of a workload", () => {
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

describe("verbs of a workload after construction", () => {
  test("mount adds a read-only volume to the main container", () => {
    const stack = synth({}, (workload) => workload.mount(Volume.secret("api-key", "web-api-key"), "/secrets"));
    const { spec } = only(stack.resource["kubernetes_deployment_v1"]).spec.template;
    expect(spec.volume).toEqual([{ name: "api-key", secret: { secret_name: "web-api-key", default_mode: "0440" } }]);
    expect(spec.container[0].volume_mount).toEqual([{ name: "api-key", mount_path: "/secrets", read_only: true }]);
  });
});

import type { TerraformStack } from "cdktf";
import { Namespace } from "../../../constructs/core/namespace";
import { type IPeer, Peer } from "../../../constructs/core/peer";
import { addGuardrails } from "../../../constructs/policy";
import { DetectionEngine, DetectionNotice, DetectionResponse } from "../../../constructs/runtime";
import { GUARDED_PROGRAMS } from "../../../lib/catalogue/runtime/guarded-programs";
import { listAt, recordAt } from "../../../lib/core/json";
import { synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { detectionIn, FALCO, policiesOf, resources, valuesOf } from "./fixture";

const TETRAGON = DetectionEngine.tetragon();

/** Objects of the bundle of policies. */
function tracingPolicies(engine: DetectionEngine) {
  const json = synthStack((stack) => void detectionIn(stack, { engine }));
  // biome-ignore lint/suspicious/noExplicitAny: policies are read as the data that they are
  const manifests: any[] = valuesOf(json, "tetragon-policies").manifests;
  return manifests;
}

describe("Falco", () => {
  const json = synthStack((stack) => void detectionIn(stack));
  const values = valuesOf(json, "falco");

  it("runs on every node, with no more rights than it needs, and fetches nothing at its start", () => {
    expect(values).toMatchObject({
      image: { tag: "0.44.1" },
      driver: { kind: "modern_ebpf", modernEbpf: { leastPrivileged: true }, loader: { enabled: false } },
      falcoctl: { artifact: { install: { enabled: false }, follow: { enabled: false } } },
      tolerations: [{ operator: "Exists" }],
      collectors: {
        containerEngine: {
          engines: {
            docker: { enabled: false },
            podman: { enabled: false },
            cri: { enabled: true, sockets: ["/run/containerd/containerd.sock"] },
          },
        },
      },
    });
  });

  it("looks at every rule, writes JSON, and hands events to Falcosidekick in a namespace of its own", () => {
    expect(values.falco).toMatchObject({
      json_output: true,
      rule_matching: "all",
      http_output: { enabled: true, url: "http://falcosidekick.falco-events.svc.cluster.local:2801/" },
    });
    expect(valuesOf(json, "falcosidekick")).toMatchObject({
      image: { tag: "2.32.0" },
      config: {
        alertmanager: {
          hostport: "http://kube-prometheus-stack-alertmanager.monitoring.svc.cluster.local:9093",
          endpoint: "/api/v2/alerts",
          minimumpriority: "warning",
        },
      },
    });
    const namespaces = Object.values(resources(json, "kubernetes_namespace_v1")).map((namespace) =>
      recordAt(namespace, "metadata"),
    );
    expect(
      namespaces.map(({ name, labels }) => [name, recordAt(labels)["pod-security.kubernetes.io/enforce"]]),
    ).toEqual([
      ["falco-events", "restricted"],
      ["falco", "privileged"],
    ]);
  });

  it("reaches Falcosidekick alone, which reaches Alertmanager alone, and Alertmanager lets it in", () => {
    const policies = policiesOf(json);
    const egress = (name: string) =>
      listAt(recordAt(policies[name], "spec"), "egress").flatMap((rule) =>
        listAt(rule, "ports").map((port) => recordAt(port)["port"]),
      );
    expect(egress("falco")).toEqual(["53", "53", "2801"]);
    expect(egress("falcosidekick")).toEqual(["53", "53", "9093"]);
    expect(policies["from-falco-events-test"]).toMatchObject({
      metadata: { namespace: "monitoring" },
      spec: {
        pod_selector: { match_labels: { "app.kubernetes.io/name": "alertmanager" } },
        ingress: [{ ports: [{ port: "9093" }] }],
      },
    });
  });

  it("carries rules for each program that is known, without command lines in what they tell", () => {
    const rules: { rule?: string; output?: string; tags?: string[] }[] = JSON.parse(
      values.customRules["palisade-signers.yaml"],
    );
    for (const { client } of GUARDED_PROGRAMS) {
      expect(rules.map(({ rule }) => rule)).toContain(`Palisade other-program ${client}`);
    }
    const outputs = rules.flatMap(({ output = [] }) => output).join("\n");
    expect(outputs).toContain("%k8s.pod.name");
    expect(outputs).not.toMatch(/cmdline|proc\.args|proc\.env/);
    expect(rules.slice(1).every(({ tags = [] }) => tags.includes("palisade"))).toBe(true);
  });

  it("takes ports, programs and containers of one's own into its rules", () => {
    const own = synthStack((stack) =>
      detectionIn(stack, {
        alsoReaches: { "web3signer-eth2": [6432] },
        alsoGuards: [
          {
            client: "vault-signer",
            title: "Our signer",
            containers: ["signer"],
            executables: ["/signer"],
            keyFolders: ["/keys"],
            reaches: [8200],
            companions: [],
            source: "our own",
          },
        ],
        addedContainers: ["linkerd-proxy"],
      }),
    );
    const text: string = valuesOf(own, "falco").customRules["palisade-signers.yaml"];
    expect(text).toContain("not fd.sport in (53, 443, 5432, 6432, 8200)");
    expect(text).toContain("Palisade other-program vault-signer");
    expect(text).toContain("not container.name in (web3signer-eth2, database-login, linkerd-proxy)");
  });

  it("posts to a webhook where it is told to, and to nobody where it is left in the log", () => {
    const notice = DetectionNotice.webhook({ address: "https://events.example.org:8443/falco" });
    const posted = synthStack((stack) => void detectionIn(stack, { engine: DetectionEngine.falco({ notice }) }));
    expect(valuesOf(posted, "falcosidekick").config.webhook).toEqual({
      address: "https://events.example.org:8443/falco",
      minimumpriority: "warning",
    });
    const quiet = synthStack(
      (stack) => void detectionIn(stack, { engine: DetectionEngine.falco({ notice: DetectionNotice.logOnly() }) }),
    );
    expect(Object.values(resources(quiet, "helm_release")).map(({ name }) => name)).toEqual(["falco"]);
    expect(valuesOf(quiet, "falco").falco.http_output).toBeUndefined();
  });
});

describe("Tetragon", () => {
  const json = synthStack((stack) => void detectionIn(stack, { engine: TETRAGON }));
  const values = valuesOf(json, "tetragon");

  it("brings the definitions of its policies, and writes what is about signers alone, with keys blotted out", () => {
    expect(values).toMatchObject({ crds: { installMethod: "helm" }, tetragonOperator: { enabled: false } });
    const lines = (text: string) => text.split("\n").map((line) => JSON.parse(line));
    const [policies, programs] = lines(values.tetragon.exportAllowList);
    expect(policies.policy_names).toEqual(tracingPolicies(TETRAGON).map(({ metadata }) => metadata.name));
    expect(programs.labels).toEqual(["palisade.dev/kind in (signer, validator)"]);
    expect(lines(values.tetragon.redactionFilters)).toHaveLength(1);
    expect(values.tetragon.enableKeepSensorsOnExit).toBe(false);
  });

  it("tells, and kills nothing, unless it is told to", () => {
    const text = JSON.stringify(tracingPolicies(TETRAGON));
    expect(text).not.toContain("Sigkill");
    expect(text).not.toContain("enforce");
  });

  it("kills under the rules that are named, and tells under the others", () => {
    const response = DetectionResponse.kill({ on: ["other-program", "trace"] });
    const engine = DetectionEngine.tetragon({ response });
    for (const { metadata, spec } of tracingPolicies(engine)) {
      const kills = /^palisade-(other-program|trace)-/.test(metadata.name);
      expect(spec.options).toEqual([{ name: "policy-mode", value: kills ? "enforce" : "monitor" }]);
      // biome-ignore lint/suspicious/noExplicitAny: policies are read as the data that they are
      const selectors = spec.kprobes.flatMap((probe: any) => probe.selectors);
      expect(selectors.length).toBeGreaterThan(0);
      for (const { matchActions } of selectors) {
        expect(matchActions).toEqual(kills ? [{ action: "Sigkill" }] : undefined);
      }
    }
    const kept = synthStack((stack) => void detectionIn(stack, { engine }));
    expect(valuesOf(kept, "tetragon").tetragon.enableKeepSensorsOnExit).toBe(true);
  });

  it("finds pods by their labels, in whatever namespace they are", () => {
    for (const { spec } of tracingPolicies(TETRAGON)) {
      expect(spec.podSelector.matchExpressions[0]).toEqual({
        key: "palisade.dev/kind",
        operator: "In",
        values: ["signer", "validator"],
      });
    }
  });

  it("is read through its Service, and Prometheus is let out to the nodes for that", () => {
    const watched = synthStack((stack) => {
      const detection = detectionIn(stack, { engine: TETRAGON });
      const { MonitoringPlatform } = jest.requireActual("../../../constructs/monitoring");
      MonitoringPlatform.fromAttributes({
        namespaceName: "monitoring",
        releaseLabel: "kube-prometheus-stack",
        runbookBaseUrl: "https://example.org/runbooks",
      }).watch(detection);
    });
    expect(policiesOf(watched)["to-tetragon-tetragon"]).toMatchObject({
      metadata: { namespace: "monitoring" },
      spec: {
        pod_selector: { match_labels: { "app.kubernetes.io/name": "prometheus" } },
        egress: [{ to: [{ ip_block: { cidr: "10.0.0.0/16" } }], ports: [{ port: "2112" }] }],
      },
    });
    const { manifests } = valuesOf(watched, "tetragon-tetragon-monitoring");
    const monitor = manifests.find(({ kind }: { kind: string }) => kind === "ServiceMonitor");
    expect(monitor.spec).toMatchObject({
      selector: {
        matchLabels: { "app.kubernetes.io/name": "tetragon", "app.kubernetes.io/instance": "tetragon" },
      },
      endpoints: [{ port: "metrics" }],
    });
  });
});

describe("who reads what stands in the network of the nodes", () => {
  const labels = { "app.kubernetes.io/name": "reader" };

  function letIn(peer: (stack: TerraformStack) => IPeer, ...ports: string[]) {
    return synthStack((stack) => {
      const [watched] = detectionIn(stack, { engine: TETRAGON }).watched;
      watched?.workload.allowFrom(peer(stack), ...ports);
    });
  }

  it.each<[string, (stack: TerraformStack) => IPeer, string, object]>([
    ["pods", () => Peer.pods("readers", labels), "readers", labels],
    ["a namespace by its name", () => Peer.namespace("readers"), "readers", {}],
    ["a namespace that is declared", (stack) => new Namespace(stack, "readers", { name: "readers" }), "readers", {}],
    ["pods beside it", () => ({ toPeerSelectors: () => [{ podLabels: labels }] }), "tetragon", labels],
  ])("is let out when it is %s", (_, peer, namespace, podLabels) => {
    expect(policiesOf(letIn(peer, "metrics"))["to-tetragon-tetragon"]).toMatchObject({
      metadata: { namespace },
      spec: { pod_selector: { match_labels: podLabels }, policy_types: ["Egress"] },
    });
  });

  it("needs nothing when it is an address, since no policy holds there", () => {
    expect(policiesOf(letIn(() => Peer.cidr("10.1.0.0/16")))["to-tetragon-tetragon"]).toBeUndefined();
  });

  it("is refused when it is pods of any namespace, or asks for another port", () => {
    expect(thrownMessage(() => letIn(() => ({ toPeerSelectors: () => [{ namespaceLabels: {} }] })))).toBe(
      [
        "test/detection/pods: pods of no certain namespace cannot be let out to the nodes: that takes a policy in theirs",
        '  got: [{"namespaceLabels":{}}]',
        "  allowed: a workload, a namespace, or Peer.pods with one",
        "  do this: name the namespace of whoever reads",
      ].join("\n"),
    );
    expect(thrownMessage(() => letIn(() => Peer.namespace("readers"), "gops"))).toContain(
      "the pods of tetragon have no such port",
    );
  });
});

it.each([
  ["Falco", FALCO, ["falco", "falco-events"]],
  ["Falco that tells nobody", DetectionEngine.falco({ notice: DetectionNotice.logOnly() }), ["falco"]],
  ["Tetragon", TETRAGON, ["tetragon"]],
] as const)("%s says which namespaces it makes", (_, engine, names) => {
  const json = synthStack((stack) => {
    expect(detectionIn(stack, { engine }).namespaceNames).toEqual(names);
  });
  const made = Object.values(resources(json, "kubernetes_namespace_v1")).map(
    (one) => recordAt(one, "metadata")["name"],
  );
  expect(made.sort()).toEqual([...names]);
});

it.each([
  ["Falco", FALCO],
  ["Tetragon", TETRAGON],
] as const)("%s says what to watch", (_, engine) => {
  synthStack((stack) => {
    const subjects = detectionIn(stack, { engine }).watched.map(({ subject }) => subject);
    expect(subjects).toEqual(engine === FALCO ? ["falco", "falcosidekick"] : ["tetragon"]);
    addGuardrails(stack, { profile: "relaxed" });
  });
});

import { Peer } from "../../../constructs/core/peer";
import { AdmissionEngine, AdmissionExemption, addGuardrails, letOff } from "../../../constructs/policy";
import { GUARDRAILS } from "../../../lib/guardrails";
import { synthStack } from "../../support/synth";
import { chartValues, objectsOf, policiesIn, programIn, synthesized } from "./admission-fixture";

const ASKING = GUARDRAILS.filter(({ admission }) => admission !== undefined);
const named = (name: string) => ({ metadata: { name } });

const DECISION = {
  reason: "reads counters of the kernel that only root may read",
  owner: "platform",
  created: "2026-11-21",
  expires: "2026-12-31",
};

describe("AdmissionPolicies of Kyverno", () => {
  it("asks what every rule says that says something, in the rule's own words", () => {
    const policies = objectsOf(synthesized(), "ValidatingPolicy");
    expect(policies).toHaveLength(ASKING.length);
    const found = policies.map(({ metadata: { annotations } }) => [
      annotations["palisade.dev/rule"],
      annotations["policies.kyverno.io/title"],
      annotations["policies.kyverno.io/severity"],
      annotations["policies.kyverno.io/description"],
    ]);
    expect(found).toEqual(ASKING.map(({ id, title, severity, why }) => [id, title, severity, why]));
  });

  it("refuses what blocks in the profile, warns of what warns there, and reports the rest", () => {
    const actionsOf = (profile: "strict" | "relaxed", effects = {}) =>
      Object.fromEntries(
        objectsOf(synthesized({ profile, effects }), "ValidatingPolicy").map(({ metadata, spec }) => [
          metadata.annotations["palisade.dev/rule"],
          spec.validationActions,
        ]),
      );
    expect(actionsOf("strict")).toMatchObject({
      "kubernetes/privileged-container": ["Deny", "Audit"],
      "kubernetes/root-user": ["Deny", "Audit"],
      "kubernetes/low-user-id": ["Warn", "Audit"],
    });
    expect(actionsOf("relaxed", { "kubernetes/root-user": "block" })).toMatchObject({
      "kubernetes/privileged-container": ["Deny", "Audit"],
      "kubernetes/host-path": ["Warn", "Audit"],
      "kubernetes/root-user": ["Deny", "Audit"],
      "kubernetes/seccomp-profile": ["Audit"],
    });
  });

  it("refuses when nobody can be asked, asks pods and what makes them, and leaves what is there alone", () => {
    const [policy] = objectsOf(synthesized(), "ValidatingPolicy").filter(
      ({ metadata }) => metadata.name === "palisade-kubernetes-host-path",
    );
    expect(policy.apiVersion).toBe("policies.kyverno.io/v1");
    expect(policy.spec).toMatchObject({
      failurePolicy: "Fail",
      autogen: { podControllers: { controllers: [] }, validatingAdmissionPolicy: { enabled: false } },
      matchConditions: [{ name: "is-there-to-stay" }, { name: "is-new-or-changed" }],
    });
    expect(
      policy.spec.matchConstraints.resourceRules.flatMap(({ resources }: { resources: string[] }) => resources),
    ).toEqual(["pods", "pods/ephemeralcontainers", "daemonsets", "deployments", "statefulsets", "cronjobs", "jobs"]);
  });

  it("asks of pods alone what a LimitRange fills in", () => {
    const policies = objectsOf(synthesized(), "ValidatingPolicy");
    const podsAlone = policies.filter(({ spec }) => spec.matchConstraints.resourceRules.length === 1);
    expect(podsAlone.map(({ metadata }) => metadata.name)).toEqual([
      "palisade-kubernetes-memory-limit",
      "palisade-kubernetes-resource-requests",
    ]);
  });

  it("asks nothing in kube-system and in its own namespace, and in others not what they are exempt from", () => {
    const exemptions = [
      AdmissionExemption.of("monitoring", ["kubernetes/host-path"], { reason: "the node exporter reads the node" }),
    ];
    const policies = objectsOf(synthesized({ exemptions }), "ValidatingPolicy");
    const exemptFrom = (name: string) =>
      policies.find(({ metadata }) => metadata.name === name).spec.matchConstraints.namespaceSelector;
    const notIn = (...values: string[]) => ({
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values }],
    });
    expect(exemptFrom("palisade-kubernetes-host-path")).toEqual(notIn("kube-system", "monitoring", "policies"));
    expect(exemptFrom("palisade-kubernetes-host-network")).toEqual(notIn("kube-system", "policies"));
  });

  it("makes an exception of what is let off, with the same last day, for the pods of what was let off", () => {
    const stack = synthesized({}, (scope) => {
      // What is declared later is below it all the same.
      letOff(scope, { ...DECISION, rule: "kubernetes/host-network" });
      programIn(scope, "exporter");
      letOff(scope, { ...DECISION, rule: "network/open-admin-port" });
    });
    expect(objectsOf(stack, "PolicyException")).toEqual([
      {
        apiVersion: "policies.kyverno.io/v1",
        kind: "PolicyException",
        metadata: {
          name: expect.stringMatching(/^kubernetes-host-network-apps-/),
          namespace: "policies",
          labels: expect.anything(),
          annotations: expect.objectContaining({
            "palisade.dev/reason": DECISION.reason,
            "palisade.dev/owner": "platform",
            "palisade.dev/created": "2026-11-21",
            "palisade.dev/expires": "2026-12-31",
            "palisade.dev/let-off-at": "test",
          }),
        },
        spec: {
          policyRefs: [{ kind: "ValidatingPolicy", name: "palisade-kubernetes-host-network" }],
          matchConditions: [
            {
              name: "is-let-off",
              expression: expect.stringContaining('object.metadata.?namespace.orValue("") == "apps"'),
            },
          ],
          expiresAt: "2026-12-31T23:59:59Z",
        },
      },
    ]);
  });

  it("looks for exceptions in its own namespace alone", () => {
    expect(chartValues(synthesized()).features.policyExceptions).toEqual({ enabled: true, namespace: "policies" });
  });

  it("asks wherever its policies say, in the namespaces too that the chart leaves out", () => {
    expect(chartValues(synthesized()).config.resourceFiltersExcludeNamespaces).toEqual([
      "kube-public",
      "kube-node-lease",
    ]);
  });

  it("emits none of the kinds that Kyverno gives up", () => {
    const text = JSON.stringify(synthesized());
    for (const kind of ["ClusterPolicy", "kyverno.io/v2", '"kyverno.io/v1']) expect(text).not.toContain(kind);
  });
});

describe("AdmissionPolicies of Gatekeeper", () => {
  const engine = AdmissionEngine.gatekeeper();

  it("asks the same, as a template and a constraint each", () => {
    const stack = synthesized({ engine });
    const templates = objectsOf(stack, "ConstraintTemplate");
    expect(templates).toHaveLength(ASKING.length);
    const [constraint] = objectsOf(stack, "PalisadeKubernetesHostPath");
    expect(constraint).toMatchObject({
      apiVersion: "constraints.gatekeeper.sh/v1beta1",
      ...named("palisade-kubernetes-host-path"),
      spec: { enforcementAction: "deny", match: { excludedNamespaces: ["kube-system", "policies"] } },
    });
    const kyverno = objectsOf(synthesized(), "ValidatingPolicy");
    for (const [index, { spec, metadata }] of templates.entries()) {
      const [{ code }] = spec.targets;
      expect(metadata.name).toBe(spec.crd.spec.names.kind.toLowerCase());
      expect(code).toHaveLength(1);
      expect(code[0].engine).toBe("K8sNativeValidation");
      expect(code[0].source.validations).toEqual(kyverno[index].spec.validations);
      expect(code[0].source.failurePolicy).toBe("Fail");
    }
  });

  it("waits until the kinds of the constraints are there", () => {
    const stack = synthesized({ engine });
    const [job] = objectsOf(stack, "Job");
    expect(job.metadata.annotations["helm.sh/hook"]).toBe("post-install,post-upgrade");
    expect(job.spec.template.spec.containers[0].args).toContain(
      "customresourcedefinition/palisadekuberneteshostpath.constraints.gatekeeper.sh",
    );
    const releases = Object.values(stack.resource["helm_release"] ?? {});
    const constraints = releases.find(({ values }) => values[0].includes("constraints.gatekeeper.sh/v1beta1"));
    expect(constraints.depends_on).toEqual([expect.stringContaining("policies")]);
  });

  it("asks what is let off of nobody who was, and says why", () => {
    const stack = synthesized({ engine }, (scope) =>
      letOff(programIn(scope), { ...DECISION, rule: "kubernetes/host-network" }),
    );
    const template = objectsOf(stack, "ConstraintTemplate").find(
      ({ metadata }) => metadata.name === "palisadekuberneteshostnetwork",
    );
    const conditions = template.spec.targets[0].code[0].source.matchCondition;
    expect(conditions.at(-1)).toEqual({
      name: "is-not-let-off-0",
      expression: expect.stringMatching(/^!\(object\.metadata\.\?namespace\.orValue\(""\) == "apps" && /),
    });
    expect(template.metadata.annotations["palisade.dev/let-off-0"]).toBe(
      "test/web, by platform, until 2026-12-31: reads counters of the kernel that only root may read",
    );
  });

  it("refuses when it is away what it is asked about, and nothing else waits for it", () => {
    const values = chartValues(synthesized({ engine }));
    expect(values.validatingWebhookFailurePolicy).toBe("Fail");
    expect(JSON.stringify(values.validatingWebhookCustomRules)).not.toContain('"leases"');
    expect(values.validatingWebhookCustomRules[0]).toMatchObject({
      apiGroups: [""],
      resources: ["pods", "pods/ephemeralcontainers"],
    });
  });
});

describe("a namespace in which Gatekeeper asks nothing", () => {
  it("does not wait for it either; one in which some rules are not asked does", () => {
    const exemptions = [
      AdmissionExemption.everything("karpenter", { reason: "it brings the nodes that the engine runs on" }),
      AdmissionExemption.of("monitoring", ["kubernetes/host-path"], { reason: "the node exporter reads the node" }),
    ];
    const values = chartValues(synthesized({ engine: AdmissionEngine.gatekeeper(), exemptions }));
    expect(values.validatingWebhookExemptNamespacesLabels).toEqual({
      "kubernetes.io/metadata.name": ["karpenter", "kube-system", "policies"],
    });
  });
});

describe("both engines", () => {
  it.each([AdmissionEngine.kyverno(), AdmissionEngine.gatekeeper()])(
    "let their metrics be read, and have no other port: %#",
    (engine) => {
      const { port } = engine.engine.metrics;
      const ports = (...names: string[]) =>
        JSON.stringify(
          synthesized({ engine }, (_, policies) => policies.allowFrom(Peer.namespace("monitoring"), ...names)).resource[
            "kubernetes_network_policy_v1"
          ],
        ).includes('"monitoring"');
      expect([ports(), ports(port)]).toEqual([true, true]);
      expect(() => ports("https", port)).toThrow(
        `test/admission: the pods of ${engine.engine.deploymentName} have no such port\n  got: "https"\n  allowed: ${port}`,
      );
    },
  );

  it.each([AdmissionEngine.kyverno(), AdmissionEngine.gatekeeper()])("are watched, and several: %#", (engine) => {
    synthStack((stack) => {
      const policies = policiesIn(stack, { engine });
      expect(policies.watched).toEqual([{ subject: "workload", workload: policies }]);
      expect(policies.name).toBe(engine.engine.deploymentName);
    });
    const values = chartValues(synthesized({ engine }));
    expect(values.replicas ?? values.admissionController.replicas).toBe(3);
  });

  it.each([AdmissionEngine.kyverno(), AdmissionEngine.gatekeeper()])(
    "take what is let off in another stack when they are told to: %#",
    (engine) => {
      const stack = synthesized({ engine }, (scope, policies) => {
        addGuardrails(scope, { profile: "relaxed" });
        policies.honourLetOffsIn(scope, scope);
        letOff(programIn(scope), { ...DECISION, rule: "kubernetes/host-network" });
      });
      expect(JSON.stringify(stack).match(/palisade\.dev\/let-off-(at|0)/g)).toHaveLength(1);
    },
  );
});

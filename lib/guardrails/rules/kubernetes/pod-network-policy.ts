import type { JsonRecord } from "../../../core/json";
import { exampleBundle, exampleObjects, exampleOf, exampleStacks, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS, unknown } from "../../verdict";
import { NetworkPolicies } from "./network-policies";

export const podNetworkPolicy = guardrail({
  id: "kubernetes/pod-network-policy",
  title: "A NetworkPolicy holds for every pod",
  severity: "medium",
  why: "Without one every pod of the cluster reaches every port of it, the private ones too, and it reaches everything.",
  fix: "add a NetworkPolicy that selects it, or one for the whole namespace; Palisade's Namespace and Workload bring both",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"], cisEks: ["4.3.2"] },
  aliases: ["CKV2_K8S_6", "KSV-0038", "C-0260", "C-0206", "pod-networkpolicy"],
  subject: "environment",
  check: (environment) => {
    const policies = new NetworkPolicies(environment);
    return environment.stacks
      .flatMap(({ pods }) => pods)
      .flatMap((pod) => {
        // No policy holds for a pod in the network of its node; another rule speaks of it.
        if (pod.spec["hostNetwork"] === true) return [];
        const { found, mayBeMore } = policies.of(pod);
        if (found.length > 0) return PASS;
        return on(
          pod.object,
          mayBeMore
            ? unknown([], "whose pods a policy holds for is not known before the apply")
            : fail([], "a NetworkPolicy that selects its pods"),
        );
      });
  },
  examples: () => {
    function pod() {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }] });
    }
    function policy(spec: JsonRecord) {
      return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "it", namespace: "apps" },
        spec: { policyTypes: ["Ingress", "Egress"], ...spec },
      };
    }
    return {
      pass: [
        exampleObjects("a policy for it", pod(), policy({ podSelector: { matchLabels: { app: "it" } } })),
        exampleObjects("a policy for its whole namespace", pod(), policy({ podSelector: {} })),
        exampleObjects("a policy that says no selector", pod(), policy({})),
        exampleStacks("a policy of another stack", {
          one: { resource: { helm_release: { it: exampleBundle(pod()) } } },
          two: { resource: { helm_release: { it: exampleBundle(policy({ podSelector: {} })) } } },
        }),
        exampleOf(
          "a policy of a namespace by reference",
          "kubernetes_pod_v1",
          { metadata: { name: "it", namespace: REFERENCE, labels: { app: "it" } }, spec: { container: [] } },
          {
            kubernetes_namespace_v1: { it: { metadata: { name: "apps" } } },
            helm_release: { policies: exampleBundle(policy({ podSelector: {} })) },
          },
        ),
        exampleObjects("a policy of Cilium's", pod(), {
          ...policy({ endpointSelector: { matchLabels: { app: "it" } } }),
          apiVersion: "cilium.io/v2",
          kind: "CiliumNetworkPolicy",
        }),
        exampleOf(
          "a policy of the same namespace, whatever it is called",
          "kubernetes_pod_v1",
          {
            metadata: { name: "it", namespace: "$" + "{var.namespace}", labels: { app: "it" } },
            spec: { container: [] },
          },
          {
            kubernetes_network_policy_v1: {
              it: { metadata: { name: "it", namespace: "$" + "{var.namespace}" }, spec: { pod_selector: {} } },
            },
          },
        ),
      ],
      fail: [
        exampleObjects("no policy", pod()),
        exampleObjects("a policy for others", pod(), policy({ podSelector: { matchLabels: { app: "other" } } })),
        exampleObjects("a policy of another namespace", pod(), {
          ...policy({ podSelector: {} }),
          metadata: { name: "it", namespace: "other" },
        }),
        exampleObjects(
          "a pod for peers, whose other ports are open too",
          exampleWorkload("StatefulSet", { containers: [] }, { "palisade.dev/kind": "node" }),
        ),
      ],
      unknown: [
        exampleObjects(
          "a policy for somebody",
          pod(),
          policy({ podSelector: { matchLabels: { app: "$" + "{var.app}" } } }),
        ),
        exampleObjects("a policy of a namespace from elsewhere", pod(), {
          ...policy({ podSelector: {} }),
          metadata: { name: "it", namespace: "$" + "{var.namespace}" },
        }),
        exampleObjects("a policy of Calico's", pod(), {
          ...policy({ selector: "app == 'it'" }),
          apiVersion: "projectcalico.org/v3",
        }),
        exampleObjects("a policy for the whole cluster", pod(), {
          apiVersion: "cilium.io/v2",
          kind: "CiliumClusterwideNetworkPolicy",
          metadata: { name: "it" },
          spec: { endpointSelector: {} },
        }),
        exampleStacks("policies that nobody can read", {
          one: {
            resource: {
              helm_release: { it: exampleBundle(pod()) },
              kubernetes_network_policy_v1: { it: { spec: { dynamic: { ingress: { for_each: "$" + "{var.x}" } } } } },
            },
          },
        }),
      ],
      notApplicable: [
        exampleObjects("a pod in the network of its node", exampleWorkload("DaemonSet", { hostNetwork: true })),
      ],
    };
  },
});

const REFERENCE = "$" + "{kubernetes_namespace_v1.it.metadata[0].name}";

import type { JsonRecord } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS, unknown } from "../../verdict";
import { directionsOf, NetworkPolicies } from "./network-policies";

const BOTH = ["Ingress", "Egress"];

export const networkPolicyDirection = guardrail({
  id: "kubernetes/network-policy-direction",
  title: "Policies close both ways, into every pod and out of it",
  severity: "medium",
  why: "A way that no policy speaks of is open: whoever gets into the pod sends what it finds to anywhere, or the other way round.",
  fix: "name Ingress and Egress in policyTypes of a policy for the whole namespace; Palisade's Namespace does",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], iso27001: ["A.8.20", "A.8.22"], nist: ["SC-7"] },
  aliases: ["C-0030"],
  subject: "environment",
  check: (environment) => {
    const policies = new NetworkPolicies(environment);
    return environment.stacks
      .flatMap(({ pods }) => pods)
      .flatMap((pod) => {
        const { found, mayBeMore } = policies.of(pod);
        // Another rule speaks of pods for which none holds.
        if (found.length === 0 || pod.spec["hostNetwork"] === true) return [];
        const closed = new Set(found.flatMap(directionsOf));
        const open = BOTH.filter((direction) => !closed.has(direction));
        if (open.length === 0) return PASS;
        const isOpen = mayBeMore || [...closed].some(holdsReference);
        return on(
          pod.object,
          isOpen
            ? unknown([], "whether a policy closes the other way is not known before the apply")
            : fail([], `a policy with ${open.join(" and ")} in its policyTypes`, [...closed]),
        );
      });
  },
  examples: () => {
    function pod() {
      return exampleWorkload("Deployment", { containers: [{ name: "main" }] });
    }
    function policy(spec: JsonRecord) {
      const metadata = { name: "it", namespace: "apps" };
      return {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata,
        spec: { podSelector: {}, ...spec },
      };
    }
    function cilium(spec: JsonRecord) {
      const metadata = { name: "it", namespace: "apps" };
      return {
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata,
        spec: { endpointSelector: {}, ...spec },
      };
    }
    return {
      pass: [
        exampleObjects("both ways in one policy", pod(), policy({ policyTypes: ["Ingress", "Egress"] })),
        exampleObjects(
          "one way in each of two",
          pod(),
          policy({ policyTypes: ["Ingress"] }),
          policy({ policyTypes: ["Egress"] }),
        ),
        exampleObjects("a way out that is described", pod(), policy({ egress: [{ to: [] }] })),
        exampleObjects("both ways in a policy of Cilium's", pod(), cilium({ ingress: [{}], egressDeny: [{}] })),
      ],
      fail: [
        exampleObjects("the way in alone", pod(), policy({ policyTypes: ["Ingress"] })),
        exampleObjects("the way out alone", pod(), policy({ policyTypes: ["Egress"] })),
        exampleObjects("a policy that names no way", pod(), policy({})),
        exampleObjects("a policy that describes nothing", pod(), policy({ egress: [] })),
        exampleObjects("a policy with an empty list of ways", pod(), policy({ policyTypes: [] })),
        exampleObjects("one way in a policy of Cilium's", pod(), cilium({ ingress: [{}] })),
        exampleObjects("the other way in a policy of Cilium's", pod(), cilium({ egress: [{}] })),
      ],
      unknown: [
        exampleObjects("a way from elsewhere", pod(), policy({ policyTypes: ["Ingress", "$" + "{var.way}"] })),
        exampleObjects("ways from elsewhere", pod(), policy({ policyTypes: "$" + "{var.ways}" })),
        exampleObjects("rules from elsewhere", pod(), policy({ egress: "$" + "{var.rules}" })),
        exampleObjects("a second policy for somebody", pod(), policy({ policyTypes: ["Ingress"] }), {
          ...policy({ policyTypes: ["Egress"] }),
          metadata: { name: "it", namespace: "$" + "{var.namespace}" },
        }),
      ],
      notApplicable: [
        exampleObjects("no policy", pod()),
        exampleObjects(
          "a pod in the network of its node",
          exampleWorkload("DaemonSet", { hostNetwork: true }),
          policy({ policyTypes: ["Ingress"] }),
        ),
      ],
    };
  },
});

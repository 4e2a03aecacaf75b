import { type JsonRecord, recordAt } from "../../../core/json";
import { reachOf } from "../../addresses";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, on, PASS, unknown } from "../../verdict";
import { type EgressRule, egressPoliciesOf, egressRulesOf } from "./agent-policies";
import { agentDeployment, isAgent, noAgent } from "./agents";

export const openEgress = guardrail({
  id: "agents/open-egress",
  title: "Every agent connects only to what it was given",
  severity: "high",
  why: "An agent that was talked into something sends what it has read wherever it likes, past the model gateway and its budget.",
  fix: "name whom it may reach in egress, with their ports; an Agent may reach nothing else, save DNS",
  controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"] },
  source: "Kubernetes, network policies; kubernetes-sigs/agent-sandbox, default policy",
  subject: "pod",
  check: (pod) => {
    if (!isAgent(pod)) return undefined;
    const { found, isOpen } = egressPoliciesOf(pod);
    if (found.length === 0) {
      if (isOpen) return unknown([], "whether a policy limits where it connects to is not seen here");
      return fail([], "a NetworkPolicy that says where it may connect to");
    }
    const open = found.flatMap((policy) =>
      egressRulesOf(policy)
        .filter(isOpenRule)
        .map(({ index }) => on(policy, fail(["spec", "egress", index], "addresses, or at least ports, that it needs"))),
    );
    return open.length === 0 ? PASS : open;
  },
  examples: () => {
    const policy = (egress: unknown, more: JsonRecord = {}, namespace = "apps") => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "it", namespace },
      spec: { podSelector: { matchLabels: { app: "it" } }, policyTypes: ["Egress"], egress, ...more },
    });
    const agent = agentDeployment();
    const web = { ipBlock: { cidr: "0.0.0.0/0" } };
    const https = [{ port: 443, protocol: "TCP" }];
    return {
      pass: [
        exampleObjects("nothing", agent, policy([])),
        exampleObjects("one other pod", agent, policy([{ to: [{ podSelector: { matchLabels: { app: "rpc" } } }] }])),
        exampleObjects("the web by one port", agent, policy([{ to: [web], ports: https }])),
        exampleObjects("one network", agent, policy([{ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }])),
        exampleObjects(
          "rules that say by themselves what they are",
          agent,
          policy([{ to: [web], ports: https }], { policyTypes: undefined }),
        ),
      ],
      fail: [
        exampleObjects("no policy", agent),
        exampleObjects("everything", agent, policy([{}])),
        exampleObjects("everything, as empty lists", agent, policy([{ to: [], ports: [] }])),
        exampleObjects("the web by every port", agent, policy([{ to: [web] }])),
        exampleObjects("the web over IPv6 by every port", agent, policy([{ to: [{ ipBlock: { cidr: "::/0" } }] }])),
        exampleObjects("everybody by one port", agent, policy([{ ports: https }])),
        exampleObjects("a policy in another namespace", agent, policy([], {}, "other")),
        exampleObjects("a policy for other pods", agent, policy([], { podSelector: { matchLabels: { app: "x" } } })),
        exampleObjects("a policy on who comes in", agent, policy([], { policyTypes: ["Ingress"] })),
        exampleObjects("a policy without rules or types", agent, policy(undefined, { policyTypes: undefined })),
        exampleObjects("a policy with no rule and no types", agent, policy([], { policyTypes: [] })),
      ],
      unknown: [
        exampleObjects("a policy in the words of Cilium", agent, { ...policy([]), kind: "CiliumNetworkPolicy" }),
        exampleObjects("a selector from elsewhere", agent, policy([], { podSelector: "$" + "{var.selector}" })),
        exampleObjects("types from elsewhere", agent, policy([], { policyTypes: "$" + "{var.types}" })),
        exampleObjects("rules from elsewhere", agent, policy("$" + "{var.rules}", { policyTypes: undefined })),
        exampleObjects("a policy of Calico's", agent, { ...policy([]), apiVersion: "projectcalico.org/v3" }),
      ],
      notApplicable: [exampleObjects("something that is no agent", noAgent(agent))],
    };
  },
});

/** Everybody in the cluster and outside of it, or the whole internet at every port. */
function isOpenRule({ to, ports }: EgressRule): boolean {
  if (to.length === 0) return true;
  return ports.length === 0 && to.some(({ ipBlock }) => reachOf(recordAt(ipBlock)["cidr"]) === "everyone");
}

import { isJsonRecord, type JsonRecord } from "../../../core/json";
import { exampleObjects } from "../../example";
import { labelledKind, programOf } from "../../recognise";
import { guardrail } from "../../rule";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { fail, type Judgement, on, PASS } from "../../verdict";
import { namespaceOf } from "../kubernetes/namespaces";
import { labelsOfPods, selects } from "../kubernetes/selectors";
import { egressPoliciesOf, egressRulesOf } from "./agent-policies";
import { agentDeployment, isAgent, noAgent } from "./agents";

export const signerAccess = guardrail({
  id: "agents/signer-access",
  title: "No agent reaches a signer without limits in between",
  severity: "critical",
  why: "An agent that was talked into a transaction sends it, and nothing between it and the key asks how much, or to whom.",
  fix: "give the agent a TransactionSigner by grantSign, with a limit and a list of recipients, and no way to the signer itself",
  source: "own rule of Palisade: no public scanner looks at agents and wallets; Web3Signer, best practices for keys",
  subject: "environment",
  check: ({ stacks }) => {
    const pods = stacks.flatMap((stack) => stack.pods);
    const signers = pods.filter(isSigner);
    if (signers.length === 0) return [];
    return pods.filter(isAgent).flatMap((agent) => judge(agent, signers));
  },
  examples: () => {
    const agent = agentDeployment();
    const signer = (labels: JsonRecord, container: JsonRecord = {}) => ({
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata: { name: "signer", namespace: "keys" },
      spec: { template: { metadata: { labels: { app: "signer", ...labels } }, spec: { containers: [container] } } },
    });
    const own = signer({ "palisade.dev/kind": "signer" });
    const policy = (...to: readonly JsonRecord[]) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "it", namespace: "apps" },
      spec: { podSelector: {}, policyTypes: ["Egress"], egress: [{ to }] },
    });
    const keys = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "keys" } } };
    const chosen = (app: string) => ({ podSelector: { matchLabels: { app } } });
    return {
      pass: [
        exampleObjects("something else in the namespace", agent, own, policy({ ...keys, ...chosen("guard") })),
        exampleObjects("pods of its own namespace", agent, own, policy(chosen("signer"))),
        exampleObjects(
          "a network, beside a signer in its own namespace",
          agent,
          { ...own, metadata: { name: "signer", namespace: "apps" } },
          policy({ ipBlock: { cidr: "10.0.0.0/8" } }),
        ),
        exampleObjects("a network", agent, own, policy({ ipBlock: { cidr: "10.0.0.0/8" } })),
        exampleObjects(
          "another namespace",
          agent,
          own,
          policy({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "rpc" } }, ...chosen("signer") }),
        ),
      ],
      fail: [
        exampleObjects("the signer", agent, own, policy({ ...keys, ...chosen("signer") })),
        exampleObjects("every pod of its namespace", agent, own, policy(keys)),
        exampleObjects("the signer beside others", agent, own, policy(chosen("x"), { ...keys, ...chosen("signer") })),
        exampleObjects(
          "a signer by its program",
          agent,
          signer({}, { name: "main", image: "consensys/web3signer:26.7.0", args: ["eth1"] }),
          policy({ ...keys, ...chosen("signer") }),
        ),
        exampleObjects(
          "a signer in its own namespace",
          agent,
          { ...own, metadata: { name: "signer", namespace: "apps" } },
          policy(chosen("signer")),
        ),
      ],
      notApplicable: [
        exampleObjects("no signer", agent, policy(keys)),
        exampleObjects("something that is no agent", noAgent(agent), own, policy(keys)),
      ],
    };
  },
});

function isSigner(pod: PodView): boolean {
  return labelledKind(pod) === "signer" || pod.containers.some((container) => programOf(container)?.kind === "signer");
}

function judge(agent: PodView, signers: readonly PodView[]): readonly Judgement[] {
  const reached = egressPoliciesOf(agent).found.flatMap((policy) =>
    egressRulesOf(policy).flatMap(({ index, to }) =>
      to.flatMap((peer, place): Judgement[] => {
        const signer = signers.find((each) => reaches(peer, policy, each));
        if (signer === undefined) return [];
        const at = ["spec", "egress", index, "to", place];
        return [on(policy, fail(at, `a guard with limits in front of ${signer.object.name}`, peer))];
      }),
    ),
  );
  return reached.length === 0 ? [PASS] : reached;
}

/** Whether a peer of a policy is certainly the pods of a signer. */
function reaches(peer: JsonRecord, policy: ObjectView, signer: PodView): boolean {
  if (isJsonRecord(peer["ipBlock"])) return false;
  const namespace = namespaceOf(signer.object);
  const isThere = isJsonRecord(peer["namespaceSelector"])
    ? selects(peer["namespaceSelector"], { "kubernetes.io/metadata.name": namespace })
    : namespace === namespaceOf(policy);
  return isThere === true && selects(peer["podSelector"], labelsOfPods(signer)) === true;
}

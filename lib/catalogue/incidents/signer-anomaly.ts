import { clusterLog, KEEP_POD, NO_APPLY, REVIEW, SOMEBODY_LEADS } from "./common";
import type { IncidentSpec } from "./types";

/** A signer does something that it never does. */
export const SIGNER_ANOMALY: IncidentSpec = {
  id: "signer-anomaly",
  title: "A signer behaves strangely",
  about:
    "A signer or validator refuses what it was asked, is asked what nobody should ask, or does what its program does not do. Nothing is proven. Most of the time it is a second client, a move that went wrong or a person at work; treat it as an attack until one of these is proven.",
  signs: [
    { alert: "SignerPreventedSigning" },
    { alert: "SignerUnknownKey" },
    { alert: "TransactionSignerUnknownKey" },
    { alert: "ShareSignerDenied" },
    { alert: "ShareSignerDeniesDuties" },
    { alert: "CoSignersInvalidSignature" },
    { alert: "TmkmsRestarts" },
    { alert: "FalcoSignerRuleMatched" },
    { alert: "TetragonSignerPolicyMatched" },
    { text: "A validator client stopped by itself and said doppelganger or slashed." },
  ],
  firstMinutes: [
    SOMEBODY_LEADS,
    {
      text: "Ask: does one of you work there now, or did somebody deploy, move or restore in the last hours? An answer by name ends most of these.",
    },
    { ...KEEP_POD, text: `${KEEP_POD.text} This takes seconds; where it does not, stop first.` },
    {
      text: "Nobody: stop the validator clients and the clients of the signer first, then the signer. Down for an hour costs less than one slashing.",
      commands: [
        "kubectl --namespace NAMESPACE get pods --selector 'palisade.dev/kind in (signer,validator)' --output wide",
        "kubectl --namespace NAMESPACE scale statefulset NAME --replicas=0",
        "kubectl --namespace NAMESPACE scale deployment NAME --replicas=0",
      ],
    },
    {
      text: "A validator that stopped by itself stays down. It saw another one with its keys, or a slashing.",
    },
  ],
  contain: [
    NO_APPLY,
    {
      text: "A detection rule matched: keep the node, and let nothing new onto it.",
      commands: ["kubectl cordon NODE"],
    },
    {
      text: "A client that nobody knows: take its fingerprint out of the known clients (RemoteSigner, TransactionSigner) or its name out of `clients` (DistributedSigner), and apply that alone.",
    },
  ],
  findOut: [
    {
      text: "Two with one key? Look for every pod that names it, in every cluster. The annotation is `palisade.dev/key`.",
      commands: [
        'kubectl get pods --all-namespaces --output json | jq -r \'.items[] | select(.metadata.annotations["palisade.dev/key"] // "" | contains("KEY")) | .metadata.namespace + "/" + .metadata.name\'',
      ],
    },
    {
      text: "Who asked? The access log of the signer has the client's address and the key; the pods that the signer admits stand in its network policy.",
      commands: [
        "kubectl --namespace NAMESPACE logs deployment/NAME --timestamps --since=24h",
        "kubectl --namespace NAMESPACE describe networkpolicies",
      ],
    },
    {
      text: "Who got in? `exec`, `attach`, `portforward` and ephemeral containers in that namespace, in the audit log of the cluster.",
      commands: [
        clusterLog(
          '{ $.objectRef.namespace = "NAMESPACE" && $.objectRef.resource = "pods" && $.objectRef.subresource = "*" }',
        ),
      ],
    },
    {
      text: "What did the chain see? Compare what is signed on chain with the database of signatures. A vote that the database does not have was signed elsewhere: go on with [key compromise](key-compromise.md).",
    },
    {
      text: "A clock that jumped, a node on another branch, a volume that was restored: look at each before you call it an attack.",
    },
  ],
  recover: [
    { text: "Write down who the other one was, in a sentence. Without that sentence nothing is started." },
    {
      text: "One place for each key: see that everything else with it is gone, in every environment, and that its volume will not start it again.",
    },
    {
      text: "Start one: the signer, then one validator client, with doppelganger protection on. Watch it for two epochs before the next.",
      commands: ["kubectl --namespace NAMESPACE scale statefulset NAME --replicas=1"],
    },
    {
      text: "A marker that keeps a validator down is removed by a person, as the last step, when the sentence is written.",
    },
  ],
  afterwards: [
    REVIEW,
    {
      text: "A rule of detection that was wrong: correct what it knows of the program (`alsoGuards`, `alsoReaches`), never switch it off.",
    },
  ],
  never: [
    "Never start a second signer or validator with the same keys.",
    "Never restart a validator that stopped for a doppelganger or a slashing, and never delete the pod so that it comes up elsewhere.",
    "Never delete, empty or restore the database or the volume of signatures to make refusals stop.",
    "Never turn slashing protection or doppelganger protection off, not for one signature.",
    "Never raise the replicas of what has no shared database.",
    "Never open a shell in the signer to look: it changes what there is to see, and sets the rule off again.",
  ],
  helps: [
    {
      construct: "keys/RemoteSigner",
      prop: "database",
      helps: "refuses what contradicts an earlier signature, for all replicas together",
    },
    { construct: "keys/DistributedSigner", prop: "clients", helps: "names who may ask for which signatures" },
    {
      construct: "keys/CosmosSigner.horcrux",
      prop: "threshold",
      helps: "signs only when several co-signers agree on what was signed last",
    },
    { construct: "runtime/RuntimeDetection", helps: "tells of every other program, connection and reader of keys" },
    { construct: "runtime/DetectionResponse.kill", helps: "ends such a process in the kernel" },
    { construct: "monitoring/MonitoringPlatform", prop: "notifications", helps: "wakes a person" },
  ],
  further: {
    "Web3Signer for validators": "../web3signer.md",
    "Web3Signer for transactions": "../web3signer-transactions.md",
    Dirk: "../dirk.md",
    Horcrux: "../horcrux-validator.md",
    TMKMS: "../tmkms.md",
    Falco: "../falco.md#falcosignerrulematched",
    Tetragon: "../tetragon.md#tetragonsignerpolicymatched",
  },
  sources: [
    "Kubernetes documentation, kubectl reference: scale, logs, cordon",
    'Amazon EKS User Guide, "Send control plane logs to CloudWatch Logs"',
    "Teku, how-to on doppelgangers (exit code 2); Nimbus v22.12.0, release notes (exit code 129)",
    "EIP-3076, slashing protection interchange format",
  ],
};

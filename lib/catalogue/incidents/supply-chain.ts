import { END_SESSIONS, KEEP_POD, NO_APPLY, REVIEW, SOMEBODY_LEADS } from "./common";
import type { IncidentSpec } from "./types";

/** Something that others made does what it should not. */
export const SUPPLY_CHAIN: IncidentSpec = {
  id: "supply-chain",
  title: "Something in the supply chain is malicious",
  about:
    "An image, a chart, a package, an action, a provider or a client release turns out to be malicious, or a tag means something else than when it was reviewed. A hole that was found in honest software is patched by the alert's own runbook; come here when somebody put it there.",
  signs: [
    { text: "`palisade images lock --check` says that a registry has another digest for a tag." },
    { alert: "KeyImageCriticallyVulnerable" },
    { alert: "ImageCriticallyVulnerable" },
    { alert: "FalcoSignerRuleMatched" },
    { text: "An advisory names a version that runs here, or that a pipeline used." },
    { text: "An image that nobody signed is refused at admission." },
  ],
  firstMinutes: [
    SOMEBODY_LEADS,
    {
      text: "Stop the pipelines that use it, all of them. What runs with rights to apply is worth more than what it builds.",
    },
    {
      text: "Is it here? By digest, since a tag may have moved. Reports of what is inside images stand beside the workloads.",
      commands: [
        'kubectl get pods --all-namespaces --output jsonpath=\'{range .items[*]}{.metadata.namespace}/{.metadata.name}{"\\t"}{.status.containerStatuses[*].imageID}{"\\n"}{end}\'',
        "kubectl get sbomreports --all-namespaces",
      ],
    },
    {
      text: "It stands beside keys: stop that signer by its own runbook, and treat the keys by [key compromise](key-compromise.md).",
    },
  ],
  contain: [
    NO_APPLY,
    {
      text: "Hold everything at what was reviewed. The lock says which digest that was; a registry that says otherwise is wrong.",
      commands: [
        "npx palisade images lock --check",
        "git log --follow --format='%h %ad %an %s' --date=iso images.lock.json",
      ],
    },
    KEEP_POD,
    {
      text: "Take it out: an older release by its digest, or nothing. A malicious image that only loses its network goes on reading.",
    },
    {
      text: "Every secret that it could read counts as leaked: its service account says which. Go on with [secret leak](secret-leak.md) for each.",
      commands: ["kubectl auth can-i --list --as=system:serviceaccount:NAMESPACE:NAME"],
    },
    {
      ...END_SESSIONS,
      text: `A pipeline that ran it: its role counts as taken, and so does every secret it was given. ${END_SESSIONS.text}`,
    },
  ],
  findOut: [
    {
      text: "From when to when did it run, where, and with which rights? The lock file's history and the pipeline's logs say so.",
    },
    {
      text: "What did it reach? Flow logs of the network, queries to names that nobody knows, and Falco's own log of those nodes.",
    },
    {
      text: "What did it apply? Compare every stack with what is there. A plan from a clean machine shows what nobody wrote.",
      commands: ["npx palisade check ENVIRONMENT", "npx cdktf diff STACK"],
    },
    {
      text: "What did it push? Images, packages and tags that were made with the pipeline's rights meanwhile are suspect too.",
    },
  ],
  recover: [
    { text: "Build anew from reviewed sources on a clean runner, with nothing from its caches." },
    {
      text: "Pin by digest and by commit, and take the registry's word only for what somebody looked at.",
      commands: ["npx palisade images lock --update IMAGE", "npx palisade rehearse ENVIRONMENT"],
    },
    { text: "Nodes on which it ran with rights on the node are replaced, not cleaned." },
    { text: "Secrets first, then releases: what is rolled out with the old secrets is lost again." },
  ],
  afterwards: [
    REVIEW,
    { text: "Ask for signatures at admission (`signedImages`), at least for what stands beside keys." },
    { text: "Tell who else uses it: the registry, the project, and those who take images from you." },
  ],
  never: [
    "Never answer with `latest` or with the newest release: that is how it came.",
    "Never take a new digest with `images lock --update` before somebody said who pushed it and why.",
    "Never run the suspect image on your own machine to look.",
    "Never reuse the runner, its cache or its secrets.",
    "Never move keys to another signer for this alone: first know that they were read.",
  ],
  helps: [
    { construct: "core/ImageRef", helps: "takes exact tags alone, and the lock adds the digests" },
    { construct: "policy/SignedImages.keyless", helps: "lets in what your own pipeline signed" },
    { construct: "policy/allowedRegistries", helps: "refuses images from anywhere else, at synth and at admission" },
    { construct: "runtime/ImageScanning", helps: "knows what is inside each image that runs" },
    { construct: "runtime/RuntimeDetection", helps: "sees a signer's image do what that program never does" },
    { construct: "secrets/GithubActionsAuth", helps: "binds a pipeline to repository and environment, for an hour" },
  ],
  further: {
    "images and their lock": "../../images.md",
    "image scanning": "../trivy-operator.md",
    admission: "../../admission.md",
    dependencies: "../../dependencies.md",
  },
  sources: [
    "Kubernetes documentation, kubectl reference: get, auth can-i",
    "Trivy Operator documentation, SbomReport",
    "CVE-2026-33634 (GHSA-69fq-xp46-6x23): tags of trivy-action that were moved to a credential stealer",
  ],
};

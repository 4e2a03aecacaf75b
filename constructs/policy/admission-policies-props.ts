import type { ITerraformDependable } from "cdktf";
import type { ProfileName } from "../../lib/guardrails/profile";
import type { Rule } from "../../lib/guardrails/rule";
import type { Effect } from "../../lib/guardrails/severity";
import type { ICluster } from "../core/cluster";
import type { INamespace } from "../core/namespace";
import type { IPeer } from "../core/peer";
import type { AdmissionEngine } from "./admission-engine";
import type { AdmissionExemption } from "./admission-exemption";
import type { SignedImages } from "./signed-images";

/** Props of `AdmissionPolicies`. */
export interface AdmissionPoliciesProps {
  /** Cluster it runs on. */
  readonly cluster: ICluster;
  /** Namespace of its own, in which nothing else runs: nothing is asked there. */
  readonly namespace: INamespace;
  /** What happens to pods that break a rule: what happens to findings of that rule in a stack of this profile. */
  readonly profile: ProfileName;
  /**
   * Rules that do more here than the profile says, as for `addGuardrails`; with `signedImages` also
   * `admission/signed-images`. @default - none
   */
  readonly effects?: Readonly<Record<string, Effect>>;
  /** The program that the API server asks. @default - Kyverno */
  readonly engine?: AdmissionEngine;
  /** Rules of your own beside Palisade's that ask something of an API server, such as `allowedRegistries(…)`. @default - none */
  readonly rules?: readonly Rule[];
  /** Images that start only when somebody in particular signed them. Kyverno alone verifies that. @default - none */
  readonly signedImages?: readonly SignedImages[];
  /**
   * Whom it asks over HTTPS who signed an image: registries, and Sigstore on the internet, against whose public keys every
   * signature is held. @default - the internet, and the addresses of the cluster's network
   */
  readonly registries?: readonly IPeer[];
  /** Namespaces in which something is not asked. `kube-system` and the engine's own are not asked anything. @default - none beside those */
  readonly exemptions?: readonly AdmissionExemption[];
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

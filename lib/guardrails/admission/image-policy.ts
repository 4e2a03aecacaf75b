import type { Effect } from "../severity";
import { ASKED_WHEN } from "./admission-policy";
import { actionsOf } from "./builtin-policy";
import { celList } from "./cel";
import type { KyvernoObject } from "./kyverno-policies";
import { namespacesSelector } from "./namespaces";

/** Who may have signed an image. */
export type ImageSigner =
  | {
      /** Somebody with a key. */
      readonly by: "key";
      /** The public half, as PEM. */
      readonly publicKey: string;
    }
  | {
      /** Somebody who proved to be somebody else's, for as long as it took to sign. */
      readonly by: "identity";
      /** Who vouches for the identity, such as `https://token.actions.githubusercontent.com`. */
      readonly issuer: string;
      /** The identity, such as the address of a workflow at a tag. */
      readonly subject: string;
    };

/** Images that have to be signed, and by whom. */
export interface SignedImageSpec {
  /** Name, as a part of the policy's. */
  readonly name: string;
  /** Which images: `ghcr.io/acme/*`. */
  readonly images: readonly string[];
  /** Who may have signed them; one of them is enough. */
  readonly signers: readonly ImageSigner[];
  /** With what registries are asked: Secrets of the engine's namespace, or the login of a cloud. @default - as anybody */
  readonly credentials?: { readonly secrets?: readonly string[]; readonly providers?: readonly string[] };
}

/** Where a pod names images. */
const LISTS = ["containers", "initContainers", "ephemeralContainers"];

/** Registries are asked while the API server waits, which takes no more than this. */
const TIMEOUT_SECONDS = 30;

/**
 * What is asked. Kyverno asks as little as stands here: it adds the containers that somebody puts into a running pod to
 * its older kinds of policies, and not to this one (kyverno v1.19.0, pkg/controllers/webhook/validating.go).
 */
const RESOURCES = ["pods", "pods/ephemeralcontainers"];

/**
 * Asks of pods that images are signed. Pods alone are asked, and get the digest that was signed in the place of the tag:
 * in what makes pods that would be another image than the one that was applied. What runs since before the policy keeps
 * its tag until its spec changes: a new one would start its containers anew.
 */
export function imagePolicy(spec: SignedImageSpec, effect: Effect, exempt: readonly string[]): KyvernoObject {
  const attestors = spec.signers.map((signer, index) => ({ name: attestorName(index), cosign: attestor(signer) }));
  const names = attestors.map(({ name }) => `attestors.${name}`).join(", ");
  const title = `Images of ${spec.images.join(", ")} are signed`;
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ImageValidatingPolicy",
    metadata: {
      name: `palisade-signed-images-${spec.name}`,
      annotations: {
        "policies.kyverno.io/title": title,
        "policies.kyverno.io/severity": "high",
        "policies.kyverno.io/category": "Palisade",
        "policies.kyverno.io/description":
          "An image that somebody put into the registry who may write there is not one that was built from the source.",
      },
    },
    spec: {
      failurePolicy: "Fail",
      validationActions: actionsOf(effect),
      matchConstraints: {
        namespaceSelector: namespacesSelector(exempt),
        resourceRules: [
          { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: RESOURCES },
        ],
      },
      matchConditions: ASKED_WHEN,
      matchImageReferences: spec.images.map((glob) => ({ glob })),
      ...(spec.credentials === undefined ? {} : { credentials: spec.credentials }),
      attestors,
      validationConfigurations: { mutateDigest: true, verifyDigest: true, required: true },
      validations: [
        {
          expression: `${celList(LISTS)}.all(list, !(list in images) || images[list].all(image, verifyImageSignatures(image, [${names}]) > 0))`,
          message: `${title}: sign them with cosign as who is named in palisade-signed-images-${spec.name}`,
        },
      ],
      autogen: { podControllers: { controllers: [] } },
      webhookConfiguration: { timeoutSeconds: TIMEOUT_SECONDS },
    },
  };
}

function attestorName(index: number): string {
  return `signer${index}`;
}

function attestor(signer: ImageSigner) {
  if (signer.by === "key") return { key: { data: signer.publicKey } };
  return { keyless: { identities: [{ issuer: signer.issuer, subject: signer.subject }] } };
}

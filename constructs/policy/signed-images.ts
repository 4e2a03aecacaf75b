import { PalisadeError, type Problem } from "../../lib/core/errors";
import { recordAt, textAt } from "../../lib/core/json";
import type { ImageSigner, SignedImageSpec } from "../../lib/guardrails/admission/image-policy";
import { RegistryCredentials } from "./registry-credentials";

/** Which images have to be signed. */
export interface SignedImagesProps {
  /** Name, as a part of the policy's: lower-case letters, digits and inner hyphens. */
  readonly name: string;
  /** The images, with `*` for what may stand there: `ghcr.io/acme/*`. */
  readonly images: readonly string[];
  /** With what Kyverno logs in to their registries. @default - it does not: anybody may read them */
  readonly credentials?: RegistryCredentials;
}

/** Who signs without a key that is kept: somebody proves who they are each time. */
export interface KeylessSigner {
  /** Who vouches for them: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** Who they are, in full: `https://github.com/acme/node/.github/workflows/release.yml@refs/heads/main`. */
  readonly subject: string;
}

const NAME = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;
const PUBLIC_KEY = /^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+\s-----END PUBLIC KEY-----\s*$/;

function badName(got: unknown): Problem {
  return {
    what: "the name of signed images is no part of a policy's name",
    got,
    allowed: "lower-case letters, digits and inner hyphens, at most 32 characters",
    doThis: "choose another name",
  };
}

function badImages(got: unknown): Problem {
  return {
    what: "signed images do not say which images they are about",
    got,
    allowed: "names with their registry, and * for what may stand there: ghcr.io/acme/*",
    doThis: "name the registry and the repositories; * alone would ask signatures of everybody's images",
  };
}

function noSigner(): Problem {
  return {
    what: "nobody may have signed the images, so that none of them starts",
    allowed: "a public key, or an issuer with a subject",
    doThis: "name who signs them",
  };
}

function badKey(got: unknown): Problem {
  return {
    what: "what images are verified with is no public key",
    got: typeof got === "string" && got.includes("PRIVATE") ? "(a private key)" : got,
    allowed: "PEM that begins with -----BEGIN PUBLIC KEY-----",
    doThis: "write what cosign public-key prints; whoever holds the private one can sign",
  };
}

function badIdentity(got: unknown): Problem {
  return {
    what: "the identity of a signer is open or incomplete",
    got,
    allowed: "an issuer that begins with https://, and a whole subject without *",
    doThis: "write the identity that cosign verify shows; with * any workflow may have signed",
  };
}

function noCredentials(): Problem {
  return {
    what: "credentials of signed images are none",
    allowed: "RegistryCredentials.fromSecrets, RegistryCredentials.ecr",
    doThis: "make them by one of these, or leave them out for registries that anybody may read",
  };
}

/** Images that start only when somebody in particular signed them. Kyverno asks their registry, and no other engine does. */
export class SignedImages {
  /** Signed by whoever holds the private half of one of these keys. @throws PalisadeError for what is no public key */
  public static withKeys(props: SignedImagesProps, ...publicKeys: readonly string[]): SignedImages {
    return new SignedImages(
      props,
      publicKeys.map((publicKey) => ({ by: "key", publicKey })),
      publicKeys.filter((key: unknown) => typeof key !== "string" || !PUBLIC_KEY.test(key)).map(badKey),
    );
  }

  /** Signed by one of these identities. @throws PalisadeError for one that is open */
  public static keyless(props: SignedImagesProps, ...signers: readonly KeylessSigner[]): SignedImages {
    return new SignedImages(
      props,
      signers.map((signer) => ({ by: "identity", ...identityOf(signer) })),
      signers.filter((signer) => !isWhole(signer)).map(badIdentity),
    );
  }

  /** What is asked. */
  public readonly spec: SignedImageSpec;
  /** Repositories of ECR that it is asked of, with a role. */
  public readonly repositoryArns: readonly string[];

  private constructor(props: SignedImagesProps, signers: readonly ImageSigner[], problems: readonly Problem[]) {
    const { name, images, credentials } = recordAt({ props }, "props");
    const all = [
      ...(typeof name === "string" && NAME.test(name) ? [] : [badName(name)]),
      ...(Array.isArray(images) && images.length > 0 && images.every(namesRegistry) ? [] : [badImages(images)]),
      ...(signers.length > 0 ? [] : [noSigner()]),
      ...problems,
      ...credentialProblems(credentials),
    ];
    if (all.length > 0) throw new PalisadeError(all);
    this.repositoryArns = props.credentials?.repositoryArns ?? [];
    this.spec = {
      name: props.name,
      images: props.images,
      signers,
      ...(props.credentials === undefined ? {} : { credentials: props.credentials.asked }),
    };
  }
}

function credentialProblems(given: unknown): readonly Problem[] {
  if (given === undefined) return [];
  return given instanceof RegistryCredentials ? given.problems() : [noCredentials()];
}

function namesRegistry(image: unknown): boolean {
  return typeof image === "string" && /^[a-z0-9.-]+\.[a-z]+(:\d+)?\/\S+$/.test(image);
}

/** Empty where something is missing. */
function identityOf(signer: KeylessSigner): KeylessSigner {
  return { issuer: textAt(signer, "issuer") ?? "", subject: textAt(signer, "subject") ?? "" };
}

function isWhole(signer: KeylessSigner): boolean {
  const { issuer, subject } = identityOf(signer);
  return /^https:\/\/[^\s*]+$/.test(issuer) && /^[^\s*]+$/.test(subject);
}

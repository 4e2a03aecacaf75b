import { PalisadeError, type Problem } from "../../lib/core/errors";
import type { ImageSigner, SignedImageSpec } from "../../lib/guardrails/admission/image-policy";

/** Which images have to be signed. */
export interface SignedImagesProps {
  /** Name, as a part of the policy's: lower-case letters, digits and inner hyphens. */
  readonly name: string;
  /** The images, with `*` for what may stand there: `ghcr.io/acme/*`. */
  readonly images: readonly string[];
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

function badName(got: string): Problem {
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

function badKey(got: string): Problem {
  return {
    what: "what images are verified with is no public key",
    got: got.includes("PRIVATE") ? "(a private key)" : got,
    allowed: "PEM that begins with -----BEGIN PUBLIC KEY-----",
    doThis: "write what cosign public-key prints; whoever holds the private one can sign",
  };
}

function badIdentity(got: KeylessSigner): Problem {
  return {
    what: "the identity of a signer is open or incomplete",
    got,
    allowed: "an issuer that begins with https://, and a whole subject without *",
    doThis: "write the identity that cosign verify shows; with * any workflow may have signed",
  };
}

/** Images that start only when somebody in particular signed them. Kyverno asks their registry, and no other engine does. */
export class SignedImages {
  /** Signed by whoever holds the private half of one of these keys. @throws PalisadeError for what is no public key */
  public static withKeys(props: SignedImagesProps, ...publicKeys: readonly string[]): SignedImages {
    return new SignedImages(
      props,
      publicKeys.map((publicKey) => ({ by: "key", publicKey })),
      publicKeys.filter((key) => !PUBLIC_KEY.test(key)).map(badKey),
    );
  }

  /** Signed by one of these identities. @throws PalisadeError for one that is open */
  public static keyless(props: SignedImagesProps, ...signers: readonly KeylessSigner[]): SignedImages {
    return new SignedImages(
      props,
      signers.map(({ issuer, subject }) => ({ by: "identity", issuer, subject })),
      signers.filter((signer) => !isWhole(signer)).map(badIdentity),
    );
  }

  /** What is asked. */
  public readonly spec: SignedImageSpec;

  private constructor(
    { name, images }: SignedImagesProps,
    signers: readonly ImageSigner[],
    problems: readonly Problem[],
  ) {
    const all = [
      ...(NAME.test(name) ? [] : [badName(name)]),
      ...(images.length > 0 && images.every(namesRegistry) ? [] : [badImages(images)]),
      ...(signers.length > 0 ? [] : [noSigner()]),
      ...problems,
    ];
    if (all.length > 0) throw new PalisadeError(all);
    this.spec = { name, images, signers };
  }
}

function namesRegistry(image: string): boolean {
  return /^[a-z0-9.-]+\.[a-z]+(:\d+)?\/\S+$/.test(image);
}

function isWhole({ issuer, subject }: KeylessSigner): boolean {
  return /^https:\/\/[^\s*]+$/.test(issuer) && /^[^\s*]+$/.test(subject);
}

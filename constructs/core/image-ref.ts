import type { IConstruct } from "constructs";
import { type ImageParts, parseImage } from "../../lib/core/image";
import { imageLockOf } from "./image-lock";

/** A container image pinned to an exact release. There is no way to make one that floats. */
export class ImageRef {
  /**
   * From `repository:tag`, `repository@sha256:…` or both.
   *
   * @param where construct path for the message
   * @throws PalisadeError for latest, an empty or floating tag, or a malformed reference
   */
  public static parse(reference: string, where?: string): ImageRef {
    return new ImageRef(parseImage(reference, where));
  }

  /** Registry and repository. */
  public readonly repository: string;
  /** Exact tag; undefined when only the digest is pinned. */
  public readonly tag: string | undefined;
  /** Digest with its `sha256:` prefix; undefined when only the tag is pinned. */
  public readonly digest: string | undefined;

  private constructor(parts: ImageParts) {
    this.repository = parts.repository;
    this.tag = parts.tag;
    this.digest = parts.digest;
  }

  /** What a person calls this version: the tag, or the start of the digest. */
  public get version(): string {
    return this.tag ?? this.digest?.slice("sha256:".length, "sha256:".length + 12) ?? "";
  }

  /**
   * The full reference with the digest that the app's image lock has for the tag. Without a lock, without an entry, and
   * where the reference has a digest of its own, it is the reference as it was given; synth compares the two.
   *
   * @param scope construct that the reference is written for
   */
  public locked(scope: IConstruct): string {
    const locked = this.digest === undefined ? imageLockOf(scope)?.entry(this.toString()) : undefined;
    return locked === undefined ? this.toString() : `${this.toString()}@${locked.digest}`;
  }

  /** The full reference as it was given. */
  public toString(): string {
    const tag = this.tag === undefined ? "" : `:${this.tag}`;
    const digest = this.digest === undefined ? "" : `@${this.digest}`;
    return `${this.repository}${tag}${digest}`;
  }
}

/**
 * A share of a key: a signature needs several of them together. Guardrails read it from an annotation of what holds it,
 * and take holders of different shares for one place of the key.
 */
export interface KeyShare {
  /** Who holds the shares together: the path of a construct, or another name that nobody else has. */
  readonly group: string;
  /** Number of this share in the group, from 1. */
  readonly share: number;
  /** Shares that a signature needs. */
  readonly threshold: number;
  /** Shares there are. */
  readonly of: number;
}

const FORM = /^group=([^;\s]+);share=(\d{1,6});threshold=(\d{1,6});of=(\d{1,6})$/;

/** A share as the annotation `palisade.dev/key-share` says it. */
export function keyShareText({ group, share, threshold, of }: KeyShare): string {
  return `group=${group.replaceAll(/[;\s]/g, "-")};share=${share};threshold=${threshold};of=${of}`;
}

/** The share that an annotation speaks of; undefined for any other text. */
export function keyShareIn(text: string): KeyShare | undefined {
  const [, group, share, threshold, of] = FORM.exec(text) ?? [];
  if (group === undefined) return undefined;
  return { group, share: Number(share), threshold: Number(threshold), of: Number(of) };
}

/**
 * Whether two signatures always have a holder in common, who refuses to sign what contradicts what it signed before. With
 * half of the shares or fewer, two parts of the group could sign two different things, and nobody would notice.
 */
export function overlaps({ threshold, of }: Pick<KeyShare, "threshold" | "of">): boolean {
  return threshold * 2 > of && threshold <= of;
}

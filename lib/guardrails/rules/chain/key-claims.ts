import { type KeyShare, keyShareIn } from "../../../truth/key-share";
import { holdsReference } from "../../../truth/terraform-text";
import { optionsOf } from "../../judge-options";
import { labelledKind, programOf } from "../../recognise";
import type { ObjectView } from "../../subjects/object-view";
import type { PodView } from "../../subjects/pod-view";
import { textMembers } from "../../subjects/read-stack";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";
import { configurationsOf } from "./configurations";
import { signingOf } from "./signing";

/** Annotation, and tag of a machine, under which Palisade says which keys something may sign with. */
const KEY_MARK = "palisade.dev/key";
/** Annotation under which it says that something holds a share of each of them, and not the whole. */
export const SHARE_MARK = "palisade.dev/key-share";

/** A place that says it signs with a key. */
export interface KeyClaim {
  /** Identifier of the key, in one spelling; undefined where it is not known before the apply. */
  readonly key: string | undefined;
  /** What signs: a validator and the signer that signs for it are no two places. */
  readonly role: "validator" | "signer";
  /** The workload or machine. */
  readonly by: ObjectView | ResourceView;
  /** Where it says so. */
  readonly at: FieldPath;
  /** The share that it holds; undefined where it holds the whole key, or where its program cannot do with less. */
  readonly share?: KeyShare;
}

/** Every key that something in a stack says it signs with. */
export function keyClaimsOf(stack: StackView): readonly KeyClaim[] {
  return [...stack.pods.flatMap(claimsOfPod), ...stack.ofType(...MACHINES).flatMap(claimsOfMachine)];
}

const MACHINES = ["aws_instance", "aws_launch_template"];

function claimsOfMachine(machine: ResourceView): readonly KeyClaim[] {
  if (machine.mode === "data") return [];
  const marked = textMembers(machine.config["tags"])[KEY_MARK];
  return marked === undefined ? [] : claims(marked, "validator", machine, ["tags", KEY_MARK]);
}

function claimsOfPod(pod: PodView): readonly KeyClaim[] {
  const role = roleOf(pod);
  if (role === undefined) return [];
  const { object } = pod;
  const place = ["metadata", "annotations", KEY_MARK];
  const share = shareOf(pod);
  const found = onceEach([
    ...claims(object.annotations[KEY_MARK], role, object, place),
    ...claims(pod.annotations[KEY_MARK], role, object, [...pod.at.slice(0, -1), ...place]),
    ...claimsOfOptions(pod),
    ...configurationsOf(pod).flatMap(claimsOfConfiguration(object)),
  ]);
  return share === undefined ? found : found.map((claim) => ({ ...claim, share }));
}

/** A mark alone proves nothing: the program has to be one that signs with shares. */
function shareOf(pod: PodView): KeyShare | undefined {
  const text = pod.annotations[SHARE_MARK] ?? pod.object.annotations[SHARE_MARK];
  if (text === undefined) return undefined;
  return signingOf(pod)?.program?.protection?.sharesKeys === true ? keyShareIn(text) : undefined;
}

function roleOf(pod: PodView): KeyClaim["role"] | undefined {
  const kinds = [labelledKind(pod), ...pod.containers.map((container) => programOf(container)?.kind)];
  if (kinds.includes("signer")) return "signer";
  if (kinds.includes("validator")) return "validator";
  // Whatever else says that it signs with a key is taken at its word.
  return pod.annotations[KEY_MARK] !== undefined || pod.object.annotations[KEY_MARK] !== undefined
    ? "validator"
    : undefined;
}

function claims(
  text: string | undefined,
  role: KeyClaim["role"],
  by: KeyClaim["by"],
  at: FieldPath,
): readonly KeyClaim[] {
  return (text ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "")
    .map((key) => ({ key: holdsReference(key) ? undefined : spelledKey(key), role, by, at }));
}

/** Hexadecimal digits mean the same in either case, with and without `0x`. */
export function spelledKey(key: string): string {
  return /^(0x)?[0-9a-f]{40,}$/i.test(key) ? key.toLowerCase().replace(/^0x/, "") : key;
}

function claimsOfOptions(pod: PodView): readonly KeyClaim[] {
  return pod.containers.flatMap((container) => {
    const program = programOf(container);
    if (program?.keyOptions === undefined) return [];
    return optionsOf(container, program, program.keyOptions).flatMap(({ value, at }) =>
      claims(value, "validator", pod.object, [...container.at, ...at]).filter(({ key }) => isPublicKey(key)),
    );
  });
}

/** A public key of BLS12-381, as the consensus of Ethereum uses it. */
function isPublicKey(key: string | undefined): boolean {
  return key !== undefined && /^[0-9a-f]{96}$/.test(key);
}

const VOTING_KEY = /voting_public_key:\s*["']?(?:0x)?([0-9a-fA-F]{96})\b/g;

/**
 * Keys in the files that programs take them from: Lighthouse's `validator_definitions.yml`, and key configurations of
 * Web3Signer, which name a key by where it is kept. Sources: the Lighthouse book, advanced key management; Web3Signer,
 * key configuration files.
 */
function claimsOfConfiguration(by: ObjectView): (configuration: ObjectView) => readonly KeyClaim[] {
  return ({ manifest }) =>
    Object.values(textMembers(manifest["data"])).flatMap((text): readonly KeyClaim[] => {
      const at: FieldPath = ["spec"];
      if (text.includes("voting_public_key")) {
        return [...text.matchAll(VOTING_KEY)].map(([, key = ""]) => ({
          key: key.toLowerCase(),
          role: "validator",
          by,
          at,
        }));
      }
      if (!/^[ \t]*"?type"?\s*:/m.test(text)) return [];
      return text.split(/^---\s*$/m).flatMap((document) => {
        const key = keptKey(document);
        return key === undefined ? [] : [{ key, role: "signer", by, at }];
      });
    });
}

/** What a key configuration of Web3Signer names, where that is the same key wherever it is read. */
function keptKey(document: string): string | undefined {
  const field = (name: string): string | undefined =>
    new RegExp(`^[ \t]*"?${name}"?\\s*:\\s*["']?([^"'\\s,]+)`, "m").exec(document)?.[1];
  const parts = KEPT_KEYS[field("type") ?? ""]?.map(field);
  if (parts === undefined || parts.some((part) => part === undefined || holdsReference(part))) return undefined;
  return parts.join(" ");
}

const KEPT_KEYS: Readonly<Record<string, readonly string[]>> = {
  hashicorp: ["serverHost", "keyPath", "keyName"],
  "aws-secret": ["region", "secretName"],
};

/** One claim for each key of one workload. */
function onceEach(all: readonly KeyClaim[]): readonly KeyClaim[] {
  return all.filter(({ key }, index) => key === undefined || all.findIndex((other) => other.key === key) === index);
}

/** How messages call a place: its construct path and its stack. */
export function placeOf({ by }: KeyClaim): string {
  const resource = "manifest" in by ? by.resource : by;
  return `${resource.path} of the stack ${resource.stack.name}`;
}

/** A key as messages show it: public, and long. */
export function shortKey(key: string): string {
  return /^[0-9a-f]{40,}$/.test(key) ? `0x${key.slice(0, 6)}…${key.slice(-4)}` : key;
}

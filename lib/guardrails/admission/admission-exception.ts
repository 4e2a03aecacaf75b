import type { Suppression } from "../suppression";
import { POD_METADATA } from "./admission-policy";
import { celText } from "./cel";

/** Pods of which something is not asked: those of one namespace that carry all of these labels. */
export interface ExceptedPods {
  /** Name of their namespace. */
  readonly namespace: string;
  /** Labels that they all carry. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A suppression as a cluster sees it: of these pods this is not asked. */
export interface AdmissionException {
  /** What somebody was let off. */
  readonly suppression: Suppression;
  /** Who was. */
  readonly pods: ExceptedPods;
}

/** Whether something is one of these pods, or makes them, in CEL. */
export function exceptedInCel({ namespace, labels }: ExceptedPods): string {
  const carries = Object.entries(labels).map(
    ([name, value]) => `${POD_METADATA}.?labels.orValue({})[?${celText(name)}].orValue("") == ${celText(value)}`,
  );
  return [`object.metadata.?namespace.orValue("") == ${celText(namespace)}`, ...carries].join(" && ");
}

/** What people read of a suppression, as annotations. */
export function exceptionAnnotations({ reason, owner, created, expires, scope }: Suppression): Record<string, string> {
  return {
    "palisade.dev/reason": reason,
    "palisade.dev/owner": owner,
    "palisade.dev/created": created,
    "palisade.dev/expires": expires,
    "palisade.dev/let-off-at": scope,
  };
}

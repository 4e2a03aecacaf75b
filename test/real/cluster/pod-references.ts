import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../lib/core/json";

/** A secret or a config map that a pod cannot start without. */
export interface PodReference {
  readonly kind: "Secret" | "ConfigMap";
  readonly name: string;
  /** Undefined where the pod takes whatever is in it. */
  readonly key: string | undefined;
}

function fromVolume(volume: JsonRecord): PodReference[] {
  const sources = [volume, ...listAt(recordAt(volume, "projected"), "sources").filter(isJsonRecord)];
  return sources.flatMap((source) =>
    (
      [
        ["Secret", "secret", "secretName"],
        ["ConfigMap", "configMap", "name"],
      ] as const
    ).flatMap(([kind, field, nameField]) => {
      const reference = recordAt(source, field);
      const name = textAt(reference, nameField) ?? textAt(reference, "name");
      if (name === undefined || reference["optional"] === true) return [];
      const keys = listAt(reference, "items").map((item) => textAt(item, "key"));
      return (keys.length === 0 ? [undefined] : keys).map((key) => ({ kind, name, key }));
    }),
  );
}

function fromContainer(container: JsonRecord): PodReference[] {
  const single = listAt(container, "env").map((variable) => recordAt(variable, "valueFrom"));
  const whole = listAt(container, "envFrom").filter(isJsonRecord);
  return [...single, ...whole].flatMap((source) =>
    (
      [
        ["Secret", "secretKeyRef", "secretRef"],
        ["ConfigMap", "configMapKeyRef", "configMapRef"],
      ] as const
    ).flatMap(([kind, ...fields]) =>
      fields.flatMap((field) => {
        const reference = recordAt(source, field);
        const name = textAt(reference, "name");
        return name === undefined || reference["optional"] === true
          ? []
          : [{ kind, name, key: textAt(reference, "key") }];
      }),
    ),
  );
}

/**
 * Every secret and config map that a pod cannot start without. A real kubelet waits for them; the pretended ones do not
 * look.
 */
export function podReferences(pod: JsonRecord): readonly PodReference[] {
  const spec = recordAt(pod, "spec");
  const containers = ["containers", "initContainers"].flatMap((field) => listAt(spec, field)).filter(isJsonRecord);
  return [...listAt(spec, "volumes").filter(isJsonRecord).flatMap(fromVolume), ...containers.flatMap(fromContainer)];
}

import { type JsonRecord, recordAt, textAt } from "../../../core/json";
import { holdsReference } from "../../terraform-text";
import type { ObjectReport } from "../object-report";
import type { Rule } from "./rule";
import { checkForm, TextForms } from "./text-forms";

const SOURCE = "Kubernetes 1.34.2, pkg/apis/core/validation/validation.go";
const LIMIT_BYTES = 1_048_576;

/** Keys that a secret of a type has to have. One of those of basic-auth is enough, so it is not here. */
const KEYS_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
};

/** Keys and size of a config map. */
export const checkConfigMap: Rule = (manifest, report) => {
  const text = recordAt(manifest, "data");
  const bytes = recordAt(manifest, "binaryData");
  checkKeys(text, "data", report);
  checkKeys(bytes, "binaryData", report);
  checkSize([...sizesOf(text, textBytes), ...sizesOf(bytes, encodedBytes)], "a config map", report);
  for (const key of Object.keys(text)) {
    if (!Object.hasOwn(bytes, key)) continue;
    report.refuse("binaryData", {
      what: "a key stands in data and in binaryData",
      got: key,
      doThis: "take it out of one of them",
      source: SOURCE,
    });
  }
};

/** Keys, size and type of a secret. */
export const checkSecret: Rule = (manifest, report) => {
  const bytes = recordAt(manifest, "data");
  const text = recordAt(manifest, "stringData");
  checkKeys(bytes, "data", report);
  checkKeys(text, "stringData", report);
  checkSize([...sizesOf(bytes, encodedBytes), ...sizesOf(text, textBytes)], "a secret", report);
  const type = textAt(manifest, "type") ?? "";
  const isUnknown =
    [manifest["data"], manifest["stringData"]].some((data) => typeof data === "string") ||
    [...Object.keys(bytes), ...Object.keys(text)].some(holdsReference);
  if (isUnknown || !Object.hasOwn(KEYS_OF_TYPE, type)) return;
  for (const key of KEYS_OF_TYPE[type] ?? []) {
    if (Object.hasOwn(bytes, key) || Object.hasOwn(text, key)) continue;
    report.refuse("data", { what: `a secret of type ${type} lacks ${key}`, doThis: "add it", source: SOURCE });
  }
};

function checkKeys(data: JsonRecord, field: string, report: ObjectReport): void {
  for (const key of Object.keys(data)) checkForm(key, TextForms.configurationKey, field, report);
}

function sizesOf(data: JsonRecord, size: (text: string) => number): readonly number[] {
  return Object.values(data).map((value) => (typeof value === "string" && !holdsReference(value) ? size(value) : 0));
}

function textBytes(text: string): number {
  return Buffer.byteLength(text);
}

function encodedBytes(text: string): number {
  return Buffer.byteLength(text, "base64");
}

function checkSize(sizes: readonly number[], noun: string, report: ObjectReport): void {
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes <= LIMIT_BYTES) return;
  report.refuse("", {
    what: `${noun} holds ${bytes} bytes`,
    allowed: `at most ${LIMIT_BYTES} bytes`,
    doThis: "split it, or keep the data on a volume",
    source: SOURCE,
  });
}

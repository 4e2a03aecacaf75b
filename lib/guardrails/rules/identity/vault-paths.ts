import { asList, isJsonRecord, textAt } from "../../../core/json";
import { type PolicyEntry, PolicyTextFault, readPolicyText } from "../../../truth/texts/vault-policy-text";
import type { ResourceView } from "../../subjects/resource-view";
import type { FieldPath } from "../../verdict";

/** One path of a policy of Vault, and what it lets do there. */
export interface VaultPath {
  readonly path: string;
  readonly capabilities: readonly string[];
  /** Where it stands in the resource. */
  readonly at: FieldPath;
}

/** Every path of a policy; undefined when its text cannot be read before the apply. */
export function vaultPaths({ type, config }: ResourceView): readonly VaultPath[] | undefined {
  if (type === "vault_policy_document") return asList(config["rule"]).flatMap(pathOfRule);
  const text = textAt(config, "policy");
  if (text === undefined) return [];
  try {
    return readPolicyText(text).flatMap(pathsOfEntry);
  } catch (fault) {
    if (fault instanceof PolicyTextFault) return undefined;
    throw fault;
  }
}

function pathOfRule(rule: unknown, index: number): readonly VaultPath[] {
  if (!isJsonRecord(rule)) return [];
  const capabilities = asList(rule["capabilities"]).map(String);
  return [{ path: textAt(rule, "path") ?? "", capabilities, at: ["rule", index] }];
}

function pathsOfEntry({ key, labels = [], entries = [] }: PolicyEntry): readonly VaultPath[] {
  if (key !== "path") return [];
  const [path] = labels;
  // In JSON the paths are members of one object.
  if (path === undefined) return entries.map((member) => pathOf(member.key, member.entries ?? []));
  return [pathOf(path, entries)];
}

function pathOf(path: string, entries: readonly PolicyEntry[]): VaultPath {
  const capabilities = entries
    .filter(({ key }) => key === "capabilities")
    .flatMap(({ list = [] }) => list.map(({ value }) => String(value)));
  return { path, capabilities, at: ["policy"] };
}

const WRITING = ["create", "update", "patch", "sudo"];

/** Whether a path lets change what stands there. */
export function isWriting({ capabilities }: VaultPath): boolean {
  return capabilities.some((capability) => WRITING.includes(capability)) && !capabilities.includes("deny");
}

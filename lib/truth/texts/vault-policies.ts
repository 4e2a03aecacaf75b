import { closestNames } from "../../core/closest-names";
import { isJsonRecord, listAt, textAt } from "../../core/json";
import type { Examination } from "../examination";
import type { SynthesizedResource } from "../synthesized-resource";
import { holdsReference, knownText } from "../terraform-text";
import { type PolicyEntry, PolicyTextFault, readPolicyText } from "./vault-policy-text";

const VAULT = "Vault 2.0";
const SOURCE =
  "hashicorp/vault vault/policy.go; subscribe and recover: HashiCorp's documentation of Vault, policies and snapshots";

/** What a policy may allow. */
const CAPABILITIES = ["create", "read", "update", "patch", "delete", "list", "sudo", "deny", "subscribe", "recover"];

/** Keys of a path. */
const PATH_KEYS = [
  ...["comment", "policy", "capabilities", "allowed_parameters", "denied_parameters", "required_parameters"],
  ...["min_wrapping_ttl", "max_wrapping_ttl", "mfa_methods", "control_group", "pagination_limit"],
  "subscribe_event_types",
];

/** Older words for a set of capabilities. */
const OLD_POLICIES = ["deny", "read", "write", "sudo"];

/** Looks at the policies of Vault. */
export function examineVaultPolicies(resource: SynthesizedResource, examination: Examination): void {
  const { config, path, type } = resource;
  const policy = new VaultPolicy(path, examination);
  if (type === "vault_policy_document") {
    for (const [index, rule] of listAt(config, "rule").entries()) {
      if (!isJsonRecord(rule)) continue;
      policy.path(knownText(textAt(rule, "path") ?? ""), `rule[${index}].path`);
      for (const name of listAt(rule, "capabilities")) policy.capability(name, `rule[${index}].capabilities`);
    }
  }
  const text = type === "vault_policy" ? textAt(config, "policy") : undefined;
  if (text !== undefined) policy.text(knownText(text));
}

class VaultPolicy {
  private readonly paths = new Set<string>();

  public constructor(
    private readonly where: string,
    private readonly examination: Examination,
  ) {}

  public text(text: string): void {
    const entries = this.read(text);
    for (const entry of entries ?? []) {
      if (entry.key === "path") this.pathEntry(entry);
      else if (entry.key !== "name")
        this.refuse(
          `policy line ${entry.line}`,
          `a policy has no key ${entry.key}`,
          entry.key,
          "path, name",
          "put it into the block of a path",
        );
    }
  }

  private read(text: string): readonly PolicyEntry[] | undefined {
    try {
      return readPolicyText(text);
    } catch (fault) {
      if (!(fault instanceof PolicyTextFault)) throw fault;
      // A reference may stand for anything, keys and braces included.
      if (!holdsReference(text.replace(/"[^"]*"/g, ""))) {
        this.refuse(
          `policy line ${fault.line}`,
          `the text cannot be read: ${fault.message}`,
          undefined,
          "blocks of HCL, or JSON",
          "mend the text",
        );
      }
      return undefined;
    }
  }

  private pathEntry({ labels = [], entries = [], line }: PolicyEntry): void {
    const [path] = labels;
    // In JSON the paths are members of one object.
    if (path === undefined) {
      for (const member of entries) this.pathEntry({ ...member, labels: [member.key] });
      return;
    }
    this.path(path, `policy line ${line}`);
    const seen = new Set<string>();
    for (const entry of entries) {
      const at = `policy line ${entry.line}`;
      if (seen.has(entry.key))
        this.refuse(at, `${entry.key} stands twice for the path ${path}`, entry.key, "each key once", "remove one");
      seen.add(entry.key);
      if (!PATH_KEYS.includes(entry.key)) {
        const closest = closestNames(entry.key, PATH_KEYS).join(", ");
        this.refuse(at, `a path has no key ${entry.key}`, entry.key, closest, "correct the name");
        continue;
      }
      this.examination.checked({ kind: "configuration key", of: VAULT, name: `policy path ${entry.key}` });
      if (entry.key === "capabilities") for (const { value } of entry.list ?? []) this.capability(value, at);
      if (entry.key === "policy" && !OLD_POLICIES.includes(String(entry.value))) {
        this.refuse(
          at,
          "there is no such policy for a path",
          entry.value,
          OLD_POLICIES.join(", "),
          "write capabilities instead",
        );
      }
    }
  }

  public path(path: string, at: string): void {
    if (holdsReference(path)) return;
    if (this.paths.has(path)) {
      this.warn(at, `the path ${path} stands twice, and what both allow is added up`, "put both into one");
    }
    this.paths.add(path);
    if (path.includes("+*")) {
      this.refuse(
        at,
        "+ and * stand side by side in a path",
        path,
        "+ for one part of a path, * at the very end",
        "remove one of them",
      );
    } else if (path.slice(0, -1).includes("*")) {
      this.warn(
        at,
        `the * inside of the path ${path} stands for itself: only at the end it stands for anything`,
        "write + for one part of a path",
      );
    }
  }

  public capability(name: unknown, at: string): void {
    const known = typeof name === "string" ? knownText(name) : String(name);
    if (holdsReference(known)) return;
    if (CAPABILITIES.includes(known)) {
      this.examination.checked({ kind: "configuration key", of: VAULT, name: `policy capability ${known}` });
      return;
    }
    const closest = closestNames(known, CAPABILITIES).join(", ");
    this.refuse(at, `there is no capability ${known}`, known, closest, "correct the name");
  }

  private refuse(at: string, what: string, got: unknown, allowed: string, doThis: string): void {
    const shown = got === undefined ? {} : { got };
    this.examination.refuse({
      where: `${this.where} ${at}`,
      what: `${VAULT} refuses the policy: ${what}`,
      ...shown,
      allowed,
      doThis,
      source: SOURCE,
    });
  }

  private warn(at: string, what: string, doThis: string): void {
    this.examination.warn({ where: `${this.where} ${at}`, what, doThis, source: SOURCE });
  }
}

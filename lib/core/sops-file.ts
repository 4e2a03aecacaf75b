import type { Problem } from "./errors";
import { isJsonRecord, type JsonRecord, listAt, textAt } from "./json";
import { readYaml } from "./yaml";

/** What is read of a file that SOPS encrypted: names, never values. */
export interface SopsFileContents {
  /** Paths of its encrypted values, parts joined by dots, as the provider names them. */
  readonly encrypted: readonly string[];
  /** Paths of values that stand in clear. */
  readonly clear: readonly string[];
}

/** Formats that SOPS keeps as trees: of others nothing can be checked before the apply. */
export const SOPS_FORMATS = [".yaml", ".yml", ".json"] as const;

const SOURCE = "getsops/sops v3.13.2, README and stores/stores.go; carlpett/terraform-provider-sops v1.4.1";

/** A value that SOPS encrypted. */
const ENCRYPTED = /^ENC\[AES256_GCM,data:[A-Za-z0-9+/=]*,iv:[A-Za-z0-9+/=]+,tag:[A-Za-z0-9+/=]+,type:\w+\]$/;
/** A public key of age (C2SP/C2SP, age.md: Bech32 of 32 bytes). */
const AGE_RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const KMS_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/;
/** What no file may hold beside its encrypted values. */
const PRIVATE_KEY = /AGE-SECRET-KEY-1|-----BEGIN [A-Z ]*PRIVATE KEY/;
/** Settings by which a file leaves values in clear on purpose. */
const CHOOSING = ["encrypted_regex", "encrypted_suffix", "unencrypted_regex", "encrypted_comment_regex"];
const CLEAR_SUFFIX = "_unencrypted";

/** What stands in a file that SOPS encrypted, and everything wrong with it. Messages never repeat what may be a secret. */
export function readSopsFile(
  text: string,
  where: string,
): { readonly contents: SopsFileContents; readonly problems: readonly Problem[] } {
  const nothing = { encrypted: [], clear: [] };
  const report = (problem: Problem) => ({ source: SOURCE, where, ...problem });
  if (PRIVATE_KEY.test(text)) return { contents: nothing, problems: [report(privateKey())] };
  const data = parsed(text);
  if (data === undefined) return { contents: nothing, problems: [report(unreadable())] };
  const metadata = data["sops"];
  if (!isJsonRecord(metadata)) return { contents: nothing, problems: [report(notEncrypted())] };
  const contents = valuesOf(data, metadata);
  const isChoosing = CHOOSING.some((setting) => textAt(metadata, setting) !== undefined);
  const problems = [
    ...(ENCRYPTED.test(textAt(metadata, "mac") ?? "") ? [] : [noMac()]),
    ...(textAt(metadata, "lastmodified") === undefined ? [undated()] : []),
    ...recipientProblems(metadata),
    ...(isChoosing ? [] : contents.clear.map(inClear)),
  ];
  return { contents, problems: problems.map(report) };
}

/**
 * JSON is YAML; what YAML takes beyond it, such as two keys of one name, is an error. SOPS takes no aliases either, and
 * they could make a tree without an end.
 */
function parsed(text: string): JsonRecord | undefined {
  const reading = readYaml(text, { allowsAliases: false });
  return reading.fault === undefined && isJsonRecord(reading.data) ? reading.data : undefined;
}

function valuesOf(data: JsonRecord, metadata: JsonRecord): SopsFileContents {
  const suffix = textAt(metadata, "unencrypted_suffix") ?? CLEAR_SUFFIX;
  const encrypted: string[] = [];
  const clear: string[] = [];
  const walk = (value: unknown, path: readonly string[], isClearByName: boolean): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, String(index)], isClearByName);
    } else if (isJsonRecord(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (path.length > 0 || key !== "sops") walk(member, [...path, key], isClearByName || key.endsWith(suffix));
      }
      // SOPS leaves nothing and empty texts as they are.
    } else if (value !== null && value !== "") {
      if (typeof value === "string" && ENCRYPTED.test(value)) encrypted.push(path.join("."));
      else if (!isClearByName) clear.push(path.join("."));
    }
  };
  walk(data, [], false);
  return { encrypted, clear };
}

/** Keys that may open the file, alone or in groups of which several are needed. */
function recipientProblems(metadata: JsonRecord): Problem[] {
  const groups = listAt(metadata, "key_groups").filter(isJsonRecord);
  const of = (kind: string) => [metadata, ...groups].flatMap((group) => listAt(group, kind));
  const age = of("age").map((each) => textAt(each, "recipient") ?? "");
  const kms = of("kms").map((each) => textAt(each, "arn") ?? "");
  if (age.length + kms.length === 0) return [noRecipient()];
  const unopened = [...of("age"), ...of("kms")].filter((each) => (textAt(each, "enc") ?? "") === "");
  return [
    ...age.filter((recipient) => !AGE_RECIPIENT.test(recipient)).map(() => oddRecipient("age", "age1…, 62 characters")),
    ...kms
      .filter((arn) => !KMS_ARN.test(arn))
      .map(() => oddRecipient("kms", "the ARN of a key or an alias of AWS KMS")),
    ...unopened.map(() => oddRecipient("enc", "the data key, encrypted for each recipient")),
  ];
}

function privateKey(): Problem {
  return {
    what: "the file holds a private key in clear",
    allowed: "encrypted values and public recipients",
    doThis: "take it out, make a new key, encrypt the file for it, and change every secret that the old key could open",
  };
}

function unreadable(): Problem {
  return {
    what: "the file is no tree of YAML or JSON, so nobody can open it",
    allowed: "what sops --encrypt writes, without conflict marks and repeated keys",
    doThis: "take the last good version and change it with sops",
  };
}

function notEncrypted(): Problem {
  return {
    what: "the file was not encrypted by SOPS: it has no sops block",
    allowed: "what sops --encrypt writes",
    doThis: "encrypt it, and change every secret in it if it was committed",
  };
}

function noMac(): Problem {
  return {
    what: "the file has no MAC, so nobody would notice a value that was changed or taken from elsewhere",
    allowed: "sops.mac as SOPS writes it",
    doThis: "take the last good version and change it with sops",
  };
}

function undated(): Problem {
  return {
    what: "the file does not say when it was changed last, without which its MAC cannot be checked",
    allowed: "sops.lastmodified as SOPS writes it",
    doThis: "take the last good version and change it with sops",
  };
}

function noRecipient(): Problem {
  return {
    what: "nobody can open the file with age or AWS KMS",
    allowed: "one recipient of age or one key of AWS KMS at least",
    doThis: "add one: sops rotate --in-place --add-kms ARN, or --add-age RECIPIENT",
  };
}

function oddRecipient(kind: string, allowed: string): Problem {
  return {
    what: `an entry of sops.${kind} is not one that opens the file`,
    allowed,
    doThis: "let SOPS write it: sops updatekeys, after .sops.yaml is right",
  };
}

function inClear(path: string): Problem {
  return {
    what: `the value ${path} stands in clear`,
    allowed: `encrypted values, or a name that ends in ${CLEAR_SUFFIX}`,
    doThis: "encrypt the file anew, and change the secret if it was committed",
  };
}

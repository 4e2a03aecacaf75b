import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

export { certificateProblem } from "../core/certificate-text";

/** Segments of letters, digits, dots, dashes and underscores: `*` and `+` are wildcards in a Vault policy. */
const PATH = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;
/** Keys of a Kubernetes Secret (ExternalSecret v1 schema, `data[].secretKey`). */
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
/** Shapes of credentials that have no business in a path: Vault and GitHub tokens, AWS key ids, PEM, 32-byte hex keys. */
const CREDENTIAL =
  /hv[sb]\.|gh[pousr]_|github_pat_|AKIA[0-9A-Z]{12}|-----BEGIN|(?<![0-9a-f])(0x)?[0-9a-f]{64}(?![0-9a-f])/i;

/** Problem of text that is a credential itself; undefined when it does not look like one. Never shows the text. */
function credentialProblem(what: string, text: string): Problem | undefined {
  if (!CREDENTIAL.test(text)) return undefined;
  return {
    what: `the ${what} looks like a credential itself`,
    allowed: "a path and names; the value stays in the store",
    doThis: "write the value into the store, and revoke it if it was committed",
  };
}

/** Problem of a path inside Vault, such as a mount or a secret; undefined when it is fine. */
export function pathProblem(what: string, path: string): Problem | undefined {
  const credential = credentialProblem(what, path);
  if (credential !== undefined) return credential;
  if (!holdsToken(path) && PATH.test(path)) return undefined;
  return {
    what: `the ${what} is not a plain path`,
    got: path,
    allowed: "segments of letters, digits, dots, dashes and underscores, joined by slashes, such as rpc/provider-a",
    doThis: "write the path as it stands in Vault, without wildcards, references and slashes at its ends",
  };
}

/** Problems of the names of a secret's values. */
export function keyProblems(keys: readonly string[]): Problem[] {
  const problems: Problem[] = keys.flatMap((key) => {
    const credential = credentialProblem("key", key);
    if (credential !== undefined) return [credential];
    if (KEY.test(key)) return [];
    return [
      {
        what: "a key of the secret is not a name that Kubernetes takes",
        got: key,
        allowed: "letters, digits, dots, dashes and underscores, at most 253",
        doThis: "rename it in the store",
      },
    ];
  });
  if (keys.length === 0) {
    problems.push({
      what: "the secret has no keys",
      allowed: "the name of each value it holds",
      doThis: 'name them, for instance keys: ["api-key"]',
    });
  }
  if (new Set(keys).size !== keys.length) {
    problems.push({ what: "a key of the secret is named twice", got: keys, doThis: "name each key once" });
  }
  return problems;
}

/** Problem of options that do not exist, such as a value. Shows their names alone. */
export function unknownOptionProblem(options: object, known: readonly string[]): Problem | undefined {
  const unknown = Object.keys(options).filter((option) => !known.includes(option));
  if (unknown.length === 0) return undefined;
  return {
    what: "a secret was given options it does not have",
    got: unknown,
    allowed: known.join(", "),
    doThis: "declare the path and the keys only; write the value into the store itself",
  };
}

/** Problem of the store's address; undefined when it is fine. */
export function addressProblem(address: string, allowPlainHttp: boolean): Problem | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const bare =
    url !== undefined && url.origin !== "null" && address.replace(/\/$/, "") === url.origin.replace(/\/$/, "");
  const fits = url?.protocol === "https:" || (allowPlainHttp && url?.protocol === "http:");
  if (bare && fits) return undefined;
  return {
    what: "the store's address is not one that secrets may travel to",
    // What stands between the scheme and the host may be a password.
    got: address.replace(/\/\/[^/]*@/, "//…@"),
    allowed: allowPlainHttp ? "http:// or https://, host and port" : "https://, host and port, nothing else",
    doThis: "give the address as https://vault.example.org:8200",
  };
}

import { serverHost } from "./vault-first-start";
import type { VaultRunbookSubject } from "./vault-runbook-subject";

/**
 * The command lines differ in which of two APIs they call, and one of them wants a login; the API without one is the same
 * in both programs. Data goes in by standard input, so that no share stands among the arguments.
 */
function call(subject: VaultRunbookSubject, path: string): string {
  const host = serverHost(subject);
  return (
    `curl --silent --show-error --cacert authority.pem --resolve ${host}:8200:127.0.0.1 ` +
    `--request PUT --data @- https://${host}:8200/v1/sys/generate-root/${path}`
  );
}

/** Asks for a root token that is encrypted to the first holder. Its answer has the nonce. */
export function askForRootCommands(subject: VaultRunbookSubject): string {
  const [starter] = subject.holders;
  const key = `gpg --export ${starter?.pgpFingerprint ?? ""} | base64 --wrap=0`;
  return `${key} | jq --raw-input '{pgp_key: .}' | ${call(subject, "attempt")}`;
}

/** Gives the share of one holder. */
export function giveShareCommand(subject: VaultRunbookSubject, name: string, nonce: string): string {
  const share = `base64 --decode ${name}.share | gpg --quiet --decrypt`;
  return `${share} | jq --raw-input '{nonce: "${nonce}", key: .}' | ${call(subject, "update")}`;
}

/** Starts new recovery shares for the holders that stand in the code now. Needs a login; its answer has the nonce. */
export function rotateSharesCommand({ server, holders, threshold }: VaultRunbookSubject): string {
  return [
    `${server.executable} ${server.rotateShares} -target=recovery -init -format=json \\`,
    `  -key-shares=${holders.length} -key-threshold=${threshold} \\`,
    `  -pgp-keys=${holders.map(({ name }) => `${name}.asc`).join(",")}`,
  ].join("\n");
}

/** Gives the old share of one holder. The answer to the last of them has the new shares, each encrypted to its holder. */
export function giveOldShareCommand({ server }: VaultRunbookSubject, name: string, nonce: string): string {
  const share = `base64 --decode ${name}.share | gpg --quiet --decrypt`;
  return `${share} | ${server.executable} ${server.rotateShares} -target=recovery -format=json -nonce=${nonce} -`;
}

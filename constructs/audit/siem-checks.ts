import type { Checker } from "../../lib/core/checks";
import { fits, isArn, odd } from "./audit-forms";
import { SiemExport } from "./siem-export";

const ACCOUNT = /^\d{12}$/;
/** Source: IAM API reference, AssumeRole, ExternalId. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const SECRET = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/;
/** A policy of IAM knows keys by this ARN alone, not by an alias (AWS KMS Developer Guide, "Key identifiers"). */
const KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** Records everything that is wrong with where the log goes besides. */
export function checkSiem(check: Checker, siem: SiemExport | undefined): void {
  if (siem === undefined) return;
  if (
    !check.that(siem instanceof SiemExport, () => odd("siem is no export", siem, "such as SiemExport.bucketReader(…)"))
  ) {
    return;
  }
  const { choice } = siem;
  if (choice.kind === "bucket-reader") {
    check.that(fits(choice.accountId, ACCOUNT), () =>
      odd("the account that fetches the audit log is none", choice.accountId, "twelve digits"),
    );
    check.that(fits(choice.externalId, EXTERNAL_ID), () =>
      odd(
        "nothing tells the account that fetches the audit log from its other customers",
        choice.externalId,
        "2 to 1224 characters A-Z, a-z, 0-9 and _+=,.@:/-",
        "set externalId to what it gives you",
      ),
    );
    return;
  }
  check.that(isPlainHttps(choice.url), () =>
    odd(
      "the address that the audit log is sent to is not one, or holds a key",
      "(not shown, since it may hold one)",
      "https://host/path without user, query and fragment",
      "write the token into the secret of tokenSecretArn",
    ),
  );
  check.that(isArn(choice.tokenSecretArn, SECRET), () =>
    odd(
      "the token for sending the audit log is not the ARN of a secret",
      "(not shown, since it may be the token)",
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:siem-AbCdEf",
      "write the token into Secrets Manager, and its ARN here",
    ),
  );
  const { tokenKeyArn } = choice;
  check.that(tokenKeyArn === undefined || isArn(tokenKeyArn, KEY), () =>
    odd(
      "the key of the token for sending the audit log is no key of KMS",
      tokenKeyArn,
      "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "write out the ARN of the key, or leave it out for the one that Secrets Manager keeps",
    ),
  );
}

function isPlainHttps(value: unknown): boolean {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return protocol === "https:" && [username, password, search, hash].every((part) => part === "");
}

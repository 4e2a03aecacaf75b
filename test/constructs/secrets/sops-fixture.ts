import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Json } from "../../support/synth";

/** What looks like a value that SOPS encrypted. */
export const ENCRYPTED =
  "ENC[AES256_GCM,data:gzR9Gz4=,iv:cbMZU1nUyo5mFCW+Vel2UYbnbMA=,tag:tETDJMCJYo+4K4LwsSw4Dw==,type:str]";

/** What looks like a public key of age. */
export const AGE_RECIPIENT = `age1${"q".repeat(58)}`;

/** A file as SOPS writes it, with changes. */
export function sopsData(changes: { readonly sops?: Json; readonly values?: Json } = {}): Json {
  return {
    db: { user: ENCRYPTED, password: ENCRYPTED },
    relays: [ENCRYPTED],
    note_unencrypted: "for people",
    nothing: null,
    ...changes.values,
    sops: {
      age: [
        {
          recipient: AGE_RECIPIENT,
          enc: "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n",
        },
      ],
      lastmodified: "2026-11-21T10:00:00Z",
      mac: ENCRYPTED,
      unencrypted_suffix: "_unencrypted",
      version: "3.13.2",
      ...changes.sops,
    },
  };
}

/** Writes a file of its own and gives its path. */
export function sopsFile(content: string | Json, name = "bootstrap.yaml"): string {
  const file = join(mkdtempSync(join(tmpdir(), "palisade-sops-")), name);
  const text = name.endsWith(".json") ? JSON.stringify(content) : stringify(content);
  writeFileSync(file, typeof content === "string" ? content : text);
  return file;
}

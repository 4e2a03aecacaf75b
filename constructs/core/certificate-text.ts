import { Fn } from "cdktf";
import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** Problem of a public certificate in PEM form; undefined when it is fine. Never shows the text. */
export function certificateProblem(pem: unknown): Problem | undefined {
  const text = typeof pem === "string" ? pem.trim() : "";
  if (text.startsWith("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY")) return undefined;
  return {
    what: "the certificate authority is not a certificate in PEM form",
    allowed: "-----BEGIN CERTIFICATE----- …, without any private key",
    doThis: "give the public certificate of the authority that signed the server's",
  };
}

/** A text in base64. What is a live reference is encoded by Terraform: before that it is the name of a reference. */
export function inBase64(text: string): string {
  return holdsToken(text) ? Fn.base64encode(text) : Buffer.from(text).toString("base64");
}

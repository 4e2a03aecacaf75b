import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A key and the certificate that belongs to it, for `localhost`, for an hour. */
export interface SelfSigned {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** The certificate's bytes, in base64 without padding: how a plugin hands it to Terraform. */
  readonly raw: string;
}

const ECDSA_WITH_SHA256 = "06082a8648ce3d040302";
const COMMON_NAME = "0603550403";
const SUBJECT_ALTERNATIVE_NAME = "0603551d11";
const HOUR_MILLISECONDS = 3_600_000;

/** One element of ASN.1's DER. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => element(0x30, ...content);
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const bits = (content: Buffer): Buffer => element(0x03, Buffer.from([0]), content);
const time = (date: Date): Buffer =>
  element(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));

/** Makes a certificate. Node can read them, and has nothing to write one. */
export function selfSigned(): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(element(0x31, sequence(hex(COMMON_NAME), element(0x0c, Buffer.from("localhost")))));
  const names = sequence(element(0x82, Buffer.from("localhost")));
  const algorithm = sequence(hex(ECDSA_WITH_SHA256));
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(new Date(Date.now() - HOUR_MILLISECONDS)), time(new Date(Date.now() + HOUR_MILLISECONDS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    element(0xa3, sequence(sequence(hex(SUBJECT_ALTERNATIVE_NAME), element(0x04, names)))),
  );
  const certificate = sequence(body, algorithm, bits(sign("sha256", body, privateKey)));
  const lines = certificate.toString("base64").replace(/(.{64})/g, "$1\n");
  return {
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    raw: certificate.toString("base64").replace(/=+$/, ""),
  };
}

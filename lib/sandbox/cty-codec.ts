import { decode, ExtensionCodec, encode } from "@msgpack/msgpack";
import { type CtyValue, isCtyRecord, isCtyValue, UNKNOWN } from "./cty-value";
import type { TypeJson } from "./schema";

/**
 * The msgpack dialect of Terraform's values (cty). The one place that knows the wire.
 *
 * Unknown is extension 0 with one zero byte. Terraform also sends refined unknowns (extension 12: "unknown, but not
 * null"); every extension is read as unknown, and unknown is always written plain. A value whose type the schema leaves
 * open travels as a pair of its type (JSON, as bytes) and itself.
 */
const MAX_EXTENSION_TYPE = 127;
const PLAIN_UNKNOWN = new Uint8Array([0]);

function makeExtensionCodec(): ExtensionCodec {
  const codec = new ExtensionCodec();
  for (let type = 0; type <= MAX_EXTENSION_TYPE; type++) {
    codec.register({
      type,
      encode: (value) => (type === 0 && value === UNKNOWN ? PLAIN_UNKNOWN : null),
      decode: () => UNKNOWN,
    });
  }
  return codec;
}

const OPTIONS = { extensionCodec: makeExtensionCodec(), useBigInt64: true };
const MAX_SAFE_SHORT = 0xffff_ffff;

/** Reads one value from its bytes. @throws Error when the bytes are no Terraform value */
export function decodeValue(bytes: Uint8Array): CtyValue {
  const raw: unknown = decode(bytes, OPTIONS);
  if (!isCtyValue(raw)) throw new Error("the bytes are not a Terraform value");
  return raw;
}

/** Writes one value as bytes. */
export function encodeValue(value: CtyValue): Uint8Array {
  return encode(exactNumbers(value), OPTIONS);
}

/**
 * With 64-bit integers on, the encoder writes a whole number above 32 bits as a double. Terraform compares numbers by
 * their digits, so whole numbers are handed over as bigint.
 */
function exactNumbers(value: CtyValue): CtyValue {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && Math.abs(value) > MAX_SAFE_SHORT ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map(exactNumbers);
  if (!isCtyRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, exactNumbers(item)]));
}

/** Wraps a value with its type, as an attribute of type `dynamic` wants it. */
export function dynamicValue(type: TypeJson, value: CtyValue): CtyValue {
  return [new Uint8Array(Buffer.from(JSON.stringify(type))), value];
}

/** Takes a dynamic value apart; undefined when the value is null, unknown or not dynamic. */
export function readDynamic(value: CtyValue): { readonly type: string; readonly value: CtyValue } | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [type, inner] = value;
  if (!(type instanceof Uint8Array) || inner === undefined) return undefined;
  return { type: Buffer.from(type).toString("utf8"), value: inner };
}

import * as fc from "fast-check";
import { madeUpSecrets } from "../../../../lib/guardrails/secrets/made-up-secrets";
import { secretReferencesIn } from "../../../../lib/guardrails/secrets/secret-references";
import { secretsInValue } from "../../../../lib/guardrails/secrets/stack-secrets";
import { secretsInText } from "../../../../lib/guardrails/secrets/text-secrets";

/** Kinds that a checksum tells, so that nothing drawn at random is one of them. */
const CHECKED = ["mnemonic", "wif-key", "extended-private-key", "encoded-private-key", "key-pair"];

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789"), maxLength: 300 }),
  fc.base64String({ maxLength: 400 }),
  fc.json(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

test("any text under any name is looked through without an error, and gives the same every time", () => {
  fc.assert(
    fc.property(anyText, fc.string(), (text, name) => {
      expect(secretsInText(text, name)).toEqual(secretsInText(text, name));
    }),
    { numRuns: 500 },
  );
});

test("any value is looked through without an error, with any letters behind what a secret begins with", () => {
  const signs = [
    "-----BEGIN PRIVATE KEY-----",
    "ghp_",
    "eyJ",
    "suiprivkey1",
    "xprv",
    "https://",
    "[1,2,",
    '"crypto":{',
    "H4sI",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...signs), anyText, fc.anything(), (sign, text, value) => {
      expect(() => secretsInValue({ [sign]: sign + text, text: [value, `${text}${sign}${text}`] })).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test("hexadecimal digits, letters and numbers drawn at random are no key with a checksum", () => {
  const drawn = fc.uint8Array({ minLength: 16, maxLength: 96 }).map((bytes) => Buffer.from(bytes));
  const alphabet = (letters: string, length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length });
  const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const shaped = fc.oneof(
    drawn.map((bytes) => bytes.toString("hex")),
    drawn.map((bytes) => bytes.toString("base64")),
    drawn.map((bytes) => JSON.stringify([...bytes])),
    alphabet(base58, 51).map((text) => `5${text.slice(1)}`),
    alphabet(base58, 52).map((text) => `K${text.slice(1)}`),
    alphabet(base58, 107).map((text) => `xprv${text}`),
    alphabet(base58, 88),
    alphabet(base58, 28).map((text) => `s${text}`),
    alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 55).map((text) => `S${text}`),
    alphabet("023456789acdefghjklmnpqrstuvwxyz", 59).map((text) => `suiprivkey1${text}`),
  );
  fc.assert(
    fc.property(shaped, (text) => {
      expect(secretsInText(text, "private_key").filter((kind) => CHECKED.includes(kind))).toEqual([]);
    }),
    // A checksum of 16 bits holds for one text in 65,536, so the texts are the same each time.
    { numRuns: 2_000, seed: 1 },
  );
});

test("a changed letter makes a key with a checksum into none", () => {
  const secrets = ["wif-key", "extended-private-key"] as const;
  const texts = secrets.flatMap((kind) => madeUpSecrets(kind).map(({ text }) => text));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), (text, at) => {
      const place = 5 + (at % (text.length - 5));
      const changed = text.slice(0, place) + (text[place] === "x" ? "y" : "x") + text.slice(place + 1);
      expect(secretsInText(changed, "config").filter((kind) => CHECKED.includes(kind))).toEqual([]);
    }),
  );
});

test("no prose is a mnemonic", () => {
  const words = "the a of to is in that this chain node block state key test first about will zoo every follow".split(
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 12, maxLength: 60 }), (sentence) => {
      // Words of grammar stand in every sentence, and in no list of BIP-39.
      const prose = sentence.flatMap((word, index) => (index % 6 === 5 ? [word, "the"] : [word]));
      expect(secretsInText(prose.join(" "), "description")).not.toContain("mnemonic");
    }),
  );
});

test.each([
  ["a letter", "a"],
  ["letters with dots", "a."],
  ["beginnings of addresses", "a://"],
  ["beginnings of tokens", "eyJ"],
  ["words", "abandon "],
  ["numbers in lists", "[1,"],
  ["spaces after brackets", "[ "],
  ["beginnings of keys", "-----BEGIN PRIVATE KEY-----\n"],
  ["beginnings of keystores", '"kdf""crypto":{'],
  ["assignments", "secret_key="],
  ["quotes in references", "$" + '{a("'],
  ["openings of references", "$" + "{"],
  ["references to secrets", "$" + "{a_b.c.password"],
  ["passwords in addresses", "a://b:c"],
  ["lines of base64", "QUJDREVGR0hJSktMTU5PUFFSU1RV\n"],
  ["Bech32", "a_sk1"],
  ["macaroons", "0201036c6e64"],
])("two hundred thousand letters of %s are looked through in a moment", (_, part) => {
  const text = part.repeat(Math.ceil(200_000 / part.length));
  const started = performance.now();
  secretsInValue({ secret: text });
  secretReferencesIn(text);
  expect(performance.now() - started).toBeLessThan(2_000);
});

import {
  CURVES,
  CUSTODY,
  CUSTODY_KINDS,
  DERIVATION_PATHS,
  derivationPathNames,
  derivationPathsOf,
} from "../../../../lib/catalogue/keys";
import { secretsInValue } from "../../../../lib/guardrails/secrets/stack-secrets";

describe("ways to keep keys", () => {
  test.each(CUSTODY_KINDS)("%s says what it holds, who may use it and how it comes back, with sources", (kind) => {
    const custody = CUSTODY[kind];
    expect(custody.kind).toBe(kind);
    expect(custody.curves.length).toBeGreaterThan(0);
    expect(custody.sources.length).toBeGreaterThan(0);
    for (const { steps, when } of [custody.rotation, custody.loss, custody.compromise]) {
      expect(steps.length).toBeGreaterThanOrEqual(3);
      expect(when).toMatch(/[.]$/);
    }
  });

  test("only Vault and cold storage take keys of Ethereum's validators", () => {
    expect(CUSTODY_KINDS.filter((kind) => CUSTODY[kind].curves.includes("bls12-381"))).toEqual([
      "vault-keystores",
      "cold",
    ]);
  });
});

describe("public identifiers", () => {
  const examples = {
    secp256k1: ["0x52908400098527886E0F7030069857D2E4169EE7", `02${"9a1bcd44".repeat(8)}`],
    ed25519: ["7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV"],
    "bls12-381": [`0x${"93a1".repeat(24)}`],
  } as const;

  test.each(Object.entries(examples))(
    "of %s are known by their form, and no detector of secrets minds them",
    (name, keys) => {
      const curve = Object.values(CURVES).find((each) => each.name === name);
      for (const key of keys) {
        expect(curve?.identifiers.filter(({ pattern }) => pattern.test(key))).toHaveLength(1);
        expect(secretsInValue({ keys: [key] })).toEqual([]);
      }
    },
  );

  test("32 bytes of digits are none of any curve: they may be a private key", () => {
    for (const { identifiers } of Object.values(CURVES)) {
      expect(identifiers.filter(({ pattern }) => pattern.test(`0x${"9a1b".repeat(16)}`))).toEqual([]);
    }
  });
});

describe("derivation paths", () => {
  test.each(derivationPathNames())("%s is one of its own, and has a source", (name) => {
    const { path, source } = DERIVATION_PATHS[name];
    expect(source).toMatch(/\w/);
    const written = path.replace(/[ac-ln-z](?='?(\/|$))/g, "1");
    expect(derivationPathsOf(written)).toContain(name);
  });

  test.each([
    ["m/44'/60'/0'/0/7", ["evm"]],
    ["m/44'/60'/0'/3", ["evm-ledger-legacy"]],
    ["m/12381/3600/4/0/0", ["ethereum-signing"]],
    ["m/84'/0'/2'/1/9", ["bitcoin-segwit"]],
    ["m/84'/0'/2'/2/9", []],
    ["m/44/60'/0'/0/7", []],
    ["44'/60'/0'/0/7", []],
    ["m/44'/60'/0'/0/07", []],
    ["m/44'/60'/0'/0/2147483648", []],
    ["m/12381'/3600/4/0/0", []],
    ["", []],
  ])("%s is %p", (path, names) => {
    expect(derivationPathsOf(path)).toEqual(names);
  });
});

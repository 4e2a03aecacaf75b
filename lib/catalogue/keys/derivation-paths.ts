/** Where the keys of one kind lie below a seed. Palisade derives nothing: this is for checking what people write down. */
export interface DerivationPathSpec {
  /** Chain, and the purpose where it has several. */
  readonly chain: string;
  /**
   * The path. Small letters stand for numbers: `a` an account, `c` 0 for receiving or 1 for change, `i` an index, `y` a
   * role. An apostrophe marks a hardened step.
   */
  readonly path: string;
  /** Where it was read. */
  readonly source: string;
}

const TREZOR = "trezor-firmware, docs/misc/coins-bip44-paths.md";
const ERC_2334 = "ERC-2334; the key derivation is ERC-2333, which has no hardened steps";

/** Paths as wallets of each chain use them, each with its source. Coin numbers are those of SLIP-44. */
export const DERIVATION_PATHS = {
  "bitcoin-legacy": { chain: "Bitcoin, legacy addresses", path: "m/44'/0'/a'/c/i", source: TREZOR },
  "bitcoin-nested": { chain: "Bitcoin, nested SegWit", path: "m/49'/0'/a'/c/i", source: TREZOR },
  "bitcoin-segwit": { chain: "Bitcoin, native SegWit", path: "m/84'/0'/a'/c/i", source: TREZOR },
  evm: { chain: "EVM chains", path: "m/44'/60'/0'/0/i", source: TREZOR },
  "evm-ledger-legacy": { chain: "EVM chains, older Ledger wallets", path: "m/44'/60'/0'/a", source: TREZOR },
  "ethereum-withdrawal": { chain: "Ethereum, withdrawal keys", path: "m/12381/3600/i/0", source: ERC_2334 },
  "ethereum-signing": { chain: "Ethereum, signing keys of validators", path: "m/12381/3600/i/0/0", source: ERC_2334 },
  cosmos: {
    chain: "Cosmos chains",
    path: "m/44'/118'/0'/0/i",
    source: "SLIP-44 number 118; the path of public wallets",
  },
  solana: {
    chain: "Solana",
    path: "m/44'/501'/a'/0'",
    source: "docs.rs solana-derivation-path (prefix); SLIP-10: all hardened",
  },
  xrp: { chain: "XRP Ledger", path: "m/44'/144'/a'/0/0", source: TREZOR },
  stellar: { chain: "Stellar", path: "m/44'/148'/a'", source: TREZOR },
  cardano: { chain: "Cardano", path: "m/44'/1815'/a'/y/i", source: `${TREZOR}; CIP-3` },
  tezos: { chain: "Tezos", path: "m/44'/1729'/a'", source: TREZOR },
  monero: { chain: "Monero", path: "m/44'/128'/a'", source: TREZOR },
} as const satisfies Record<string, DerivationPathSpec>;

/** Name of a path of the catalogue. */
export type DerivationPathName = keyof typeof DERIVATION_PATHS;

/** Largest step of a path: above it the number says that the step is hardened (BIP-32). */
const LARGEST_STEP = 2 ** 31 - 1;

/** The names of the paths that a written path is one of; empty where it is none. */
export function derivationPathsOf(written: string): readonly DerivationPathName[] {
  const steps = written.split("/");
  if (!steps.slice(1).every((step) => Number(step.replace(/'$/, "")) <= LARGEST_STEP)) return [];
  return derivationPathNames().filter((name) => matches(DERIVATION_PATHS[name].path.split("/"), steps));
}

/** Every name, in the order of the catalogue. */
export function derivationPathNames(): readonly DerivationPathName[] {
  return Object.keys(DERIVATION_PATHS).filter(isName);
}

function isName(name: string): name is DerivationPathName {
  return Object.hasOwn(DERIVATION_PATHS, name);
}

function matches(pattern: readonly string[], steps: readonly string[]): boolean {
  return (
    pattern.length === steps.length &&
    pattern.every((part, index) => {
      const step = steps[index] ?? "";
      if (!/^[a-z]'?$/.test(part) || part === "m") return step === part;
      const number = part.startsWith("c") ? "[01]" : "(0|[1-9]\\d*)";
      return new RegExp(`^${number}${part.endsWith("'") ? "'" : ""}$`).test(step);
    })
  );
}

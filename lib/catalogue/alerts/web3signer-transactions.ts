import { targetDown } from "./target-down";
import type { SubjectSpec } from "./types";
import { EXPECTED_KEYS, keysMissing, signerPanels, unknownKey } from "./web3signer";

/** Watching Web3Signer, which signs transactions. */
export const WEB3SIGNER_TRANSACTIONS: SubjectSpec = {
  id: "web3signer-transactions",
  title: "Web3Signer for transactions",
  about: "It asks its key source to sign transactions of hot wallets.",
  scraped: true,
  metricList: "web3signer",
  parameters: EXPECTED_KEYS,
  alerts: [
    targetDown({
      name: "TransactionSignerDown",
      program: "Web3Signer",
      impact: "With none left nothing is paid; what waits keeps waiting, and nothing is lost.",
    }),
    keysMissing("TransactionSignerKeysMissing", "Wallets of the missing keys pay nothing."),
    unknownKey("TransactionSignerUnknownKey", "secp256k1"),
  ],
  panels: signerPanels("secp256k1"),
};

import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them. */
const SCRAPED = 'namespace="nodes",palisade_workload="eth-0",palisade_endpoint="metrics",pod="eth-0-0"';
const LOADED = `signing_signers_loaded_count{${SCRAPED}}`;
const PREVENTED = `eth2_slashingprotection_prevented_signings_total{${SCRAPED}}`;
const missing = (curve: string) => `signing_${curve}_missing_identifier_count_total{${SCRAPED}}`;

const KEYS_MISSING: AlertProof = {
  fires: [{ series: { [LOADED]: "0x60" }, atMinutes: 30 }],
  quiet: [
    { series: { [LOADED]: "1x60" }, atMinutes: 30 },
    // A start: keys come in one after another.
    { series: { [LOADED]: "0x3 1x60" }, atMinutes: 8 },
  ],
};

const unknownKey = (curve: string): AlertProof => ({
  fires: [{ series: { [missing(curve)]: "0+1x60" }, atMinutes: 30 }],
  quiet: [{ series: { [missing(curve)]: "7x60" }, atMinutes: 30 }],
});

const share = (labels: string) => `dirk_signer_process_requests_total{${SCRAPED},${labels}}`;
const SIGNED = share('request="attestation",result="succeeded"');
const DENIED = share('request="attestation",result="denied"');
const UNLOCK_FAILED = `dirk_unlocker_account_requests_total{${SCRAPED},result="failed"}`;
const DIRK_READY = `dirk_ready{${SCRAPED}}`;

/** Counts of a kind of request: also the first one, which comes together with its series. */
const countedRequest = (labels: string, other: string): AlertProof => ({
  fires: [
    { series: { [share(labels)]: "_x20 1x20" }, atMinutes: 24 },
    { series: { [share(labels)]: "3x20 4x20" }, atMinutes: 24 },
  ],
  quiet: [
    // Long ago.
    { series: { [share(labels)]: "1x60" }, atMinutes: 30 },
    { series: { [share(other)]: "0+5x60" }, atMinutes: 30 },
  ],
});

/** Alerts about signers of whole keys and of shares; that one is down is told of all programs in the same way. */
export const SIGNER_PROOFS: Readonly<Record<string, AlertProof>> = {
  ShareSignerNotReady: {
    fires: [{ series: { [DIRK_READY]: "0x30" }, atMinutes: 10 }],
    quiet: [
      { series: { [DIRK_READY]: "1x30" }, atMinutes: 10 },
      // A start.
      { series: { [DIRK_READY]: "0x3 1x30" }, atMinutes: 10 },
    ],
  },
  ShareSignerDenied: countedRequest('request="proposal",result="denied"', 'request="generic",result="denied"'),
  ShareSignerFailed: countedRequest('request="attestation",result="failed"', 'request="attestation",result="denied"'),
  ShareSignerDeniesDuties: {
    fires: [{ series: { [SIGNED]: "0+10x90", [DENIED]: "0+10x90" }, atMinutes: 80 }],
    quiet: [
      { series: { [SIGNED]: "0+10x90" }, atMinutes: 80 },
      { series: { [SIGNED]: "0+10x90", [DENIED]: "0+1x90" }, atMinutes: 80 },
      // It had two clients, and has one again.
      { series: { [SIGNED]: "0+10x120", [DENIED]: "0+10x40 400x80" }, atMinutes: 110 },
    ],
  },
  ShareSignerLocked: {
    fires: [{ series: { [UNLOCK_FAILED]: "0x20 2x20" }, atMinutes: 24 }],
    quiet: [{ series: { [UNLOCK_FAILED]: "2x60" }, atMinutes: 30 }],
  },
  SignerPreventedSigning: {
    fires: [{ series: { [PREVENTED]: "0x10 1x30" }, atMinutes: 12 }],
    quiet: [
      { series: { [PREVENTED]: "0x40" }, atMinutes: 12 },
      // It happened before, and was looked at.
      { series: { [PREVENTED]: "3x60" }, atMinutes: 40 },
    ],
  },
  SignerKeysMissing: KEYS_MISSING,
  SignerUnknownKey: unknownKey("bls"),
  TransactionSignerKeysMissing: KEYS_MISSING,
  TransactionSignerUnknownKey: unknownKey("secp256k1"),
};

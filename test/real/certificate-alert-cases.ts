import type { AlertProof } from "./alert-cases";

/** Labels of the target of all proofs, as `alert-cases.ts` has them. */
const SCRAPED = 'namespace="nodes",palisade_workload="eth-0",palisade_endpoint="metrics",pod="eth-0-0"';
const CERTIFICATE = `${SCRAPED},exported_namespace="rpc",name="web"`;
const RENEWAL = `certmanager_certificate_renewal_timestamp_seconds{${CERTIFICATE}}`;
const NOT_AFTER = `certmanager_certificate_not_after_timestamp_seconds{${CERTIFICATE}}`;
const ready = (condition: string) => `certmanager_certificate_ready_status{${CERTIFICATE},condition="${condition}"}`;
const issuer = (condition: string) => `certmanager_issuer_ready_status{${CERTIFICATE},condition="${condition}"}`;
const clusterIssuer = (condition: string) =>
  `certmanager_clusterissuer_ready_status{${SCRAPED},name="web",condition="${condition}"}`;
const asked = (status: string) =>
  `certmanager_http_acme_client_request_count{${SCRAPED},host="acme.example.org",status="${status}"}`;
const ERRORS = `certmanager_controller_sync_error_count{${SCRAPED},controller="orders"}`;

/** A certificate that should be renewed after ten minutes and ends after a hundred and ten. */
const LIVES = { [RENEWAL]: "600x200", [NOT_AFTER]: "6600x200" };
/** Renewed after twenty minutes: both times move on. */
const RENEWED = { [RENEWAL]: "600x20 6600x180", [NOT_AFTER]: "6600x20 12600x180" };
/** Not signed yet: neither time is known. */
const UNSIGNED = { [RENEWAL]: "0x200", [NOT_AFTER]: "0x200" };

/** How each alert on certificates is proven. `CertManagerDown` is proven as all of its kind are. */
export const CERTIFICATE_PROOFS: Readonly<Record<string, AlertProof>> = {
  CertificateEndsSoon: {
    fires: [
      { series: LIVES, atMinutes: 100 },
      // It has ended.
      { series: LIVES, atMinutes: 150 },
    ],
    quiet: [
      { series: LIVES, atMinutes: 60 },
      { series: RENEWED, atMinutes: 100 },
      { series: UNSIGNED, atMinutes: 100 },
    ],
  },
  CertificateRenewalLate: {
    fires: [{ series: LIVES, atMinutes: 60 }],
    quiet: [
      { series: LIVES, atMinutes: 30 },
      { series: RENEWED, atMinutes: 60 },
      { series: UNSIGNED, atMinutes: 100 },
    ],
  },
  CertificateNotReady: {
    fires: [
      { series: { [ready("True")]: "0x60", [ready("False")]: "1x60", [ready("Unknown")]: "0x60" }, atMinutes: 40 },
      { series: { [ready("True")]: "0x60", [ready("False")]: "0x60", [ready("Unknown")]: "1x60" }, atMinutes: 40 },
    ],
    quiet: [
      { series: { [ready("True")]: "1x60", [ready("False")]: "0x60", [ready("Unknown")]: "0x60" }, atMinutes: 40 },
      // It took ten minutes to be signed.
      { series: { [ready("True")]: "0x10 1x60", [ready("False")]: "1x10 0x60" }, atMinutes: 40 },
    ],
  },
  CertificateIssuerNotReady: {
    fires: [
      { series: { [issuer("True")]: "0x60", [issuer("False")]: "1x60" }, atMinutes: 30 },
      { series: { [clusterIssuer("True")]: "0x60", [clusterIssuer("Unknown")]: "1x60" }, atMinutes: 30 },
    ],
    quiet: [
      { series: { [issuer("True")]: "1x60", [issuer("False")]: "0x60" }, atMinutes: 30 },
      { series: { [clusterIssuer("True")]: "1x60", [clusterIssuer("Unknown")]: "0x60" }, atMinutes: 30 },
    ],
  },
  AcmeRequestsRefused: {
    fires: [
      { series: { [asked("429")]: "0+1x100" }, atMinutes: 90 },
      // No answer at all.
      { series: { [asked("999")]: "0+1x100" }, atMinutes: 90 },
    ],
    quiet: [
      { series: { [asked("201")]: "0+5x100" }, atMinutes: 90 },
      { series: { [asked("400")]: "0x50 1x50" }, atMinutes: 90 },
    ],
  },
  CertManagerErrors: {
    fires: [{ series: { [ERRORS]: "0+2x100" }, atMinutes: 90 }],
    quiet: [{ series: { [ERRORS]: "0+0.1x100" }, atMinutes: 90 }],
  },
};

import { OWNER_LABELS } from "./context";
import { TARGET_UP_PANEL, targetDown } from "./target-down";
import type { MetricUse, RuleContext, SubjectSpec } from "./types";

const SOURCE = "cert-manager/cert-manager v1.21.1, internal/collectors and pkg/metrics/metrics.go";
const RENEWAL: MetricUse = { name: "certmanager_certificate_renewal_timestamp_seconds", source: SOURCE };
const NOT_AFTER: MetricUse = { name: "certmanager_certificate_not_after_timestamp_seconds", source: SOURCE };
const READY: MetricUse = { name: "certmanager_certificate_ready_status", source: SOURCE };
const ISSUER_READY: MetricUse = { name: "certmanager_issuer_ready_status", source: SOURCE };
const CLUSTER_ISSUER_READY: MetricUse = { name: "certmanager_clusterissuer_ready_status", source: SOURCE };
/** Its status is that of HTTP, or 999 where there was no answer (pkg/acme/client/http.go). */
const ACME_REQUESTS: MetricUse = { name: "certmanager_http_acme_client_request_count", source: SOURCE };
const SYNC_ERRORS: MetricUse = { name: "certmanager_controller_sync_error_count", source: SOURCE };

/** The namespace of a certificate is renamed when it is scraped: `namespace` is that of the pod. */
const CERTIFICATE = `${OWNER_LABELS}, exported_namespace, name`;
const WHICH = "{{ $labels.exported_namespace }}/{{ $labels.name }}";

/**
 * A share of the time between renewal and end has gone by. Certificates live for an hour or for a year, so no number of
 * days fits all of them.
 */
function renewalIsLate({ scraped }: RuleContext, share: number): string {
  const renewal = `max by (${CERTIFICATE}) (${RENEWAL.name}{${scraped}} > 0)`;
  const end = `max by (${CERTIFICATE}) (${NOT_AFTER.name}{${scraped}})`;
  return `(time() - ${renewal}) > (${end} - ${renewal}) * ${share}`;
}

/** Watching cert-manager, and every certificate and issuer that it looks after. */
export const CERT_MANAGER: SubjectSpec = {
  id: "cert-manager",
  title: "Certificates (cert-manager)",
  about: "The controller that has certificates signed and renews them, in all namespaces of the cluster.",
  scraped: true,
  metricList: "cert-manager",
  parameters: {
    refusals: { value: 5, meaning: "refused requests to an ACME authority in an hour that are still quiet" },
    syncErrors: { value: 50, meaning: "failed attempts of a controller in an hour that are still quiet" },
  },
  alerts: [
    targetDown({
      name: "CertManagerDown",
      program: "cert-manager",
      impact: "Nothing breaks at first. Then nothing is renewed, and certificates end one after another.",
    }),
    {
      name: "CertificateEndsSoon",
      severity: "critical",
      holdMinutes: 10,
      expression: (context) => renewalIsLate(context, 0.66),
      summary: `The certificate ${WHICH} ends soon and was not renewed`,
      description:
        "Two thirds of the time that was kept for its renewal are gone: {{ $value | humanizeDuration }} of it.",
      runbook: {
        meaning: "cert-manager tried to renew the certificate, or could not even try, since the day it should have.",
        impact: "When it ends, clients refuse the connection: TLS to users, mutual TLS between programs, or a mesh.",
        checks: [
          "`kubectl --namespace <namespace> describe certificate <name>`, then its CertificateRequest, Order and Challenge.",
          "The issuer: is it ready, and does it still have its account or its role?",
          "The log of cert-manager for the name of the certificate.",
        ],
        mitigation: [
          "Mend what the last event names; cert-manager tries again by itself.",
          "`cmctl renew <name>` asks at once, after the cause is gone.",
          "No time left: have it signed by another issuer, by a change of the issuer in the code.",
        ],
        never: ["Do not delete the Secret: what uses it then has no certificate at all."],
      },
      metrics: [RENEWAL, NOT_AFTER],
    },
    {
      name: "CertificateRenewalLate",
      severity: "warning",
      holdMinutes: 10,
      expression: (context) => renewalIsLate(context, 0.33),
      summary: `The certificate ${WHICH} should have been renewed {{ $value | humanizeDuration }} ago`,
      description: "A third of the time that was kept for its renewal is gone.",
      runbook: {
        meaning: "The renewal failed at least once. cert-manager waits longer after each failure, up to 32 hours.",
        impact: "None yet: the certificate holds until its end.",
        checks: [
          "`kubectl --namespace <namespace> describe certificate <name>`: which event is the last one?",
          "The alert on the issuer, and the one on refused requests.",
        ],
        mitigation: ["As for CertificateEndsSoon, in office hours."],
      },
      metrics: [RENEWAL, NOT_AFTER],
    },
    {
      name: "CertificateNotReady",
      severity: "warning",
      holdMinutes: 30,
      expression: ({ scraped }) => `max by (${CERTIFICATE}) (${READY.name}{${scraped}, condition!="True"}) == 1`,
      summary: `The certificate ${WHICH} is not there, or not as it was asked for`,
      description: "It is not ready for half an hour.",
      runbook: {
        meaning: "It was never signed, or it was changed and the new one does not come.",
        impact: "What mounts its Secret does not start, or goes on with the old names.",
        checks: [
          "`kubectl --namespace <namespace> describe certificate <name>` and its CertificateRequest.",
          "Does the issuer sign such names? A Vault role has a list of domains, an ACME issuer its zones.",
        ],
        mitigation: ["Correct the names or the issuer in the code, and apply."],
      },
      metrics: [READY],
    },
    {
      name: "CertificateIssuerNotReady",
      severity: "critical",
      holdMinutes: 15,
      expression: ({ scraped }) => {
        const notReady = ({ name }: MetricUse) =>
          `max by (${CERTIFICATE}) (${name}{${scraped}, condition!="True"}) == 1`;
        return `(${notReady(ISSUER_READY)}) or (${notReady(CLUSTER_ISSUER_READY)})`;
      },
      summary: `The issuer ${WHICH} signs nothing`,
      description: "cert-manager cannot use it for a quarter of an hour. An issuer of the cluster has no namespace.",
      runbook: {
        meaning: "The authority does not answer, or does not accept cert-manager any more.",
        impact:
          "Nothing of this issuer is renewed. Short-lived certificates, such as those of a mesh, end within a day.",
        checks: [
          "`kubectl describe clusterissuer <name>`, or `issuer` with its namespace: the last condition says why.",
          "Vault: sealed, moved, or its role gone? ACME: the account's Secret deleted, or the network policy too narrow?",
        ],
        mitigation: ["Bring the authority back, or correct the issuer in the code."],
        never: ["Do not delete the Secret of an ACME account to start anew: orders that are under way are lost."],
      },
      metrics: [ISSUER_READY, CLUSTER_ISSUER_READY],
    },
    {
      name: "AcmeRequestsRefused",
      severity: "warning",
      holdMinutes: 5,
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}, host) (increase(${ACME_REQUESTS.name}{${scraped}, status=~"[4-9].."}[1h])) > ${number("refusals")}`,
      summary: "{{ $labels.host }} refuses what cert-manager asks",
      description: "{{ $value }} requests were refused in the last hour, or got no answer.",
      runbook: {
        meaning:
          "The authority has had enough of this account or these names (429), or something is wrong with the orders.",
        impact: "No new certificates from it; Let's Encrypt counts orders over a week.",
        checks: [
          "The log of cert-manager: the authority says which limit, and until when.",
          "A certificate that is asked for in a loop? A pipeline that makes and removes environments?",
        ],
        mitigation: [
          "Stop what asks in a loop, and wait until the limit ends.",
          "Try things out with AcmeDirectory.letsEncryptStaging().",
        ],
        never: ["Do not open a second account to get around a limit."],
      },
      metrics: [ACME_REQUESTS],
    },
    {
      name: "CertManagerErrors",
      severity: "warning",
      holdMinutes: 15,
      expression: ({ scraped, number }) =>
        `sum by (${OWNER_LABELS}, controller) (increase(${SYNC_ERRORS.name}{${scraped}}[1h])) > ${number("syncErrors")}`,
      summary: "The part {{ $labels.controller }} of cert-manager keeps failing",
      description: "It failed {{ $value }} times in the last hour.",
      runbook: {
        meaning: "It cannot read or write what it works on: rights, the API, or a webhook that refuses.",
        impact: "What this part does stands still, for all namespaces.",
        checks: ["The log of cert-manager for the part's name.", "A change of roles, policies or network lately?"],
        mitigation: ["Take the change back.", "After an upgrade: are the kinds those of the new version?"],
      },
      metrics: [SYNC_ERRORS],
    },
  ],
  panels: [
    TARGET_UP_PANEL,
    {
      title: "Time until the end",
      unit: "s",
      expression: ({ scraped }) => `min by (exported_namespace, name) (${NOT_AFTER.name}{${scraped}} > 0) - time()`,
      legend: "{{exported_namespace}}/{{name}}",
      metrics: [NOT_AFTER],
    },
    {
      title: "Not ready",
      unit: "short",
      expression: ({ scraped }) =>
        `max by (exported_namespace, name) (${READY.name}{${scraped}, condition!="True"}) == 1`,
      legend: "{{exported_namespace}}/{{name}}",
      metrics: [READY],
    },
    {
      title: "Requests to ACME authorities",
      unit: "reqps",
      expression: ({ scraped }) => `sum by (host, status) (rate(${ACME_REQUESTS.name}{${scraped}}[5m]))`,
      legend: "{{host}} {{status}}",
      metrics: [ACME_REQUESTS],
    },
  ],
};

import type { Framework } from "./rule";

/** What a synthesized stack can show of a subject, and the controls that such a thing is evidence for. */
export interface ControlledSubject {
  /** Subject, as the report names it. */
  readonly subject: string;
  /** Controls, by framework. */
  readonly controls: Readonly<Partial<Record<Framework, readonly string[]>>>;
}

const ENCRYPTION = { iso27001: ["A.8.11", "A.8.24"], pci: ["3.5.1", "8.3.2"] } as const;
const CLOSED = ["1.2.8", "1.3.1", "1.3.2", "1.4.2"] as const;
const DETECTION = ["10.2.1", "10.2.2", "10.6.3"] as const;

/**
 * Controls that configuration can be evidence for, so that a report can say for which of them there is no rule.
 *
 * Sources: the mappings that Prowler publishes for SOC 2, ISO/IEC 27001:2022, PCI DSS 4.0 and CIS AWS 7.0, those of
 * cdk-nag for NIST SP 800-53 Rev. 5, and for Kubernetes those of Kubescape's SOC 2 framework. What these sources do not
 * map is left out.
 */
export const CONTROL_MAP: readonly ControlledSubject[] = [
  {
    subject: "encryption of volumes",
    controls: { soc2: ["PI1.5"], ...ENCRYPTION, nist: ["SC-28(1)"], cisAws: ["6.1.1"] },
  },
  {
    subject: "encryption of relational databases",
    controls: { soc2: ["PI1.5"], ...ENCRYPTION, nist: ["SC-13", "SC-28(1)", "AU-9(3)"], cisAws: ["3.2.1"] },
  },
  {
    subject: "relational databases out of reach",
    controls: {
      soc2: ["CC6.2"],
      iso27001: ["A.8.1"],
      pci: [...CLOSED, "1.5.1"],
      nist: ["AC-3", "AC-4(21)", "SC-7"],
      cisAws: ["3.2.3"],
    },
  },
  {
    subject: "backup, zones and deletion protection of databases",
    controls: {
      soc2: ["CC7.4", "A1.2", "C1.1"],
      iso27001: ["A.8.13", "A.8.14"],
      pci: ["10.3.3"],
      nist: ["CP-9"],
      cisAws: ["3.2.4"],
    },
  },
  {
    subject: "no public access to buckets",
    controls: { soc2: ["CC6.1"], iso27001: ["A.8.1"], pci: CLOSED, nist: ["AC-3", "SC-7"], cisAws: ["3.1.4"] },
  },
  {
    subject: "buckets by TLS alone",
    controls: { pci: ["2.2.7", "4.2.1", "1.2.5"], nist: ["SC-8", "SC-13"], cisAws: ["3.1.1"] },
  },
  {
    subject: "keys, versions and locks of buckets",
    controls: {
      soc2: ["PI1.4", "PI1.5", "CC7.4"],
      iso27001: ["A.8.24", "A.8.10"],
      pci: ["3.5.1", "10.3.4"],
      nist: ["SC-28"],
    },
  },
  {
    subject: "rotation and deletion of keys",
    controls: {
      soc2: ["PI1.5"],
      iso27001: ["A.8.24", "A.8.11"],
      pci: ["3.7.4", "3.7.5", "3.6.1"],
      nist: ["SC-12"],
      cisAws: ["4.6", "5.7"],
    },
  },
  {
    subject: "audit trail of all regions",
    controls: {
      soc2: ["CC2.1", "CC7.2", "A1.2", "PI1.3"],
      iso27001: ["A.8.15"],
      pci: ["10.2.1", "10.2.2", "10.3.1", "10.6.3"],
      nist: ["AU-2", "AU-12"],
      cisAws: ["4.1"],
    },
  },
  {
    subject: "audit trail that nobody changes",
    controls: {
      soc2: ["CC7.3", "PI1.3"],
      iso27001: ["A.8.15", "A.8.16", "A.8.24"],
      pci: ["10.3.2", "10.3.3", "10.3.4", "3.5.1", "11.5.2"],
      nist: ["SI-7", "AU-9(3)"],
      cisAws: ["4.2", "4.5"],
    },
  },
  {
    subject: "retention of logs",
    controls: {
      soc2: ["CC7.2", "CC7.3", "C1.2"],
      iso27001: ["A.8.15", "A.8.16"],
      pci: ["10.5.1"],
      nist: ["AU-11"],
    },
  },
  {
    subject: "flow logs of networks",
    controls: {
      soc2: ["CC7.2", "CC7.3"],
      iso27001: ["A.8.15", "A.8.16", "A.8.20", "A.8.21", "A.8.22", "A.8.23"],
      pci: ["10.2.1", "10.6.3"],
      nist: ["AU-12", "CA-7"],
      cisAws: ["4.7"],
    },
  },
  {
    subject: "security groups",
    controls: {
      soc2: ["CC6.6"],
      iso27001: ["A.8.20", "A.8.21", "A.8.22"],
      pci: ["1.2.5", ...CLOSED, "1.5.1", "2.2.5"],
      nist: ["SC-7", "AC-17", "SC-7(5)"],
      cisAws: ["6.3", "6.4", "6.5"],
    },
  },
  {
    subject: "machines: metadata service and public addresses",
    controls: {
      soc2: ["CC7.2", "CC6.6"],
      iso27001: ["A.8.20", "A.8.21", "A.8.22"],
      pci: ["8.2.8"],
      nist: ["AC-3", "AC-6"],
      cisAws: ["6.7"],
    },
  },
  {
    subject: "clusters: endpoint, secrets and control-plane logs",
    controls: {
      iso27001: ["A.8.1", "A.8.5", "A.8.11", "A.8.15", "A.8.24"],
      pci: [...CLOSED, "1.5.1", "3.5.1", "8.3.2", ...DETECTION],
      nist: ["SC-7", "SC-28", "AU-12"],
    },
  },
  {
    subject: "rotation of secrets",
    controls: { pci: ["8.3.9", "8.3.10.1", "8.6.3"], nist: ["AC-2(1)", "SC-12"] },
  },
  {
    subject: "no administrators and no wildcards",
    controls: {
      soc2: ["CC6.3", "CC1.3"],
      iso27001: ["A.5.18", "A.8.2"],
      nist: ["AC-3", "AC-6"],
      cisAws: ["2.21"],
    },
  },
  {
    subject: "detection of threats",
    controls: {
      soc2: ["CC6.8", "CC7.1", "CC7.2", "CC7.3", "CC7.4", "CC3.x"],
      iso27001: ["A.5.25", "A.8.7", "A.8.9", "A.8.23"],
      pci: ["11.5.1", "10.4.1", "10.7.x"],
      nist: ["SI-4"],
      cisAws: ["5.16"],
    },
  },
  {
    subject: "record of configuration",
    controls: {
      soc2: ["CC2.1", "CC3.1", "CC3.4", "CC8.1"],
      iso27001: ["A.5.16", "A.5.22"],
      nist: ["CM-6"],
      cisAws: ["4.3"],
    },
  },
  {
    subject: "web application firewalls and their logs",
    controls: {
      soc2: ["A1.2", "PI1.2"],
      iso27001: ["A.8.15", "A.8.16"],
      pci: ["6.4.1", "6.4.2", "10.2.1"],
      nist: ["AC-4(21)"],
    },
  },
  {
    subject: "load balancers: logs and TLS",
    controls: { soc2: ["CC7.2", "CC7.3"], iso27001: ["A.8.15"], nist: ["AU-12", "SC-8"] },
  },
  {
    subject: "caches: encryption on the way and at rest",
    controls: {
      soc2: ["CC6.7"],
      iso27001: ["A.8.11", "A.8.24"],
      pci: ["2.2.7", "4.2.1", "3.5.1"],
      nist: ["SC-8", "SC-28"],
    },
  },
  { subject: "scan of images", controls: { pci: ["11.3.1"] } },
  {
    subject: "Kubernetes network policies",
    controls: { soc2: ["CC6.1", "CC6.6", "CC7.2"], nist: ["SC-7"] },
  },
  { subject: "no credentials in Kubernetes configuration", controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] } },
  { subject: "TLS of Kubernetes ingress", controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], nist: ["SC-8"] } },
  {
    subject: "encryption of Kubernetes volumes",
    controls: { soc2: ["CC1.1", "CC6.7"], iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  },
  { subject: "protected branches and signed commits", controls: { iso27001: ["A.8.4"] } },
];

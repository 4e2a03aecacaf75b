import { join } from "node:path";
import { markdownTable } from "../../lib/render/markdown-table";
import { TOOLS } from "../real/harness/tool-table";
import { SCANNER_EXCEPTIONS } from "../real/scanner-exceptions";

/** Where the page stands. */
export const SCANNER_PAGE_FILE = join(__dirname, "../../docs/scanners.md");

/** docs/scanners.md: what scanners find in the shipped environments and why it stays. */
export function scannerPage(): string {
  const { checkov, "kube-score": kubeScore } = TOOLS;
  const rows = SCANNER_EXCEPTIONS.map(({ scanner, check, wants, where, why }) => [scanner, check, wants, where, why]);
  return [
    "# Scanners",
    "",
    "Two scanners that nobody here wrote look at every shipped environment in `npm run test:real`: checkov",
    `${checkov.version} at the synthesized Terraform, kube-score ${kubeScore.version.replace(/^v/, "")} at the Kubernetes objects of Terraform resources and`,
    "bundles. Without an account checkov gives no severities, so that everything it finds is decided; of kube-score it is what",
    "it calls critical.",
    "",
    "What is not in this table was mended or never found. A test fails for a finding that is not here, and for a line here",
    "that has no finding. The table is made from `test/real/scanner-exceptions.ts`:",
    "`npx tsx test/support/write-scanner-findings.ts`.",
    "",
    ...markdownTable(["scanner", "check", "what it wants", "where", "why it stays"], rows),
    "",
  ].join("\n");
}

import type { SecretKindSpec, SecretProcedure } from "../catalogue/secret-kinds";
import { markdownTable } from "./markdown-table";
import { NOT_DELIVERED, NOT_ROTATED } from "./secret-alerts";

function procedure(title: string, { when, steps, never = [] }: SecretProcedure): readonly string[] {
  return [
    `## ${title}`,
    "",
    `**When.** ${when}`,
    "",
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    "",
    ...(never.length === 0 ? [] : ["**Never**", "", ...never.map((each) => `- ${each}`), ""]),
  ];
}

/** The runbook page of a kind of secret, as Markdown. Alerts link to its headings. */
export function secretKindPage(kind: SecretKindSpec): string {
  return [
    "<!-- Written by `secretKindPage` in lib/render/secret-runbook.ts. Change the catalogue of secrets, not this page. -->",
    "",
    `# ${kind.title}`,
    "",
    kind.about,
    "",
    ...markdownTable(
      ["question", "answer"],
      [
        ["who makes its values", kind.madeBy],
        ["how long one is good for", kind.life],
        ["how a change reaches programs", kind.delivery],
      ],
    ),
    "",
    ...procedure("Rotation", kind.rotation),
    ...procedure("A value got out", kind.leak),
    `## ${NOT_ROTATED}`,
    "",
    "Severity warning: a ticket. The Kubernetes Secret did not change for longer than the secret's age says. The age counts",
    "from the last change that Prometheus saw, or from when the Secret was made. A change of its labels counts too, so the",
    "alert may come late; the register of the other side knows better. Do what stands under Rotation.",
    "",
    `## ${NOT_DELIVERED}`,
    "",
    "Severity warning: a ticket. The operator says that it cannot fetch the secret, so that the next rotation will not arrive.",
    "What was delivered before still stands in the Kubernetes Secret.",
    "",
    "1. `kubectl describe externalsecret NAME`, or `vaultauth` and `vaultstaticsecret`: what the store answered.",
    "2. Permission denied: the role of the reader, in Vault or IAM. Not found: the path, or a key of it, in the store.",
    "3. No connection: the store itself, its certificate, or a NetworkPolicy of the operator.",
    "",
  ].join("\n");
}

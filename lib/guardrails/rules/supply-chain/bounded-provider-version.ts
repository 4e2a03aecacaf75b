import { asList, isJsonRecord, recordAt, textAt } from "../../../core/json";
import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS } from "../../verdict";

/** Constraints that bound a version from both sides: one version, or the later ones of a minor or major. */
const BOUNDED = /^(=|~>)?\s*v?\d/;
const LOWER = /^>=?\s*v?\d/;
const UPPER = /^<=?\s*v?\d/;

export const boundedProviderVersion = guardrail({
  id: "supply-chain/bounded-provider-version",
  title: "Every provider has a version that is bounded from both sides",
  severity: "medium",
  why: "An open constraint brings in the next major version, or a withdrawn old one, with the credentials of the account.",
  fix: "name one version, or ~> and a version, and commit .terraform.lock.hcl",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: 'Terraform documentation, "Version Constraints": best practices',
  subject: "stack",
  check: ({ json }) =>
    asList(json["terraform"])
      .flatMap((settings) => asList(recordAt(settings)["required_providers"]))
      .flatMap((providers) => Object.entries(recordAt(providers)))
      .map(([name, provider]) => {
        const version = isJsonRecord(provider) ? textAt(provider, "version") : String(provider);
        if (version !== undefined && isBounded(version)) return PASS;
        return fail(["terraform", "required_providers", name, "version"], "one version, or ~> and a version", version);
      }),
  examples: () => {
    const provider = (says: string, aws: unknown) =>
      exampleStacks(says, { example: { terraform: { required_providers: { aws } } } });
    const version = (text: string) => provider(text, { source: "hashicorp/aws", version: text });
    return {
      pass: [
        version("6.25.0"),
        version("= 6.25.0"),
        version("~> 6.25"),
        version(">= 6.0, < 7.0"),
        version("> 6.0.0, <= 6.25.0"),
        provider("a version alone", "6.25.0"),
      ],
      fail: [
        provider("a source only", { source: "hashicorp/aws" }),
        version(">= 6.0"),
        version("< 7.0"),
        version("!= 6.1.0"),
        version(">= 6.0, != 6.1.0"),
        provider("an open version alone", ">= 6.0"),
      ],
      notApplicable: [exampleStacks("no provider", { example: {} })],
    };
  },
});

function isBounded(version: string): boolean {
  const parts = version.split(",").map((part) => part.trim());
  if (parts.some((part) => BOUNDED.test(part))) return true;
  return parts.some((part) => LOWER.test(part)) && parts.some((part) => UPPER.test(part));
}

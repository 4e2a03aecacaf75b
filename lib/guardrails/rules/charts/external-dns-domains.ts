import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { PASS } from "../../verdict";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { isToldOtherwise } from "./external-dns-arguments";
import { ofOwnChart } from "./own-charts";

/** Arguments that bound what it changes. */
const BOUNDS = ["domain-filter", "zone-id-filter", "zone-name-filter"];

export const externalDnsDomains = guardrail({
  id: "charts/external-dns-domains",
  title: "external-dns changes records of named domains alone",
  severity: "low",
  why: "Whoever may write an Ingress then takes any name of any zone that its role reaches, the company's website among them.",
  fix: "set domainFilters to the domains of the cluster",
  controls: { nist: ["AC-6"] },
  source: "external-dns 1.21.1, domainFilters: none",
  subject: "release",
  charts: ["external-dns"],
  check: ofOwnChart((release) =>
    BOUNDS.some((bound) => isToldOtherwise(release, bound))
      ? PASS
      : expectValue(release, "domainFilters").toStand("the domains of the cluster"),
  ),
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "external-dns", "1.21.1", { ...values });
    return {
      pass: [
        release("a domain", { domainFilters: ["example.org"] }),
        release("a domain from elsewhere", { domainFilters: "$" + "{var.domains}" }),
        release("a domain as a variable", { env: [{ name: "EXTERNAL_DNS_DOMAIN_FILTER", value: "example.org" }] }),
        release("a zone as an argument", { extraArgs: ["--zone-id-filter=Z1"] }),
        release("a zone by its name", { extraArgs: { "zone-name-filter": "example.org" } }),
      ],
      fail: [release("the chart as it comes", {}), release("an empty list", { domainFilters: [] })],
      unknown: [exampleOpenRelease("external-dns")],
      notApplicable: [exampleNamesake("external-dns"), exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});

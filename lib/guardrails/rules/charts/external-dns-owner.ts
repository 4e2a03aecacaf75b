import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import { PASS } from "../../verdict";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { isToldOtherwise } from "./external-dns-arguments";
import { ofOwnChart } from "./own-charts";

export const externalDnsOwner = guardrail({
  id: "charts/external-dns-owner",
  title: "Every external-dns marks its records as its own",
  severity: "medium",
  why: "All of them call themselves default: where two clusters share a zone, each deletes or redirects the other's records.",
  fix: "set txtOwnerId to a name of the cluster, and leave registry at txt",
  controls: { nist: ["CM-6"] },
  source: "external-dns 1.21.1, txtOwnerId: none",
  subject: "release",
  charts: ["external-dns"],
  check: ofOwnChart((release) =>
    judgements(
      isToldOtherwise(release, "txt-owner-id")
        ? PASS
        : expectValue(release, "txtOwnerId").toStand("a name of the cluster"),
      expectValue(release, "registry").notToBe("noop"),
    ),
  ),
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "external-dns", "1.21.1", { ...values });
    return {
      pass: [
        release("a name", { txtOwnerId: "prod" }),
        release("a name from elsewhere", { txtOwnerId: "$" + "{var.cluster}" }),
        release("a name as an argument", { extraArgs: ["--txt-owner-id=prod"] }),
        release("a name as an argument by its name", { extraArgs: { "txt-owner-id": "prod" } }),
        release("a name as a variable", { env: [{ name: "EXTERNAL_DNS_TXT_OWNER_ID", value: "prod" }] }),
        release("a name, in another register", { txtOwnerId: "prod", registry: "dynamodb" }),
      ],
      fail: [
        release("the chart as it comes", {}),
        release("an empty name", { txtOwnerId: "" }),
        release("no register", { txtOwnerId: "prod", registry: "noop" }),
        release("other arguments", { extraArgs: ["--interval=1m"] }),
      ],
      unknown: [
        exampleOpenRelease("external-dns"),
        release("a register from elsewhere", { txtOwnerId: "prod", registry: "$" + "{var.registry}" }),
      ],
      notApplicable: [exampleNamesake("external-dns"), exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});

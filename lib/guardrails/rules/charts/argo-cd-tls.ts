import { asText } from "../../../core/json";
import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail } from "../../verdict";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const argoCdTls = guardrail({
  id: "charts/argo-cd-tls",
  title: "Argo CD's server speaks TLS",
  severity: "medium",
  why: "Between the load balancer and the server the tokens of those who may change everything travel in clear.",
  fix: 'leave "server.insecure" out of configs.params, and have the Ingress speak TLS to the server',
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  source: "Argo CD documentation, TLS configuration; argo-cd 10.1.1, configs.params",
  subject: "release",
  charts: ["argo-cd"],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    const at = ["server", "extraArgs"];
    const given = read(release.values, at);
    if (given.state === "known" && asText(given.value).includes("--insecure")) return fail(at, "no --insecure");
    return expectValue(release, ["configs", "params", "server.insecure"]).notToBe(true);
  }),
  examples: () => {
    const release = (says: string, values: object) => exampleRelease(says, "argo-cd", "10.1.1", { ...values });
    const params = (insecure: unknown) => ({ configs: { params: { "server.insecure": insecure } } });
    return {
      pass: [
        release("the chart as it comes", {}),
        release("one that says no", params(false)),
        release("other arguments", { server: { extraArgs: ["--loglevel=info"] } }),
      ],
      fail: [
        release("a server in clear", params("true")),
        release("a server in clear by an argument", { server: { extraArgs: ["--insecure"] } }),
      ],
      unknown: [release("a switch from elsewhere", params("$" + "{var.clear}")), exampleOpenRelease("argo-cd")],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "argo-cd", params(true)),
        exampleNamesake("argo-cd", params(true)),
        exampleRelease("another chart", "app", "1.2.3", params(true)),
      ],
    };
  },
});

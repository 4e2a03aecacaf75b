import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";
import { isPartOn, VAULT_CHARTS } from "./vault-server";

const LINKERD = "linkerd-control-plane";

export const openInjector = guardrail({
  id: "charts/open-injector",
  title: "No pod starts without the sidecar that it was to get",
  severity: "medium",
  why: "While the injector is away, pods come up without their proxy or their secrets, and stay that way until somebody restarts them.",
  fix: "set injector.webhook.failurePolicy of Vault, or webhookFailurePolicy of Linkerd, to Fail, with two replicas or more",
  source: "vault 0.34.1, openbao 0.29.2 and linkerd-control-plane 2026.8.3: the failure policy is Ignore",
  subject: "release",
  charts: [...VAULT_CHARTS, LINKERD],
  check: ofOwnChart((release) => {
    if (isOnDesk(release)) return undefined;
    if (release.chart === LINKERD) return expectValue(release, "webhookFailurePolicy").toBe("Fail");
    if (isPartOn(release, "injector") === false) return undefined;
    return expectValue(release, "injector.webhook.failurePolicy").toBe("Fail");
  }),
  examples: () => {
    const webhook = { failurePolicy: "Fail" };
    return {
      pass: [
        exampleRelease("Vault's that refuses", "vault", "0.34.1", { injector: { webhook } }),
        exampleRelease("OpenBao's that refuses", "openbao", "0.29.2", { injector: { enabled: true, webhook } }),
        exampleRelease("Linkerd's that refuses", LINKERD, "2026.8.3", { webhookFailurePolicy: "Fail" }),
      ],
      fail: [
        exampleRelease("Vault's as it comes", "vault", "0.34.1", {}),
        exampleRelease("Vault's that lets in", "vault", "0.34.1", {
          injector: { enabled: "-", webhook: { failurePolicy: "Ignore" } },
        }),
        exampleRelease("OpenBao's as it comes", "openbao", "0.29.2", { injector: { enabled: true } }),
        exampleRelease("Linkerd's as it comes", LINKERD, "2026.8.3", {}),
      ],
      unknown: [
        exampleOpenRelease(LINKERD),
        exampleRelease("a choice from elsewhere", "vault", "0.34.1", {
          injector: { webhook: { failurePolicy: "$" + "{var.policy}" } },
        }),
      ],
      notApplicable: [
        exampleRelease("Vault without it", "vault", "0.34.1", { injector: { enabled: false } }),
        exampleRelease("nothing of Vault", "vault", "0.34.1", { global: { enabled: false } }),
        exampleOnDesk("a cluster on a desk", "vault", {}),
        exampleNamesake("vault"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";

export const kagentAuthentication = guardrail({
  id: "charts/kagent-authentication",
  title: "kagent asks who wants something of an agent",
  severity: "high",
  why: "It believes the user's name in a header, and calls everybody without one an administrator: whoever reaches it commands every agent.",
  fix: "set controller.auth.mode to trusted-proxy, and switch oauth2-proxy on in front of it",
  controls: { soc2: ["CC6.1"], nist: ["AC-3"] },
  source: "kagent 0.9.12, controller.auth.mode: unsecure; kagent-dev/kagent helm/kagent/values.yaml",
  subject: "release",
  charts: ["kagent"],
  check: (release) =>
    isOnDesk(release) ? undefined : expectValue(release, "controller.auth.mode").notToBe("unsecure", "fail"),
  examples: () => {
    const mode = (says: string, name: string) =>
      exampleRelease(says, "kagent", "0.9.12", { controller: { auth: { mode: name } } });
    return {
      pass: [mode("a proxy that asks", "trusted-proxy")],
      fail: [exampleRelease("the chart as it comes", "kagent", "0.9.12", {}), mode("nobody asks", "unsecure")],
      unknown: [mode("a choice from elsewhere", "$" + "{var.mode}"), exampleOpenRelease("kagent")],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "kagent", {}),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

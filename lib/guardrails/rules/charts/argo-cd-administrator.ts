import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const argoCdAdministrator = guardrail({
  id: "charts/argo-cd-administrator",
  title: "Nobody logs in to Argo CD as the administrator that everybody shares",
  severity: "medium",
  why: "Its one password never ends, goes from hand to hand, and no log says who used it.",
  fix: 'set "admin.enabled" in configs.cm to "false" once people log in through your identity provider',
  controls: { soc2: ["CC6.1"], iso27001: ["A.5.16", "A.8.2"], nist: ["AC-2", "IA-2"] },
  source: "Argo CD documentation, User Management: disable the admin user after setup; argo-cd 10.1.1",
  subject: "release",
  charts: ["argo-cd"],
  check: ofOwnChart((release) =>
    isOnDesk(release) ? undefined : expectValue(release, ["configs", "cm", "admin.enabled"]).toBe(false),
  ),
  examples: () => {
    const admin = (says: string, enabled: unknown) =>
      exampleRelease(says, "argo-cd", "10.1.1", { configs: { cm: { "admin.enabled": enabled } } });
    return {
      pass: [admin("none", false), admin("none, in quotes", "false")],
      fail: [exampleRelease("the chart as it comes", "argo-cd", "10.1.1", {}), admin("one", true)],
      unknown: [admin("a choice from elsewhere", "$" + "{var.admin}"), exampleOpenRelease("argo-cd")],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "argo-cd", {}),
        exampleNamesake("argo-cd"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

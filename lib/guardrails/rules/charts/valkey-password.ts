import { exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { exampleNamesake, exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { expectValue, isOnDesk } from "./chart-values";
import { ofOwnChart } from "./own-charts";

export const valkeyPassword = guardrail({
  id: "charts/valkey-password",
  title: "Valkey asks for a password",
  severity: "medium",
  why: "Every pod that reaches it reads and writes what is cached: answers of nodes, sessions, and limits of callers.",
  fix: "set auth.enabled to true, and auth.usersExistingSecret to a Secret with the passwords of its users",
  controls: { soc2: ["CC6.1"], nist: ["IA-5"] },
  source: "valkey 0.11.0, auth.enabled: false",
  subject: "release",
  charts: ["valkey"],
  check: ofOwnChart((release) => (isOnDesk(release) ? undefined : expectValue(release, "auth.enabled").toBe(true))),
  examples: () => {
    const auth = (says: string, values: object) => exampleRelease(says, "valkey", "0.11.0", { auth: { ...values } });
    return {
      pass: [auth("users of a Secret", { enabled: true, usersExistingSecret: "valkey-users" })],
      fail: [
        exampleRelease("the chart as it comes", "valkey", "0.11.0", {}),
        auth("a password that is switched off", { enabled: false }),
      ],
      unknown: [auth("a switch from elsewhere", { enabled: "$" + "{var.on}" }), exampleOpenRelease("valkey")],
      notApplicable: [
        exampleOnDesk("a cluster on a desk", "valkey", {}),
        exampleNamesake("valkey"),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

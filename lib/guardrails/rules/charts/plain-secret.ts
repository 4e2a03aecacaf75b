import { exampleOf, exampleRelease } from "../../example";
import { guardrail } from "../../rule";
import { plainSecretsIn } from "../../secrets/plain-secret";
import { fail, PASS } from "../../verdict";

export const plainSecret = guardrail({
  id: "charts/plain-secret",
  title: "No value of a chart is a secret in clear",
  severity: "high",
  why: "It stands in the repository, in the state and in Helm's own record in the cluster, for everyone who may read one of them.",
  fix: "give the chart the name of a Secret that it reads, which a VaultStore writes: secret.grantRead(workload)",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], iso27001: ["A.5.17"], pci: ["8.6.2"], nist: ["IA-5"] },
  aliases: ["C-0012"],
  subject: "release",
  check: ({ values }) => {
    const found = plainSecretsIn(values);
    return found.length === 0 ? PASS : found.map((at) => fail(at, "the name of a Secret", "a secret in clear"));
  },
  examples: () => {
    const app = (says: string, values: object) => exampleRelease(says, "app", "1.2.3", { ...values });
    return {
      pass: [
        app("the name of a Secret", { auth: { existingSecret: "app-db", passwordKey: "password" } }),
        app("a switch", { usePassword: true, password: "" }),
        app("a password from elsewhere", { password: "$" + "{var.password}" }),
        app("the place of one", { env: [{ name: "DB_PASSWORD_FILE", value: "/run/secrets/password" }] }),
        app("a value of another name", { env: [{ name: "DB_HOST", value: "db.example.org" }] }),
      ],
      fail: [
        app("a password", { env: { DB_PASSWORD: "hunter2" } }),
        app("a password in a list", { env: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
        exampleOf("a password by set", "helm_release", {
          name: "app",
          chart: "app",
          set: [{ name: "auth.password", value: "hunter2" }],
        }),
      ],
      notApplicable: [exampleOf("no release", "aws_vpc", {})],
    };
  },
});

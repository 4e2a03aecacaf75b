import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { read, valueIn } from "../../values";
import { fail, PASS, unknown } from "../../verdict";

const AT = ["serviceAccountName"];

export const defaultServiceAccount = guardrail({
  id: "kubernetes/default-service-account",
  title: "No pod speaks to the Kubernetes API as its namespace's default account",
  severity: "low",
  why: "A right that one program needs is then everybody's in the namespace.",
  fix: "give the pod a service account of its own in serviceAccountName, or no token at all; a Workload does both",
  controls: { cisEks: ["4.1.5"] },
  aliases: ["CKV_K8S_41", "C-0189"],
  subject: "pod",
  check: ({ spec }) => {
    const token = read(spec, ["automountServiceAccountToken"]);
    if (token.state === "known" && token.value === false) return PASS;
    const [name, old] = [read(spec, AT), read(spec, ["serviceAccount"])];
    const account = name.state === "absent" ? old : name;
    // A name that comes from elsewhere is that of an account that somebody made.
    if (account.state === "unknown") return PASS;
    if (account.state === "known" && account.value !== "default" && account.value !== "") return PASS;
    if (token.state === "unknown") return unknown(AT, "whether it gets a token is not known before the apply");
    return fail(AT, "an account of its own", valueIn(account));
  },
  admission: {
    over: "pod",
    holds:
      "!variables.pod.?automountServiceAccountToken.orValue(true) || !(variables.pod.?serviceAccountName.or(variables.pod.?serviceAccount).orValue('') in ['', 'default'])",
  },
  examples: () => ({
    pass: [
      examplePod("an account of its own", { serviceAccountName: "it" }),
      examplePod("an account of its own, by the old name of the field", { serviceAccount: "it" }),
      examplePod("an account that Terraform makes", {
        serviceAccountName: "$" + "{kubernetes_service_account_v1.it.id}",
      }),
      examplePod("the default account without a token", { automountServiceAccountToken: false }),
    ],
    fail: [
      examplePod("a pod that says nothing", {}),
      examplePod("the default account by name", { serviceAccountName: "default", automountServiceAccountToken: true }),
      examplePod("an empty name", { serviceAccountName: "" }),
    ],
    unknown: [examplePod("a token that is not decided", { automountServiceAccountToken: "$" + "{var.token}" })],
  }),
});

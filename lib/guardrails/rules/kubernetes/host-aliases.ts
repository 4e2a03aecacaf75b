import { examplePod } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { itemsAt } from "./lists";

const AT = ["hostAliases"];

export const hostAliases = guardrail({
  id: "kubernetes/host-aliases",
  title: "No pod has names of its own for addresses",
  severity: "low",
  why: "Such a name goes around the cluster's DNS and its log, and still leads to the old address when the machine is another.",
  fix: "remove hostAliases; give the name to a Service, or to a record in DNS",
  aliases: ["KSV-0007"],
  subject: "pod",
  check: ({ spec }) => {
    const aliases = itemsAt(spec, AT);
    if (aliases === undefined) return unknown(AT);
    const names = aliases
      .map((alias) => read(alias, ["hostnames"]))
      .flatMap(({ state }) => (state === "absent" ? [] : state));
    return names.length === 0 ? PASS : fail(AT, "none", aliases);
  },
  admission: {
    over: "pod",
    holds: "variables.pod.?hostAliases.orValue([]).all(alias, !has(alias.hostnames))",
  },
  examples: () => ({
    pass: [
      examplePod("a pod without them", {}),
      examplePod("an address without a name", { hostAliases: [{ ip: "::1" }] }),
    ],
    fail: [examplePod("a name", { hostAliases: [{ ip: "203.0.113.7", hostnames: ["db.example.org"] }] })],
    unknown: [examplePod("names from elsewhere", { hostAliases: "$" + "{var.aliases}" })],
  }),
});

import { exampleObjects, exampleWorkload } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, PASS, unknown } from "../../verdict";
import { shareNamespace } from "./namespaces";
import { objectsOfKind } from "./workloads";

const AT = ["spec", "serviceName"];

export const statefulSetService = guardrail({
  id: "kubernetes/stateful-set-service",
  title: "Every StatefulSet has a Service that names its pods",
  severity: "low",
  why: "Its pods have no names in DNS otherwise, and those who need the first of them find any.",
  fix: "set serviceName to a Service with clusterIP None in the same namespace; a Workload brings one",
  aliases: ["statefulset-has-servicename"],
  subject: "object",
  kinds: ["StatefulSet"],
  check: (object) => {
    const name = read(object.manifest, AT);
    if (name.state === "unknown") return PASS;
    if (name.state === "absent" || name.value === "") return fail(AT, "the name of a Service");
    const service = objectsOfKind(object.resource.stack, "Service").find(
      (each) => each.name === name.value && shareNamespace(each, object) === true,
    );
    if (service === undefined) return unknown(AT, "the Service is made elsewhere");
    const address = read(service.manifest, ["spec", "clusterIP"]);
    if (address.state === "unknown")
      return unknown(AT, "whether the Service has an address is not known before the apply");
    return address.state === "known" && address.value === "None"
      ? PASS
      : fail(AT, "a Service with clusterIP None", name.value);
  },
  examples: () => {
    function workload(serviceName: string | undefined) {
      return exampleWorkload("StatefulSet", { containers: [{ name: "main" }] }, {}, { serviceName });
    }
    function service(clusterIP: string | undefined) {
      return { apiVersion: "v1", kind: "Service", metadata: { name: "it", namespace: "apps" }, spec: { clusterIP } };
    }
    return {
      pass: [
        exampleObjects("a Service without an address", service("None"), workload("it")),
        exampleObjects("a name from elsewhere", workload("$" + "{kubernetes_service_v1.it.metadata[0].name}")),
      ],
      fail: [
        exampleObjects("no name", workload(undefined)),
        exampleObjects("an empty name", workload("")),
        exampleObjects("a Service with an address", service(undefined), workload("it")),
        exampleObjects("a Service with an address by number", service("10.0.0.7"), workload("it")),
      ],
      unknown: [
        exampleObjects("a Service that is made elsewhere", workload("other"), service("None")),
        exampleObjects("a Service of another namespace", workload("it"), {
          ...service("None"),
          metadata: { name: "it", namespace: "other" },
        }),
        exampleObjects("an address from elsewhere", service("$" + "{var.address}"), workload("it")),
      ],
    };
  },
});

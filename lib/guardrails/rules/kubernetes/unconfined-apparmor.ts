import { appliedInCel } from "../../admission/cel";
import { exampleContainer, exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { fail, PASS, unknown } from "../../verdict";
import { appliedField } from "./security-context";

/** Where the profile stood before Kubernetes 1.30, by the name of the container. */
const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

export const unconfinedApparmor = guardrail({
  id: "kubernetes/unconfined-apparmor",
  title: "No container leaves AppArmor's profile",
  severity: "medium",
  why: "The runtime's profile keeps a process from mounting file systems and from writing to the kernel; without it only the kernel itself does.",
  fix: "remove appArmorProfile, or set its type to RuntimeDefault",
  aliases: ["KSV-0002"],
  subject: "container",
  check: (container) => {
    const { found, judged } = appliedField(container, "appArmorProfile", "type");
    if (found.state === "unknown") return judged((at) => unknown(at));
    if (found.state === "known" && found.value === "Unconfined")
      return judged((at) => fail(at, '"RuntimeDefault"', found.value));
    const old = container.pod.annotations[`${ANNOTATION}${container.name}`];
    return old === "unconfined" ? fail([], "the annotation runtime/default for AppArmor", old) : PASS;
  },
  admission: {
    over: "container",
    holds: `${appliedInCel("appArmorProfile", "type")}.orValue("") != "Unconfined" && variables.podMetadata.?annotations.orValue({})[?("${ANNOTATION}" + container.?name.orValue(""))].orValue("") != "unconfined"`,
  },
  examples: () => {
    function annotated(profile: string, container: string) {
      const annotations = { [`${ANNOTATION}${container}`]: profile };
      return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "it", namespace: "apps", annotations },
        spec: { containers: [{ name: "main" }] },
      };
    }
    return {
      pass: [
        exampleContainer("a container that says nothing", {}),
        exampleContainer("the runtime's profile", { securityContext: { appArmorProfile: { type: "RuntimeDefault" } } }),
        exampleObjects("the runtime's profile, as it was said before", annotated("runtime/default", "main")),
        exampleObjects("an annotation for another container", annotated("unconfined", "other")),
      ],
      fail: [
        exampleContainer("no profile", { securityContext: { appArmorProfile: { type: "Unconfined" } } }),
        exampleContainer(
          "no profile for the pod",
          {},
          { securityContext: { appArmorProfile: { type: "Unconfined" } } },
        ),
        exampleObjects("no profile, as it was said before", annotated("unconfined", "main")),
      ],
      unknown: [
        exampleContainer("a profile from elsewhere", {
          securityContext: { appArmorProfile: { type: "$" + "{var.x}" } },
        }),
      ],
    };
  },
});

import type { JsonRecord } from "../../../core/json";
import { recordAt } from "../../../core/json";
import { exampleObjects } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";

export const meshInClear = guardrail({
  id: "encryption/mesh-in-clear",
  title: "A mesh takes nothing in the clear",
  severity: "medium",
  why: "A pod that takes both takes it from whoever shows no certificate too, so nothing that the mesh knows of callers holds.",
  fix: "set mtls.mode to STRICT; for a port that somebody outside has to reach, say PERMISSIVE under portLevelMtls with a selector",
  controls: { nist: ["SC-8"] },
  source:
    "Istio documentation, PeerAuthentication: without a selector it holds for a namespace, in the root namespace for all",
  subject: "object",
  kinds: ["PeerAuthentication"],
  check: ({ apiVersion, manifest }) => {
    if (!apiVersion.startsWith("security.istio.io/")) return undefined;
    const isNarrow = Object.keys(recordAt(manifest, "spec", "selector", "matchLabels")).length > 0;
    const mode = expectAt(manifest, "spec.mtls.mode");
    return isNarrow ? mode.notToBe("DISABLE", "pass") : mode.toBe(["STRICT", "UNSET"], "pass");
  },
  examples: () => {
    const peer = (spec: JsonRecord, apiVersion = "security.istio.io/v1") => ({
      apiVersion,
      kind: "PeerAuthentication",
      metadata: { name: "default", namespace: "istio-system" },
      spec,
    });
    const selector = { matchLabels: { app: "web" } };
    return {
      pass: [
        exampleObjects("a mesh that takes what is encrypted", peer({ mtls: { mode: "STRICT" } })),
        exampleObjects("as it is above", peer({ mtls: { mode: "UNSET" } })),
        exampleObjects("nothing is said", peer({})),
        exampleObjects("nothing is said of some pods", peer({ selector })),
        exampleObjects("some pods that take both", peer({ selector, mtls: { mode: "PERMISSIVE" } })),
        exampleObjects(
          "one port that takes both",
          peer({ selector, mtls: { mode: "STRICT" }, portLevelMtls: { "80": { mode: "PERMISSIVE" } } }),
        ),
      ],
      fail: [
        exampleObjects("a mesh that takes both", peer({ mtls: { mode: "PERMISSIVE" } })),
        exampleObjects(
          "a mesh that encrypts nothing",
          peer({ mtls: { mode: "DISABLE" } }, "security.istio.io/v1beta1"),
        ),
        exampleObjects("a selector of everybody", peer({ selector: {}, mtls: { mode: "PERMISSIVE" } })),
        exampleObjects("some pods that encrypt nothing", peer({ selector, mtls: { mode: "DISABLE" } })),
      ],
      unknown: [exampleObjects("a mode from elsewhere", peer({ mtls: { mode: "$" + "{var.mode}" } }))],
      notApplicable: [
        exampleObjects("another's kind of that name", peer({ mtls: { mode: "DISABLE" } }, "example.org/v1")),
        exampleObjects("another kind", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "it" } }),
      ],
    };
  },
});

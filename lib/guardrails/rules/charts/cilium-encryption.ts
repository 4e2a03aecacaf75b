import { exampleRelease, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { read } from "../../values";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { exampleOnDesk, exampleOpenRelease } from "./chart-examples";
import { isOn, isOnDesk } from "./chart-values";

/** Charts of meshes that encrypt between pods themselves. */
const MESHES = ["istiod", "linkerd-control-plane"];

export const ciliumEncryption = guardrail({
  id: "charts/cilium-encryption",
  title: "What pods say to each other is encrypted between nodes",
  severity: "medium",
  why: "Many programs of a chain and their databases speak no TLS of their own, and everyone on the network of the nodes reads along.",
  fix: "set encryption.enabled to true and encryption.type to wireguard, and let UDP 51871 through between nodes",
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  source: "cilium 1.20.0, encryption.enabled: false",
  subject: "environment",
  check: ({ stacks }) => {
    const releases = stacks.flatMap((stack) => stack.releases);
    if (releases.some(({ chart }) => MESHES.includes(chart))) return undefined;
    return releases.filter(({ chart }) => chart === "cilium").flatMap((release) => judge(release) ?? []);
  },
  examples: () => {
    const withMesh = (chart: string) =>
      exampleStacks(`a mesh that does: ${chart}`, {
        network: { resource: { helm_release: { it: { name: "cilium", chart: "cilium" } } } },
        mesh: { resource: { helm_release: { mesh: { name: chart, chart } } } },
      });
    return {
      pass: [
        exampleRelease("encryption", "cilium", "1.20.0", { encryption: { enabled: true, type: "wireguard" } }),
        exampleRelease("encryption without another network beside it", "cilium", "1.20.0", {
          encryption: { enabled: true },
          cni: { chainingMode: "none" },
        }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "cilium", "1.20.0", {}),
        exampleRelease("none, and no network beside it", "cilium", "1.20.0", { cni: { chainingMode: "none" } }),
      ],
      unknown: [
        exampleOpenRelease("cilium"),
        exampleRelease("a switch from elsewhere", "cilium", "1.20.0", { encryption: { enabled: "$" + "{var.on}" } }),
        exampleRelease("a network beside it that is chosen elsewhere", "cilium", "1.20.0", {
          cni: { chainingMode: "$" + "{var.mode}" },
        }),
      ],
      notApplicable: [
        exampleRelease("beside another network, where it may not be able to", "cilium", "1.20.0", {
          cni: { chainingMode: "aws-cni" },
        }),
        withMesh("istiod"),
        withMesh("linkerd-control-plane"),
        exampleOnDesk("a cluster on a desk", "cilium", {}),
        exampleRelease("another chart", "app", "1.2.3", {}),
      ],
    };
  },
});

function judge(release: ReleaseView): Judgement | undefined {
  if (isOnDesk(release)) return undefined;
  const chaining = read(release.values, ["cni", "chainingMode"]);
  if (chaining.state === "known" && chaining.value !== "none") return undefined;
  const encrypts = isOn(release, "encryption.enabled", false);
  if (encrypts === true) return PASS;
  const isOpen = encrypts === undefined || chaining.state === "unknown";
  return on(release.resource, isOpen ? unknown(["values"]) : fail(["values"], "encryption.enabled: true"));
}

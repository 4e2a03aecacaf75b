import { exampleBundle, exampleRelease, exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { EnvironmentView } from "../../subjects/environment-view";
import type { ReleaseView } from "../../subjects/release-view";
import type { StackView } from "../../subjects/stack-view";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { objectsOfKind } from "../kubernetes/workloads";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { isOn } from "./chart-values";
import { ofOwnChart } from "./own-charts";

const GROUP = ".cert-manager.io";

export const certManagerCrds = guardrail({
  id: "charts/cert-manager-crds",
  title: "cert-manager's kinds are installed with it, and outlive it",
  severity: "low",
  why: "Without them it does not start; and where they go with the release, every certificate of the cluster goes too.",
  fix: "set crds.enabled to true, and leave crds.keep on",
  controls: { soc2: ["A1.2"] },
  source: "cert-manager v1.21.1, crds.enabled: false, crds.keep: true",
  subject: "environment",
  check: (environment) =>
    environment.stacks
      .flatMap((stack) => stack.releases)
      .filter(({ chart }) => chart === "cert-manager")
      .flatMap((release) => ofOwnChart((own) => judge(own, environment))(release) ?? []),
  examples: () => {
    const beside = (says: string, resource: object) =>
      exampleStacks(says, {
        platform: { resource: { helm_release: { it: { name: "cert-manager", chart: "cert-manager" } } } },
        kinds: { resource },
      });
    const kind = (name: string) =>
      exampleBundle({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", metadata: { name } });
    return {
      pass: [
        exampleRelease("its kinds with it", "cert-manager", "v1.21.1", { crds: { enabled: true } }),
        exampleRelease("its kinds with it, which stay", "cert-manager", "v1.21.1", {
          crds: { enabled: true, keep: true },
        }),
        exampleRelease("its kinds with it, as older charts have it", "cert-manager", "v1.14.0", { installCRDs: true }),
        beside("its kinds from elsewhere", { helm_release: { it: kind("certificates.cert-manager.io") } }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "cert-manager", "v1.21.1", {}),
        exampleRelease("its kinds, which go with it", "cert-manager", "v1.21.1", {
          crds: { enabled: true, keep: false },
        }),
        beside("an object that is no kind", {
          kubernetes_manifest: {
            it: { manifest: { apiVersion: "v1", kind: "Namespace", metadata: { name: "apps" } } },
          },
        }),
        beside("another's kinds", { helm_release: { it: kind("nodes.example.org") } }),
      ],
      unknown: [
        exampleOpenRelease("cert-manager"),
        exampleRelease("a switch from elsewhere", "cert-manager", "v1.21.1", { crds: { enabled: "$" + "{var.on}" } }),
        beside("objects that nobody can read yet", {
          kubernetes_manifest: { it: { for_each: "$" + "{var.kinds}", manifest: "$" + "{each.value}" } },
        }),
        beside("objects as texts", { kubectl_manifest: { it: { yaml_body: "$" + "{var.kinds}" } } }),
      ],
      notApplicable: [exampleNamesake("cert-manager"), exampleRelease("another chart", "app", "1.2.3", {})],
    };
  },
});

function judge(release: ReleaseView, environment: EnvironmentView): Judgement {
  const say = (judgement: Judgement): Judgement => on(release.resource, judgement);
  const isInstalled = isOn(release, "crds.enabled", false);
  if (isInstalled === true) {
    const isKept = isOn(release, "crds.keep", true);
    return isKept === false ? say(fail(["values"], "crds.keep: true", false)) : PASS;
  }
  if (isOn(release, "installCRDs", false) === true || comesFromElsewhere(environment)) return PASS;
  const isOpen = isInstalled === undefined || environment.stacks.some(hasTexts);
  return say(isOpen ? unknown(["values"]) : fail(["values"], "crds.enabled: true"));
}

/** Objects of any kind, as texts that only the apply reads. */
function hasTexts(stack: StackView): boolean {
  const manifests = stack.ofType("kubernetes_manifest").filter(({ config }) => typeof config["manifest"] === "string");
  return manifests.length > 0 || stack.ofType("kubectl_manifest").length > 0;
}

function comesFromElsewhere({ stacks }: EnvironmentView): boolean {
  return stacks
    .flatMap((stack) => objectsOfKind(stack, "CustomResourceDefinition"))
    .some(({ name }) => name.endsWith(GROUP));
}

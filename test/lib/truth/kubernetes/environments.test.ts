import { formatProblem } from "../../../../lib/core/errors";
import { Examination } from "../../../../lib/truth/examination";
import { examineKubernetes } from "../../../../lib/truth/kubernetes/examine-object";
import { kubernetesObjectsOf } from "../../../../lib/truth/kubernetes/objects";
import { resourcesOf } from "../../../../lib/truth/synthesized-resource";
import { synthEnvironments } from "../../../support/environments";

const stacks = Object.entries(synthEnvironments());
const resources = stacks.flatMap(([, stack]) => [...resourcesOf(stack)]);

test("every Kubernetes object of every environment is one that an API server takes", () => {
  const examination = new Examination();
  for (const resource of resources) examineKubernetes(resource, examination, {});
  expect(examination.problems.map(formatProblem)).toEqual([]);
});

test("every Kubernetes resource and every bundle gives its objects, and the catalogue knows them all", () => {
  const makers = resources.filter(
    ({ type, config }) => type.startsWith("kubernetes_") || config["version"] === undefined,
  );
  const silent = makers.filter(
    ({ mode, type }) => mode === "resource" && (type.startsWith("kubernetes_") || type === "helm_release"),
  );
  expect(silent.filter((resource) => kubernetesObjectsOf(resource).length === 0).map(({ address }) => address)).toEqual(
    [],
  );
  const examination = new Examination();
  for (const resource of resources) examineKubernetes(resource, examination, {});
  const unknown = examination.facts.filter(({ checked, name }) => !checked && name === "*");
  expect(unknown).toEqual([]);
  expect(examination.facts.filter(({ checked }) => checked).length).toBeGreaterThan(250);
});

test("the rules that only an API server evaluates are listed", () => {
  const examination = new Examination();
  for (const resource of resources) examineKubernetes(resource, examination, {});
  const rules = examination.facts.filter(({ checked }) => !checked);
  expect(new Set(rules.map(({ of }) => of))).toEqual(
    new Set([
      "AuthorizationPolicy security.istio.io/v1 (Istio 1.30.3)",
      "EC2NodeClass karpenter.k8s.aws/v1 (karpenter 1.14.1)",
      "NodePool karpenter.sh/v1 (karpenter 1.14.1)",
      "PeerAuthentication security.istio.io/v1 (Istio 1.30.3)",
    ]),
  );
});

test("an examination takes no time worth mentioning", () => {
  const started = process.hrtime.bigint();
  for (const resource of resources) examineKubernetes(resource, new Examination(), {});
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  // About a tenth of this on a machine with nothing else to do.
  expect(milliseconds / resources.length).toBeLessThan(1);
});

import * as fc from "fast-check";
import { exampleBundle, guardrail } from "../../../lib/guardrails";
import { runRules } from "../../../lib/guardrails/engine";
import { jsonPointer, parsePath, showPath } from "../../../lib/guardrails/subjects/field-path";
import { type FieldPath, fail } from "../../../lib/guardrails/verdict";
import { TEXTS } from "./support/planted";

const POD = { containers: [{ name: "a", image: "x" }] };

function placesOf(json: object, rule: Parameters<typeof runRules>[1]["rules"][number]): readonly string[] {
  const { findings, errors } = runRules([{ name: "app", json: { ...json } }], { rules: [rule] });
  expect(errors).toEqual([]);
  return findings.map(({ path, address, pointer, field }) => [path, address, pointer, field].join(" | "));
}

const resourceRule = (at: FieldPath) =>
  guardrail({ ...TEXTS, id: "planted/resource", subject: "resource", check: () => fail(at, "something") });

const containerRule = (at: FieldPath) =>
  guardrail({ ...TEXTS, id: "planted/container", subject: "container", check: () => fail(at, "something") });

test("a resource is named by its construct path, its address, and a pointer to what stands there", () => {
  const resource = { aws_x: { "a/b": { list: [{ inner: 1 }], "//": { metadata: { path: "app/it/Resource" } } } } };
  expect(placesOf({ resource }, resourceRule(["list", 0, "inner"]))).toEqual([
    "app/it | aws_x.a/b | /resource/aws_x/a~1b/list/0/inner | list[0].inner",
  ]);
});

test("a pointer to what is missing points to what it is missing in, and through the list of a block", () => {
  const resource = { aws_x: { a: { list: [{ inner: 1 }] } } };
  expect(placesOf({ resource }, resourceRule(["list", "other", "more"]))).toEqual([
    "aws_x.a | aws_x.a | /resource/aws_x/a/list/0 | list.other.more",
  ]);
});

test("data sources stand under data", () => {
  expect(placesOf({ data: { aws_x: { a: { b: 1 } } } }, resourceRule(["b"]))).toEqual([
    "data.aws_x.a | data.aws_x.a | /data/aws_x/a/b | b",
  ]);
});

test("an object in a bundle is named by kind and name, and its pointer leads to the text that holds it", () => {
  const bundle = exampleBundle(
    { apiVersion: "v1", kind: "Pod", metadata: { name: "one" }, spec: POD },
    { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "two" }, spec: { template: { spec: POD } } },
  );
  expect(placesOf({ resource: { helm_release: { it: bundle } } }, containerRule(["image"]))).toEqual([
    "helm_release.it | helm_release.it | /resource/helm_release/it/values/0 | Pod one spec.containers[0].image",
    "helm_release.it | helm_release.it | /resource/helm_release/it/values/0 | Deployment two spec.template.spec.containers[0].image",
  ]);
});

test("an object of a Terraform resource of its own points to the argument of the field", () => {
  const pod = {
    metadata: [{ name: "one" }],
    spec: { container: [{ name: "a", image: "x", security_context: { run_as_user: 0 } }] },
  };
  expect(
    placesOf({ resource: { kubernetes_pod_v1: { it: pod } } }, containerRule(["securityContext", "runAsUser"])),
  ).toEqual([
    "kubernetes_pod_v1.it | kubernetes_pod_v1.it | /resource/kubernetes_pod_v1/it/spec/container/0/security_context/run_as_user | Pod one spec.containers[0].securityContext.runAsUser",
  ]);
});

test("the values of a release point to what holds them", () => {
  const rule = guardrail({ ...TEXTS, id: "planted/release", subject: "release", check: () => fail(["a", "b"], "x") });
  const release = { name: "x", chart: "vault", values: ['{"a":{"b":1}}'] };
  expect(placesOf({ resource: { helm_release: { it: release } } }, rule)).toEqual([
    "helm_release.it | helm_release.it | /resource/helm_release/it/values | values a.b",
  ]);
});

test("a statement points to its document, and a stack, an environment and an app to the first stack", () => {
  const policy = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
  const json = { resource: { aws_iam_policy: { a: { policy } } } };
  const statement = guardrail({ ...TEXTS, id: "planted/s", subject: "statement", check: () => fail([], "x") });
  expect(placesOf(json, statement)).toEqual([
    "aws_iam_policy.a | aws_iam_policy.a | /resource/aws_iam_policy/a/policy | policy",
  ]);
  const check = () => fail([], "x");
  for (const rule of [
    guardrail({ ...TEXTS, id: "planted/stack", subject: "stack", check }),
    guardrail({ ...TEXTS, id: "planted/environment", subject: "environment", check }),
    guardrail({ ...TEXTS, id: "planted/app", subject: "app", check }),
  ]) {
    expect(placesOf(json, rule)).toEqual(["app |  |  | "]);
  }
});

test("an app without stacks is somewhere too", () => {
  const rule = guardrail({ ...TEXTS, id: "planted/app", subject: "app", check: () => fail([], "a stack") });
  expect(runRules([], { rules: [rule] }).findings).toMatchObject([{ stack: "", path: "", pointer: "" }]);
});

test("a path is read as it is shown", () => {
  const part = fc.oneof(fc.stringMatching(/^[A-Za-z_-]{1,8}$/), fc.nat(99));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), ([first, ...others]) => {
      const path = [String(first), ...others];
      expect(parsePath(showPath(path))).toEqual(path.map((each, index) => (index === 0 ? parsed(each) : each)));
    }),
  );
  expect(showPath(["metadata", "annotations", "a.b/c", 0])).toBe('metadata.annotations["a.b/c"][0]');
});

/** A number at the beginning has no brackets, so it is read as a name. */
function parsed(part: string | number): string {
  return String(part);
}

test("a pointer escapes what it has to, so that it leads back", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (names) => {
      const back = jsonPointer(names)
        .split("/")
        .slice(1)
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
      expect(back).toEqual(names);
    }),
  );
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GUARDRAILS } from "../../../lib/guardrails";

const FAMILIES = join(__dirname, "../../../constructs");

/** Names in fixes that are those of Kubernetes, AWS, charts and others. */
const OF_OTHERS = new Set([
  ...["StorageClass", "StatefulSet", "AuthorizationPolicy", "RoleBinding", "PodDisruptionBudget", "NetworkPolicy"],
  ...["PersistentVolumeClaim", "RuntimeDefault", "ServiceMonitor", "PodMonitor", "BuildKit", "EnableCSI", "ClusterIP"],
  ...["SecureTransport", "SourceArn", "SourceAccount", "ExternalId", "PrincipalOrgID", "PassedToService", "SourceVpce"],
  ...["PermissionsBoundary", "CloudTrail", "CloudFront", "CloudWatch", "PutKeyPolicy", "DeleteRecoveryPoint"],
  ...["GitHub", "OpenID", "CostCentre"],
]);

const exported = new Map<string, unknown>();
for (const family of readdirSync(FAMILIES)) {
  const module: Readonly<Record<string, unknown>> = jest.requireActual(join(FAMILIES, family));
  for (const [name, value] of Object.entries(module)) exported.set(name, value);
}

const named = GUARDRAILS.flatMap(({ id, fix }) =>
  [...fix.matchAll(/\b([A-Z][a-z]+(?:[A-Z][A-Za-z]*)?)(?:\.([a-z]\w*))?\b/g)].map(([, name = "", member]) => ({
    id,
    name,
    member,
  })),
);

test("every name of two words in a fix is exported by a family, or is one of others that the fixes still need", () => {
  const names = named.filter(({ name }) => /[a-z][A-Z]/.test(name));
  expect(names.filter(({ name }) => !exported.has(name) && !OF_OTHERS.has(name))).toEqual([]);
  expect([...OF_OTHERS].filter((other) => !names.some(({ name }) => name === other))).toEqual([]);
  expect(names.length).toBeGreaterThan(50);
});

test("every member that a fix names of a class is one that the class has", () => {
  const members = named.filter(({ member }) => member !== undefined);
  const hasMember = ({ name, member = "" }: (typeof named)[number]): boolean => {
    const owner = exported.get(name);
    return typeof owner === "function" && Reflect.has(owner, member);
  };
  expect(members.filter((each) => !hasMember(each))).toEqual([]);
  expect(members.length).toBeGreaterThan(10);
});

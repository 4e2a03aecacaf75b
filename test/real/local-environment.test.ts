import { isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../lib/core/json";
import type { KubernetesObject } from "../../lib/truth/kubernetes/objects";
import { LOCAL } from "../../stacks/environments/local";
import { CLUSTER_TOOLS, type ControlPlane, startControlPlane } from "./cluster/control-plane";
import { customResources } from "./cluster/custom-resources";
import { environmentObjects } from "./cluster/environment-objects";
import { installCustomResources } from "./cluster/install-custom-resources";
import { nameOf } from "./cluster/kubernetes-client";
import { podReferences } from "./cluster/pod-references";
import { addPretendedNodes, PRETENDED_STORAGE_CLASS } from "./cluster/pretended-nodes";
import { unreadyObjects } from "./cluster/readiness";
import { waitUntil } from "./cluster/wait-until";
import { describeWithTools } from "./tools";

const READY_WITHIN_SECONDS = 120;

/** What the people who keep a cluster add to it: pods that say nothing get this rank, and each namespace has a limit. */
const PRIORITY_CLASS = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "ordinary" },
  value: 1000,
  globalDefault: true,
};
const quotaOf = (namespace: string, pods = "20") => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "limit", namespace },
  spec: {
    hard: {
      pods,
      persistentvolumeclaims: "10",
      "requests.storage": "2Ti",
      // A pod with a container that does not say what it needs is refused.
      "requests.cpu": "16",
      "requests.memory": "64Gi",
      "limits.memory": "64Gi",
    },
  },
});

/** The secret that the secrets operator would make from what it reads in Vault: there is neither in this cluster. */
function standInSecret(externalSecret: JsonRecord): JsonRecord {
  const { name, namespace } = nameOf(externalSecret);
  const spec = recordAt(externalSecret, "spec");
  const target = recordAt(spec, "target");
  const fromVault = listAt(spec, "data").flatMap((entry) => textAt(entry, "secretKey") ?? []);
  const keys = [...fromVault, ...Object.keys(recordAt(target, "template", "data"))];
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: textAt(target, "name") ?? name, namespace: namespace ?? "" },
    stringData: Object.fromEntries(keys.map((key) => [key, "stand-in"])),
  };
}

describeWithTools([...CLUSTER_TOOLS, "helm"], "the environment local in a real control plane", (toolOf) => {
  let plane: ControlPlane;
  let objects: readonly KubernetesObject[] = [];
  let namespaces: ReadonlySet<string> = new Set();
  let failed = true;

  beforeAll(async () => {
    objects = environmentObjects(LOCAL, toolOf("helm").program);
    plane = await startControlPlane((name) => toolOf(name).program);
    await addPretendedNodes(plane.client, ["a", "b", "c"]);
    await plane.client.apply(PRETENDED_STORAGE_CLASS);
    await plane.client.apply(PRIORITY_CLASS);
  });

  afterAll(async () => {
    await plane?.stop(failed);
    if (failed && plane !== undefined) process.stderr.write(`logs of the control plane: ${plane.folder}\n`);
  });

  /** Applies objects one after the other, as Terraform does within one stack. */
  async function applyAll(chosen: readonly JsonRecord[]): Promise<void> {
    for (const manifest of chosen) await plane.client.apply(manifest);
  }

  const chosen = (choose: (object: KubernetesObject) => boolean) =>
    objects.filter(choose).map(({ manifest }) => manifest);
  const isNamespace = ({ kind }: KubernetesObject) => kind === "Namespace";

  it("is applied in order: namespaces, custom resources, bundles, workloads", async () => {
    const ours = chosen(isNamespace);
    await applyAll(ours);
    namespaces = new Set(ours.map((namespace) => nameOf(namespace).name));
    await applyAll([...namespaces].map((name) => quotaOf(name)));
    await installCustomResources(plane.client, customResources());
    await applyAll(chosen(({ origin }) => origin === "bundle"));
    await applyAll(chosen(({ kind }) => kind === "ExternalSecret").map(standInSecret));
    await applyAll(chosen((object) => object.origin === "resource" && !isNamespace(object)));
    expect(namespaces.size).toBeGreaterThan(0);
  });

  it("becomes ready, and its scheduled jobs complete", async () => {
    for (const cronJob of await plane.client.list("batch/v1", "CronJob")) {
      const { name, namespace } = nameOf(cronJob);
      const template = recordAt(cronJob, "spec", "jobTemplate");
      const metadata = { ...recordAt(template, "metadata"), name: `${name}-now`, namespace };
      await plane.client.apply({ apiVersion: "batch/v1", kind: "Job", metadata, spec: recordAt(template, "spec") });
    }
    await waitUntil("everything is ready", READY_WITHIN_SECONDS, () => unreadyObjects(plane.client, namespaces));
    const pods = (await plane.client.list("v1", "Pod")).filter((pod) => namespaces.has(nameOf(pod).namespace ?? ""));
    expect(pods.map((pod) => recordAt(pod, "status")["phase"]).sort()).toEqual([
      "Running",
      "Running",
      "Running",
      "Succeeded",
    ]);
  });

  it("finds every secret, config map and account that its pods name", async () => {
    const missing: string[] = [];
    for (const pod of await plane.client.list("v1", "Pod")) {
      const { name, namespace } = nameOf(pod);
      for (const reference of podReferences(pod)) {
        const found = (await plane.client.list("v1", reference.kind)).find(
          (object) => nameOf(object).name === reference.name && nameOf(object).namespace === namespace,
        );
        const keys = { ...recordAt(found, "data"), ...recordAt(found, "binaryData") };
        if (found !== undefined && (reference.key === undefined || Object.hasOwn(keys, reference.key))) continue;
        missing.push(`${name}: ${reference.kind} ${reference.name} ${reference.key ?? ""}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("keeps within the quotas, gets its rank, and counts in its network policies", async () => {
    const quotas = (await plane.client.list("v1", "ResourceQuota")).map((quota) => recordAt(quota, "status", "used"));
    expect(quotas.reduce((sum, used) => sum + Number(used["pods"]), 0)).toBe(3);
    const pods = (await plane.client.list("v1", "Pod")).filter((pod) => namespaces.has(nameOf(pod).namespace ?? ""));
    expect(new Set(pods.map((pod) => recordAt(pod, "spec")["priority"]))).toEqual(new Set([PRIORITY_CLASS.value]));
    const policies = await plane.client.list("networking.k8s.io/v1", "NetworkPolicy");
    const guarded = new Set(policies.map((policy) => nameOf(policy).namespace));
    expect(pods.filter((pod) => !guarded.has(nameOf(pod).namespace))).toEqual([]);
  });

  it("is applied again without a change", async () => {
    const changed: string[] = [];
    for (const { manifest, where } of objects) {
      const before = recordAt(await plane.client.get(nameOf(manifest)), "metadata")["resourceVersion"];
      const { body } = await plane.client.apply(manifest);
      if (recordAt(body, "metadata")["resourceVersion"] !== before) changed.push(where(""));
    }
    expect(changed).toEqual([]);
  });

  it("would not report ready where a quota leaves it no room", async () => {
    const [deployment] = chosen(({ kind }) => kind === "Deployment");
    const namespace = "no-room";
    await applyAll([{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, quotaOf(namespace, "0")]);
    const metadata = { ...recordAt(deployment, "metadata"), namespace };
    const account = { name: textAt(recordAt(deployment, "spec", "template", "spec"), "serviceAccountName"), namespace };
    await applyAll([{ apiVersion: "v1", kind: "ServiceAccount", metadata: account }]);
    await waitUntil("the quota is counted", READY_WITHIN_SECONDS, async () => {
      const quotas = await plane.client.list("v1", "ResourceQuota");
      return quotas
        .filter((quota) => !isJsonRecord(recordAt(quota, "status")["used"]))
        .map((quota) => nameOf(quota).name);
    });
    await applyAll([{ ...deployment, metadata }]);
    await waitUntil("the refusal is reported", READY_WITHIN_SECONDS, async () => {
      const lines = await unreadyObjects(plane.client, new Set([namespace]));
      return lines.some((line) => line.includes("exceeded quota")) ? [] : ["nothing yet", ...lines];
    });
    failed = false;
  });
});

import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { type TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import { Controller } from "../../../constructs/core/controller";
import {
  IdentityKeys,
  type IdentityProps,
  identityLabels,
  markIdentity,
  markOwnership,
  ownershipLabels,
} from "../../../constructs/core/identity";
import { ManifestBundle } from "../../../constructs/core/manifest-bundle";
import { Workload } from "../../../constructs/core/workload";
import { PALISADE_VERSION } from "../../../lib/core/version";
import { appsNamespace, plainCluster, webContainer } from "../../support/fixtures";
import { only, synthStack } from "../../support/synth";

const validator: IdentityProps = {
  kind: "validator",
  name: "eth-0",
  chain: "ethereum",
  network: "mainnet",
  client: "lighthouse",
  role: "validator",
  keys: ["0xabc", "0xdef"],
};

const ownership = { environment: "prod", stack: "prod-nodes", owner: "Team Chains", costCentre: "CC 42" };

/** A construct that says what it is. */
class Marked extends Construct {
  public constructor(scope: Construct, id: string, identity: IdentityProps) {
    super(scope, id);
    markIdentity(this, identity);
  }
}

function synth(build: (stack: TerraformStack) => void) {
  return synthStack(build).resource;
}

describe("an identity", () => {
  it("is labels and annotations on every Kubernetes object below", () => {
    const resource = synth((stack) => {
      const inner = new Construct(new Marked(stack, "validator", validator), "inner");
      new ConfigMapV1(inner, "map", { metadata: { name: "map" } });
    });
    const { labels, annotations, name } = only(resource["kubernetes_config_map_v1"]).metadata;
    expect(labels).toEqual({
      "palisade.dev/kind": "validator",
      "palisade.dev/name": "eth-0",
      "palisade.dev/chain": "ethereum",
      "palisade.dev/network": "mainnet",
      "palisade.dev/client": "lighthouse",
      "palisade.dev/role": "validator",
      "app.kubernetes.io/name": "lighthouse",
      "app.kubernetes.io/instance": "eth-0",
      "app.kubernetes.io/managed-by": "palisade",
    });
    expect(annotations).toEqual({ "palisade.dev/path": "test/validator", "palisade.dev/key": "0xabc,0xdef" });
    expect(name).toBe("map");
  });

  it("is the same words as tags where a provider takes them, but never the keys", () => {
    const resource = synth((stack) => {
      new S3Bucket(new Marked(stack, "validator", validator), "bucket", {});
    });
    const { tags } = only(resource["aws_s3_bucket"]);
    expect(tags).toMatchObject({ ...identityLabels(validator), "palisade.dev/path": "test/validator" });
    expect(tags).not.toHaveProperty([IdentityKeys.key]);
  });

  it("leaves out what it does not have", () => {
    expect(identityLabels({ kind: "network", name: "main" })).toEqual({
      "palisade.dev/kind": "network",
      "palisade.dev/name": "main",
    });
  });

  it("fits into labels, whatever its name is", () => {
    const { "palisade.dev/name": name } = identityLabels({
      kind: "agent",
      name: "Über agent / with a name ".repeat(5),
    });
    expect(name).toMatch(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
  });

  it("marks nothing beside or above its construct", () => {
    const resource = synth((stack) => {
      new Marked(stack, "validator", validator);
      new ConfigMapV1(stack, "map", { metadata: { name: "map" } });
    });
    expect(only(resource["kubernetes_config_map_v1"]).metadata).toEqual({ name: "map" });
  });

  it("gives way to one that is nearer", () => {
    const resource = synth((stack) => {
      const node = new Marked(stack, "node", { kind: "node", name: "eth-0", chain: "ethereum" });
      const monitoring = new Marked(node, "monitoring", { kind: "monitoring", name: "probe" });
      new ConfigMapV1(monitoring, "map", { metadata: { name: "map" } });
      new S3Bucket(monitoring, "bucket", {});
    });
    const { labels, annotations } = only(resource["kubernetes_config_map_v1"]).metadata;
    const { tags } = only(resource["aws_s3_bucket"]);
    for (const marks of [labels, tags]) {
      expect(marks).toMatchObject({ "palisade.dev/kind": "monitoring", "palisade.dev/name": "probe" });
    }
    for (const marks of [annotations, tags]) expect(marks["palisade.dev/path"]).toBe("test/node/monitoring");
  });

  it("keeps labels, annotations and tags that were written by hand under other keys", () => {
    const resource = synth((stack) => {
      const marked = new Marked(stack, "validator", validator);
      new ConfigMapV1(marked, "map", { metadata: { name: "map", labels: { a: "1" }, annotations: { b: "2" } } });
      new S3Bucket(marked, "bucket", { tags: { c: "3", Name: "mine" } });
    });
    const { labels, annotations } = only(resource["kubernetes_config_map_v1"]).metadata;
    expect([labels.a, annotations.b]).toEqual(["1", "2"]);
    expect(only(resource["aws_s3_bucket"]).tags).toMatchObject({ c: "3", Name: "mine" });
  });

  it("leaves the tags of data sources alone, which say what to look for", () => {
    const { data } = synthStack((stack) => {
      new DataAwsVpc(new Marked(stack, "validator", validator), "vpc", { tags: { Name: "main" } });
    });
    expect(only(data["aws_vpc"]).tags).toEqual({ Name: "main" });
  });

  it("leaves tags alone that only Terraform knows", () => {
    const resource = synth((stack) => {
      const other = new S3Bucket(stack, "other", {});
      const tags = Token.asStringMap(other.interpolationForAttribute("tags"));
      new S3Bucket(new Marked(stack, "validator", validator), "bucket", { tags });
    });
    const tags = Object.values(resource["aws_s3_bucket"] ?? {}).map((bucket) => bucket.tags);
    expect(tags).toContain("$" + "{aws_s3_bucket.other.tags}");
  });

  it("stands on the pods of a workload too, and on the objects of a bundle", () => {
    const resource = synth((stack) => {
      markOwnership(stack, ownership);
      const node = new Marked(stack, "node", { kind: "node", name: "eth-0" });
      new Workload(node, "web", {
        cluster: plainCluster,
        namespace: appsNamespace,
        identity: { kind: "rpc-gateway", name: "web" },
        controller: Controller.deployment({ replicas: 2 }),
        containers: [webContainer],
      });
      const manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map", labels: { a: "1" } } };
      new ManifestBundle(node, "bundle", { namespace: appsNamespace, manifests: [manifest] });
    });
    const template = only(resource["kubernetes_deployment_v1"]).spec.template.metadata;
    expect(template.labels).toMatchObject({
      "palisade.dev/kind": "rpc-gateway",
      "palisade.dev/name": "web",
    });
    expect(template.annotations).toMatchObject({ "palisade.dev/path": "test/node/web" });
    const [{ metadata }] = JSON.parse(only(resource["helm_release"]).values[0]).manifests;
    expect(metadata.labels).toMatchObject({
      a: "1",
      "palisade.dev/kind": "node",
      "palisade.dev/name": "eth-0",
      "palisade.dev/owner": expect.stringMatching(/^Team-Chains/),
    });
  });
});

describe("an ownership", () => {
  it("is not on pods: a new owner or release would restart every one", () => {
    const resource = synth((stack) => {
      const props = { cluster: plainCluster, namespace: appsNamespace, containers: [webContainer] };
      new Workload(stack, "web", {
        ...props,
        identity: { kind: "workload", name: "web" },
        controller: Controller.deployment({ replicas: 2 }),
      });
      new Workload(stack, "nightly", {
        ...props,
        identity: { kind: "workload", name: "nightly" },
        controller: Controller.cronJob({ schedule: "0 3 * * *" }),
      });
      markOwnership(stack, ownership);
    });
    const deployment = only(resource["kubernetes_deployment_v1"]);
    const cronJob = only(resource["kubernetes_cron_job_v1"]);
    for (const { metadata } of [deployment.spec.template, cronJob.spec.job_template.spec.template]) {
      expect(Object.keys(metadata.labels).sort()).toEqual([
        "app.kubernetes.io/instance",
        "app.kubernetes.io/managed-by",
        "app.kubernetes.io/name",
        "palisade.dev/kind",
        "palisade.dev/name",
      ]);
    }
    for (const { metadata } of [deployment, cronJob]) expect(metadata.labels).toMatchObject(ownershipLabels(ownership));
  });

  it("is tags and labels on everything in its stack, whatever identity it has", () => {
    const resource = synth((stack) => {
      markOwnership(stack, ownership);
      new ConfigMapV1(stack, "map", { metadata: { name: "map" } });
      new S3Bucket(new Marked(stack, "validator", validator), "bucket", {});
    });
    const { labels } = only(resource["kubernetes_config_map_v1"]).metadata;
    expect(labels).toMatchObject({
      "palisade.dev/environment": "prod",
      "palisade.dev/stack": "prod-nodes",
      "palisade.dev/version": PALISADE_VERSION,
      "app.kubernetes.io/managed-by": "palisade",
    });
    for (const key of ["palisade.dev/owner", "palisade.dev/cost-centre"]) {
      expect(labels[key]).toMatch(/^[A-Za-z0-9-]+$/);
    }
    expect(only(resource["aws_s3_bucket"]).tags).toMatchObject({
      Environment: "prod",
      Stack: "prod-nodes",
      Owner: "Team Chains",
      CostCentre: "CC 42",
      ManagedBy: "palisade",
      PalisadeVersion: PALISADE_VERSION,
      "palisade.dev/kind": "validator",
    });
  });
});

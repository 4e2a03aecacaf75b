import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { TerraformStack } from "cdktf";
import { type Manifest, ManifestBundle } from "../../../constructs/core/manifest-bundle";
import { Namespace } from "../../../constructs/core/namespace";
import { appsNamespace } from "../../support/fixtures";
import { type Json, only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";

const DOLLAR = "$";

function configMap(name: string, data: Readonly<Record<string, unknown>> = {}): Manifest {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data };
}

function release(build: (stack: TerraformStack) => void): Json {
  return only(synthStack(build).resource["helm_release"]);
}

/** The objects as Helm gets them, given the value of every live reference. */
function manifestsIn({ values: [text] }: Json, references: Readonly<Record<string, string>> = {}): Json[] {
  const literal = text.replace(/\$\$\{/g, `${DOLLAR}{`).replace(/%%\{/g, "%{");
  const filled = Object.entries(references).reduce(
    (filling, [reference, value]) => filling.replaceAll(reference, value),
    literal,
  );
  return JSON.parse(filled).manifests;
}

function bundleOf(...manifests: readonly Manifest[]) {
  return (stack: TerraformStack) => new ManifestBundle(stack, "bundle", { namespace: appsNamespace, manifests });
}

/** Warnings that a bundle of these objects gets. */
function warningsOf(...manifests: readonly Manifest[]): readonly string[] {
  let bundle: ManifestBundle | undefined;
  synthStack((stack) => {
    bundle = bundleOf(...manifests)(stack);
  });
  return (bundle?.node.metadata ?? []).map(({ data }) => String(data));
}

describe("a bundle of manifests", () => {
  it("is a release of the chart that hands its values through, from a folder beside the stack", () => {
    const written = release(bundleOf(configMap("map", { a: "1" })));
    expect(written).toMatchObject({
      name: "test-bundle",
      namespace: "apps",
      atomic: true,
      cleanup_on_fail: true,
      create_namespace: false,
      wait: true,
    });
    expect(written.chart).toMatch(/^\.\/assets\//);
    expect(manifestsIn(written)).toEqual([
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map", labels: {}, annotations: {} }, data: { a: "1" } },
    ]);
  });

  it.each([
    "{{ .Values.x }}",
    "{{ $labels.instance }} is down",
    '{{- range $i, $e := .List }}"{{ $e }}"{{ end -}}',
    `${DOLLAR}{HOME}`,
    `${DOLLAR}${DOLLAR}{HOME}`,
    `${DOLLAR}{env:KEY:-none}`,
    "%{ if true }",
    "%%{x}",
    'say "hi"\n\\ and \t more',
    "ü 漢字 🦀",
  ])("keeps text that something on the way would like to read: %j", (text) => {
    // A kind that no catalogue has: ConfigMaps take fewer keys.
    const odd = { ...configMap("odd", { text, [text]: [text] }), apiVersion: "example.org/v1", kind: "Odd" };
    const [manifest] = manifestsIn(release(bundleOf(odd)));
    expect(manifest.data).toEqual({ text, [text]: [text] });
  });

  it("refuses a field that its definition does not have, unless the user vouches for it", () => {
    const secret = {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: "key" },
      spec: { secretStoreRef: { name: "vault" }, novel: true },
    } satisfies Manifest;
    const declare = (ownFields?: readonly string[]) => () =>
      release((stack) => {
        const manifests = [secret];
        const props = { namespace: appsNamespace, manifests, ...(ownFields === undefined ? {} : { ownFields }) };
        new ManifestBundle(stack, "bundle", props);
      });
    expect(declare()).toThrow(
      "test/bundle ExternalSecret key spec.novel: ExternalSecret external-secrets.io/v1 (external-secrets 2.9.0) has no such field",
    );
    expect(declare(["ExternalSecret spec.novel"])).not.toThrow();
  });

  it("keeps references live, also in the middle of text that is escaped", () => {
    const written = release((stack) => {
      const bucket = new S3Bucket(stack, "bucket", {});
      bundleOf(configMap("map", { arn: bucket.arn, path: `${DOLLAR}{HOME}/${bucket.id}/{{ x }}` }))(stack);
    });
    const [manifest] = manifestsIn(written, {
      [`${DOLLAR}{aws_s3_bucket.bucket.arn}`]: "the-arn",
      [`${DOLLAR}{aws_s3_bucket.bucket.id}`]: "the-id",
    });
    expect(manifest.data).toEqual({ arn: "the-arn", path: `${DOLLAR}{HOME}/the-id/{{ x }}` });
    expect(written.values[0]).toContain(`${DOLLAR}{aws_s3_bucket.bucket.arn}`);
  });

  it("takes more objects after it was made", () => {
    const written = release((stack) => {
      const bundle = bundleOf(configMap("first"))(stack);
      bundle.add(configMap("second"), configMap("third"));
    });
    expect(manifestsIn(written).map(({ metadata }) => metadata.name)).toEqual(["first", "second", "third"]);
  });

  it("can be empty", () => {
    expect(manifestsIn(release(bundleOf()))).toEqual([]);
  });

  it("refuses the same object twice, however it comes in, and says all of them at once", () => {
    const twice = "two objects of one bundle are the same one";
    expect(() => release(bundleOf(configMap("map"), configMap("map")))).toThrow(twice);
    expect(() => release((stack) => bundleOf(configMap("map"))(stack).add(configMap("map")))).toThrow(twice);
    const four = [configMap("a"), configMap("a"), configMap("b"), configMap("b")];
    expect(() => release(bundleOf(...four))).toThrow(/ConfigMap {2}a"[\s\S]*ConfigMap {2}b"/);
  });

  it("takes objects that differ in kind or namespace alone", () => {
    const other = { ...configMap("map"), metadata: { name: "map", namespace: "other" } };
    const secret = { ...configMap("map"), kind: "Secret" };
    expect(manifestsIn(release(bundleOf(configMap("map"), other, secret)))).toHaveLength(3);
  });

  it("adds nothing when one of the objects is refused", () => {
    const written = release((stack) => {
      const bundle = bundleOf(configMap("map"))(stack);
      expect(() => bundle.add(configMap("new"), configMap("map"))).toThrow();
    });
    expect(manifestsIn(written)).toHaveLength(1);
  });

  it("warns once when it comes near to what Helm can keep, and not before", () => {
    expect(warningsOf(configMap("map", { text: "x".repeat(500_000) }))).toEqual([]);
    const large = configMap("map", { text: "x".repeat(530_000) });
    expect(warningsOf(large)).toEqual([expect.stringContaining("of at most 1048576 bytes")]);
    let bundle: ManifestBundle | undefined;
    synthStack((stack) => {
      bundle = bundleOf(large)(stack);
      bundle.add(configMap("other"));
    });
    expect(bundle?.node.metadata).toHaveLength(1);
  });

  it("has a release name of its own that Helm takes, however deep it stands", () => {
    const names = ["a", "b"].map(
      (id) => release((stack) => new ManifestBundle(stack, id.repeat(80), { namespace: appsNamespace })).name,
    );
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,53}$/);
    expect(
      release((stack) => new ManifestBundle(stack, "b", { namespace: appsNamespace, releaseName: "rules" })).name,
    ).toBe("rules");
  });

  it("waits for its namespace and for what it is told to wait for", () => {
    const { resource } = synthStack((stack) => {
      const namespace = new Namespace(stack, "apps", { name: "apps" });
      const first = new ManifestBundle(stack, "first", { namespace });
      new ManifestBundle(stack, "second", { namespace, dependsOn: [first.release] });
    });
    const releases = Object.values(resource["helm_release"] ?? {});
    expect(releases[0].namespace).toMatch(/^\$\{kubernetes_namespace_v1\./);
    expect(releases[1].depends_on).toEqual([expect.stringMatching(/^helm_release\.first/)]);
  });
});

describe("a bundle that no compiler has looked at", () => {
  const message = (text: string) =>
    thrownMessage(() =>
      synthStack((stack) => {
        new ManifestBundle(stack, "bundle", { namespace: appsNamespace, ...JSON.parse(text) });
      }),
    );

  it.each(['{"apiVersion":"v1","kind":"ConfigMap"}', '{"metadata":{"name":5}}', "null", '"text"'])(
    "is refused when an object has no name: %s",
    (manifest) => {
      expect(message(`{"manifests":[${manifest}]}`)).toBe(
        [
          "test/bundle: object 0 of the bundle has no name",
          `  got: ${manifest}`,
          '  allowed: metadata with a name: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } }',
          "  do this: write its metadata",
        ].join("\n"),
      );
    },
  );

  it("is refused when the fields of one's own are a text, once", () => {
    expect(message('{"ownFields":"ExternalSecret spec.novel"}')).toBe(
      [
        "test/bundle: ownFields takes a list of names",
        '  got: "ExternalSecret spec.novel"',
        '  allowed: texts in a list: ["ExternalSecret spec.novel"]',
        "  do this: write it as a list",
      ].join("\n"),
    );
  });
});

import { join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { Annotations, AssetType, type ITerraformDependable, TerraformAsset, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { escapeDataForTerraform } from "../../lib/core/escape";
import { recordAt, textAt } from "../../lib/core/json";
import { NameRules, physicalName } from "../../lib/core/naming";
import { lostCharacterProblems } from "../../lib/core/yaml-text";
import { MARKS, OWN_FIELDS } from "../../lib/truth/synthesized-resource";
import { namesProblem } from "./given-names";
import type { ITakesMarks } from "./identity";
import type { INamespace } from "./namespace";

/** One Kubernetes object as data. Text is escaped; a reference to a resource's identifier stays live. */
export interface Manifest {
  /** Group and version, such as `external-secrets.io/v1`. */
  readonly apiVersion: string;
  /** Kind, such as `ExternalSecret`. */
  readonly kind: string;
  /** Name and marks. */
  readonly metadata: ManifestMetadata;
  /** Whatever else the kind has: `spec`, `data`, … */
  readonly [field: string]: unknown;
}

/** Metadata of one Kubernetes object. */
export interface ManifestMetadata {
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object. @default - the bundle's; cluster-wide kinds ignore it */
  readonly namespace?: string;
  /** Labels. @default - those of the construct the bundle belongs to */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations. @default - those of the construct the bundle belongs to */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Props of `ManifestBundle`. */
export interface ManifestBundleProps {
  /** Helm release name. @default - made from the construct path */
  readonly releaseName?: string;
  /** Namespace of the release. */
  readonly namespace: INamespace;
  /** The objects. @default - none yet; `add` brings more */
  readonly manifests?: readonly Manifest[];
  /**
   * Fields that are right although the catalogue does not know them, such as those of a newer release of an operator:
   * the kind and the path, with `[]` for the items of a list, as in `ExternalSecret spec.data[].novel`. They are not
   * checked. `ExternalSecret apiVersion` stands for a version of the kind that the cluster serves and the catalogue does
   * not know. One that no object holds is a problem at synth. @default - none
   */
  readonly ownFields?: readonly string[];
  /** Resources that have to be there first. @default - none */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Helm keeps a release in one Secret, and the API server takes at most 1 MiB of it (Kubernetes documentation, "Secrets"). */
const RELEASE_LIMIT_BYTES = 1_048_576;
const WARNING_SHARE = 0.5;

const OWN_FIELD = "ExternalSecret spec.data[].novel";

const CHART_ID = "manifest-chart";
const CHART_DIRECTORY = join(__dirname, "manifest-chart");

/**
 * Custom resources that plan without a cluster and without their definitions: a Helm chart that hands its values
 * through. The objects stand in the plan as data, and braces in them survive, since they are never read as a template.
 */
export class ManifestBundle extends Construct implements ITakesMarks {
  /** Helm release name. */
  public readonly releaseName: string;
  /** What others can depend on. */
  public readonly release: Release;

  private readonly manifests: Manifest[] = [];
  private labels: Record<string, string> = {};
  private annotations: Record<string, string> = {};
  private warned = false;

  /** @throws PalisadeError when two objects are the same one */
  public constructor(scope: Construct, id: string, props: ManifestBundleProps) {
    super(scope, id);
    this.releaseName = physicalName(
      props.releaseName === undefined ? this.node.path.split("/") : [props.releaseName],
      NameRules.helmRelease,
    );
    const chart = chartOf(TerraformStack.of(this));
    this.release = new Release(this, "Resource", {
      name: this.releaseName,
      namespace: props.namespace.nameFor(this),
      chart: `./${chart.path}`,
      values: ["{}"],
      atomic: true,
      cleanupOnFail: true,
      createNamespace: false,
      maxHistory: 10,
      wait: true,
      ...(props.dependsOn === undefined ? {} : { dependsOn: [...props.dependsOn] }),
    });
    const oddFields =
      props.ownFields === undefined ? undefined : namesProblem("ownFields", props.ownFields, OWN_FIELD, this.node.path);
    if (oddFields !== undefined) throw new PalisadeError([oddFields]);
    if (props.ownFields !== undefined) this.release.addOverride(`//.${MARKS}.${OWN_FIELDS}`, [...props.ownFields]);
    this.add(...(props.manifests ?? []));
  }

  /** Adds objects. @throws PalisadeError when one is in the bundle already, or holds characters that Helm would lose */
  public add(...manifests: readonly Manifest[]): void {
    const check = new Checker(this.node.path);
    const known = new Set(this.manifests.map(keyOf));
    for (const [index, manifest] of manifests.entries()) {
      if (!check.that(isNamed(manifest), () => unnamed(index, manifest))) continue;
      const key = keyOf(manifest);
      check.that(!known.has(key), () => ({
        what: "two objects of one bundle are the same one",
        got: key,
        allowed: "each kind, namespace and name once",
        doThis: "rename one of them, or merge them",
      }));
      known.add(key);
      for (const problem of lostCharacterProblems(
        manifest,
        `${this.node.path} ${manifest.kind} ${manifest.metadata.name}`,
      )) {
        check.add(problem);
      }
    }
    check.done();
    this.manifests.push(...manifests);
    this.write();
  }

  /** Adds labels and annotations to every object; those an object has itself stay. */
  public addMarks(labels: Readonly<Record<string, string>>, annotations: Readonly<Record<string, string>>): void {
    this.labels = { ...this.labels, ...labels };
    this.annotations = { ...this.annotations, ...annotations };
    this.write();
  }

  private write(): void {
    const manifests = this.manifests.map((manifest) => ({
      ...manifest,
      metadata: {
        ...manifest.metadata,
        labels: { ...this.labels, ...manifest.metadata.labels },
        annotations: { ...this.annotations, ...manifest.metadata.annotations },
      },
    }));
    const text = JSON.stringify(escapeDataForTerraform({ manifests }));
    this.release.values = [text];
    this.warnWhenLarge(Buffer.byteLength(text));
  }

  private warnWhenLarge(bytes: number): void {
    if (this.warned || bytes < RELEASE_LIMIT_BYTES * WARNING_SHARE) return;
    this.warned = true;
    Annotations.of(this).addWarning(
      `The objects of this bundle take ${bytes} bytes. Helm keeps a release in one Secret of at most ` +
        `${RELEASE_LIMIT_BYTES} bytes, compressed, with the values and the rendered objects in it. ` +
        "Split the bundle before it stops fitting.",
    );
  }
}

/** The chart is the same for every bundle, so a stack carries it once, however many bundles it has. */
function chartOf(stack: TerraformStack): TerraformAsset {
  const existing = stack.node.tryFindChild(CHART_ID);
  if (existing instanceof TerraformAsset) return existing;
  return new TerraformAsset(stack, CHART_ID, { path: CHART_DIRECTORY, type: AssetType.DIRECTORY });
}

/** What the compiler promised does not hold for plain JavaScript and data from files. */
function isNamed(manifest: unknown): boolean {
  return textAt(recordAt(manifest, "metadata"), "name") !== undefined;
}

function unnamed(index: number, manifest: unknown): Problem {
  return {
    what: `object ${index} of the bundle has no name`,
    got: manifest,
    allowed: 'metadata with a name: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" } }',
    doThis: "write its metadata",
  };
}

function keyOf(manifest: Manifest): string {
  return [manifest.apiVersion, manifest.kind, manifest.metadata.namespace ?? "", manifest.metadata.name].join(" ");
}

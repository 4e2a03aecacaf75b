import { IdentityKeys } from "../../constructs/core/identity";
import { resourcesOf, synthEnvironments } from "../support/environments";
import type { Json } from "../support/synth";

const stacks = synthEnvironments();
const OWNER_TAGS = ["Environment", "Stack", "Owner", "CostCentre", "ManagedBy", "PalisadeVersion"];
const OWNER_LABELS = [
  "palisade.dev/environment",
  "palisade.dev/stack",
  "palisade.dev/owner",
  "palisade.dev/cost-centre",
];
/** Change without the pod changing; on its template each change would restart it. */
const RESTARTING_LABELS = [...OWNER_LABELS, "palisade.dev/version"];
const IDENTITY = [IdentityKeys.kind, IdentityKeys.name];

const resources = Object.entries(stacks).flatMap(([stack, json]) =>
  resourcesOf(json).map((resource) => ({ ...resource, address: `${stack}: ${resource.address}` })),
);

const templates = resources.flatMap(({ address, body }) => {
  const template = body.spec?.template ?? body.spec?.job_template?.spec?.template;
  return template === undefined ? [] : [{ address, metadata: template.metadata }];
});

function missing(marks: Json, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => typeof marks?.[key] !== "string");
}

/** Every object with `metadata` inside a bundle's values. */
function manifestsOf(body: Json): Json[] {
  const [values] = body.values ?? [];
  return typeof values === "string" && body.chart?.startsWith("./assets") ? JSON.parse(values).manifests : [];
}

describe("everything says what it is and who owns it", () => {
  test("there is something to look at", () => {
    expect(resources.length).toBeGreaterThan(100);
  });

  test("every Kubernetes object has identity and ownership labels and its construct path", () => {
    const unmarked = resources
      .filter(({ type, body }) => type.startsWith("kubernetes_") && body.metadata !== undefined)
      .flatMap(({ address, body }) => {
        const labels = missing(body.metadata.labels, [...IDENTITY, ...OWNER_LABELS]);
        const annotations = missing(body.metadata.annotations, [IdentityKeys.path]);
        return labels.length + annotations.length === 0 ? [] : [{ address, labels, annotations }];
      });
    expect(unmarked).toEqual([]);
  });

  test("every pod template says what it is", () => {
    const unmarked = templates.flatMap(({ address, metadata }) => {
      const labels = missing(metadata.labels, IDENTITY);
      const annotations = missing(metadata.annotations, [IdentityKeys.path]);
      return labels.length + annotations.length === 0 ? [] : [{ address, labels, annotations }];
    });
    expect(templates.length).toBeGreaterThan(0);
    expect(unmarked).toEqual([]);
  });

  test("no pod template says who owns it or which release wrote it, so that neither restarts a pod", () => {
    const owned = templates.flatMap(({ address, metadata }) => {
      const labels = RESTARTING_LABELS.filter((label) => metadata.labels[label] !== undefined);
      return labels.length === 0 ? [] : [{ address, labels }];
    });
    expect(owned).toEqual([]);
  });

  test("every object of a bundle has them too", () => {
    const unmarked = resources.flatMap(({ address, body }) =>
      manifestsOf(body).flatMap((manifest) => {
        const labels = missing(manifest.metadata.labels, [...IDENTITY, ...OWNER_LABELS]);
        const annotations = missing(manifest.metadata.annotations, [IdentityKeys.path]);
        const name = manifest.metadata.name;
        return labels.length + annotations.length === 0 ? [] : [{ address, name, labels, annotations }];
      }),
    );
    expect(unmarked).toEqual([]);
  });

  test("everything AWS can tag is tagged", () => {
    const taggable = resources.filter(({ type, body }) => type.startsWith("aws_") && body.tags !== undefined);
    expect(taggable.length).toBeGreaterThan(50);
    const unmarked = taggable.flatMap(({ address, body }) => {
      const tags = missing(body.tags, [...IDENTITY, ...OWNER_TAGS, IdentityKeys.path]);
      return tags.length === 0 ? [] : [{ address, tags }];
    });
    expect(unmarked).toEqual([]);
  });
});

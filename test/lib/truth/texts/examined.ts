import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth/examination";
import { resourcesOf } from "../../../../lib/truth/synthesized-resource";
import { examineTexts } from "../../../../lib/truth/texts/examine-texts";

/** What is found in one resource of a stack. */
export interface Examined {
  /** Messages of what would not work. */
  readonly problems: readonly string[];
  /** Messages of what should not stay. */
  readonly warnings: readonly string[];
  /** The facts, as `kind: name`; a question mark behind those that nothing was checked against. */
  readonly facts: readonly string[];
}

/** Examines one resource, written as Terraform reads it. */
export function examined(type: string, config: JsonRecord): Examined {
  const examination = new Examination();
  for (const resource of resourcesOf({ resource: { [type]: { it: config } } })) examineTexts(resource, examination);
  return {
    problems: examination.problems.map(formatProblem),
    warnings: examination.warnings.map(formatProblem),
    facts: examination.facts.map(({ kind, name, checked }) => `${kind}: ${name}${checked ? "" : "?"}`),
  };
}

/** Examines a config map with one file. */
export function examinedFile(file: string, text: string): Examined {
  const escaped = text.replace(/\$\{/g, () => "$${");
  return examined("kubernetes_config_map_v1", { metadata: { name: "files" }, data: { [file]: escaped } });
}

/** Examines a manifest as Palisade's bundles carry it. */
export function examinedManifest(manifest: JsonRecord): Examined {
  return examined("helm_release", { chart: "./manifest-chart", values: [JSON.stringify({ manifests: [manifest] })] });
}

import { formatProblem } from "../../../../lib/core/errors";
import type { JsonRecord } from "../../../../lib/core/json";
import { Examination } from "../../../../lib/truth/examination";
import { examineKubernetes } from "../../../../lib/truth/kubernetes/examine-object";
import type { SynthesizedResource } from "../../../../lib/truth/synthesized-resource";

/** A resource as it stands in a synthesized stack. */
export function resource(type: string, config: JsonRecord): SynthesizedResource {
  return { mode: "resource", type, address: `${type}.it`, path: "test/it", config, marks: {} };
}

/** A bundle with objects, written the way Palisade writes one. */
export function bundle(...manifests: readonly JsonRecord[]): SynthesizedResource {
  return bundleOf(JSON.stringify({ manifests }));
}

/** A bundle whose values are this text. */
export function bundleOf(text: string): SynthesizedResource {
  return resource("helm_release", { chart: "./assets/manifest-chart/B3", namespace: "apps", values: [text] });
}

/** What the examiner finds. */
export function examined(...resources: readonly SynthesizedResource[]): Examination {
  const examination = new Examination();
  for (const one of resources) examineKubernetes(one, examination, {});
  return examination;
}

/** Every message, as a terminal shows it. */
export function messages(...resources: readonly SynthesizedResource[]): readonly string[] {
  return examined(...resources).problems.map(formatProblem);
}

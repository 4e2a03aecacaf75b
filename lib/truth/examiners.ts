import type { JsonRecord } from "../core/json";
import { examineValues } from "./aws/examine-values";
import { examineIamPolicies } from "./aws/iam-policies";
import { examineCharts } from "./charts/examine-charts";
import { examineClientFlags } from "./clients/client-flags";
import { examineMetricNames } from "./clients/metric-names";
import type { Examination } from "./examination";
import { examineImages } from "./images/examine-images";
import { examineKubernetes } from "./kubernetes/examine-object";
import type { SynthesizedResource } from "./synthesized-resource";
import { examineTexts } from "./texts/examine-texts";

/**
 * Looks at one resource for what it knows about; everything else it passes over.
 *
 * @param stackMarks what Palisade wrote down about the stack that the resource belongs to
 */
export type Examiner = (resource: SynthesizedResource, examination: Examination, stackMarks: JsonRecord) => void;

/** Everything that looks at a synthesized stack. */
export const EXAMINERS: readonly Examiner[] = [
  examineCharts,
  examineClientFlags,
  examineIamPolicies,
  examineValues,
  examineImages,
  examineKubernetes,
  examineMetricNames,
  examineTexts,
];

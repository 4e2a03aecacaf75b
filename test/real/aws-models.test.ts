import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiModelName } from "../../lib/catalogue/aws/api-values";
import { Examination } from "../../lib/truth";
import { examineValues } from "../../lib/truth/aws/examine-values";
import { resourcesOf } from "../../lib/truth/synthesized-resource";
import { apiValues } from "../support/aws-api-model";
import { synthEnvironments } from "../support/environments";
import { expectEvidence } from "./evidence";
import { describeWithTools } from "./tools";

const CATALOGUE = join(__dirname, "../../lib/catalogue/aws/api-values.json");

describeWithTools(["botocore"], "AWS's own API models", (toolOf) => {
  const { program, version } = toolOf("botocore");

  it("say what the catalogue says of every argument", () => {
    const kept: unknown = JSON.parse(readFileSync(CATALOGUE, "utf8"));
    expect(kept).toEqual(apiValues(program, version));
    expect(apiModelName()).toBe(`botocore ${version}`);
  });

  it("take every value that the environments set", () => {
    const examination = new Examination();
    for (const stack of Object.values(synthEnvironments())) {
      for (const resource of resourcesOf(stack)) examineValues(resource, examination);
    }
    expect(examination.problems).toEqual([]);
    const facts = examination.facts.filter(({ of, checked }) => checked && of.startsWith(`${apiModelName()} `));
    expectEvidence("botocore", {
      program: "botocore",
      version,
      facts: facts.map(({ kind, of, name }) => ({ kind, of, name })),
    });
  });
});

import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { CEREMONY, cloudHsmIn, enclaveIn } from "./key-fixtures";
import { monitor, production } from "./production";

test("a CloudHSM cluster and an enclave pass the strict profile without a finding", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      cloudHsmIn(stack, { ceremony: CEREMONY });
      enclaveIn(stack);
      monitor(stack);
    }),
  );
  expect(problems).toEqual([]);
});

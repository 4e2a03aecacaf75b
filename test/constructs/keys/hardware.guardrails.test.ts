import { synthApp } from "../../support/synth";
import { CEREMONY, cloudHsmIn, problemsOf } from "./key-fixtures";
import { monitor, production } from "./production";

test("a CloudHSM cluster passes the strict profile without a finding", () => {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      cloudHsmIn(stack, { ceremony: CEREMONY });
      monitor(stack);
    }),
  );
  expect(problems).toEqual([]);
});

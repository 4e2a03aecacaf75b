import { verifyRule } from "cdktf-palisade/guardrails";
import { dataClass } from "./own-rule";

test("our rule judges its examples as it says", () => {
  expect(verifyRule(dataClass)).toEqual([]);
});

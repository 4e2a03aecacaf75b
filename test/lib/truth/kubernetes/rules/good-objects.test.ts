import * as fc from "fast-check";
import { bundle, examined, messages } from "../resources";
import { changed, GOOD, type Kind, METADATA } from "./support/good-objects";
import { IN_CONTAINER } from "./support/mistakes";

describe("an object of a kind that Kubernetes has", () => {
  test.each(Object.keys(GOOD))("a good %s passes", (kind) => {
    const found = Object.entries(GOOD).filter(([name]) => name === kind);
    expect(messages(...found.map(([, object]) => bundle({ kind, metadata: METADATA, ...object })))).toEqual([]);
  });

  test("whatever stands anywhere in an object, looking at it does not fail", () => {
    const kinds = Object.keys(GOOD).filter((kind): kind is Kind => kind in GOOD);
    const places = [
      "metadata",
      "metadata/labels",
      "spec",
      "spec/template",
      IN_CONTAINER,
      "spec/ports",
      "spec/rules/0",
      "data",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.constantFrom(...places), fc.jsonValue(), (kind, place, value) => {
        examined(bundle(changed(kind, place, value)));
      }),
      { numRuns: 500 },
    );
  });
});

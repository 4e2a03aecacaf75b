import { bundle, examined } from "../../resources";
import { changed, type Kind } from "./good-objects";

/** Where a problem of the first container is said to be. */
export const CONTAINER_PLACE = "spec.template.spec.containers[0]";
/** The first container of the pods, as a place to change. */
export const IN_CONTAINER = "spec/template/spec/containers/0";

/** Kind, place, value, and how each problem begins: field and what. */
export type Mistake = readonly [Kind, string, unknown, ...string[]];

/** One test for each object that holds one mistake: exactly its problems are found. */
export function refuses(mistakes: readonly Mistake[]): void {
  for (const [kind, path, value, ...expected] of mistakes) {
    const given = JSON.stringify(value) ?? "nothing";
    test(`${kind} with ${path} = ${given.slice(0, 60)}`, () => {
      const name = path === "metadata/name" ? (value ?? "") : "it";
      const head = ["test/it", kind, name].filter((part) => part !== "").join(" ");
      const wanted = expected.map((text) => (text.startsWith(":") ? `${head}${text}` : `${head} ${text}`));
      const found = examined(bundle(changed(kind, path, value))).problems.map(({ where, what }) => `${where}: ${what}`);
      expect(found.map((text, index) => text.slice(0, wanted[index]?.length))).toEqual(wanted);
    });
  }
}

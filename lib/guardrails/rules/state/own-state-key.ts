import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { StackView } from "../../subjects/stack-view";
import { fail, on, PASS } from "../../verdict";
import { backendOf, placeOfState } from "./backends";

export const ownStateKey = guardrail({
  id: "state/own-state-key",
  title: "Every stack has a state of its own",
  severity: "high",
  why: "A stack that reads the state of another takes all that it does not know in there for gone, and destroys it.",
  fix: "give every stack its own key, such as prod/nodes.tfstate; Palisade's environments do",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: 'Terraform documentation, "Backend block": each configuration has one state',
  subject: "app",
  check: ({ stacks }) => {
    const owners = new Map<string, StackView>();
    return stacks.flatMap((stack) => {
      const backend = backendOf(stack);
      const place = backend === undefined ? undefined : placeOfState(backend.kind, backend.config);
      if (backend === undefined || place === undefined) return [];
      const owner = owners.get(place);
      if (owner !== undefined) return [on(stack, fail(backend.at, `another place than that of ${owner.name}`, place))];
      owners.set(place, stack);
      return [PASS];
    });
  },
  examples: () => {
    const stack = (kind: string, config: object) => ({ terraform: { backend: { [kind]: config } } });
    const two = (says: string, kind: string, first: object, second: object) =>
      exampleStacks(says, { first: stack(kind, first), second: stack(kind, second) });
    const key = "$" + "{var.key}";
    return {
      pass: [
        two("two keys", "s3", { bucket: "b", key: "first" }, { bucket: "b", key: "second" }),
        two("two buckets", "s3", { bucket: "a", key: "k" }, { bucket: "b", key: "k" }),
        two("two files", "local", { path: "a" }, { path: "b" }),
        exampleStacks("two kinds", { a: stack("s3", { key: "k" }), b: stack("azurerm", { key: "k" }) }),
      ],
      fail: [
        two("one key", "s3", { bucket: "b", key: "k", region: "x" }, { bucket: "b", key: "k" }),
        two("one file", "local", { path: "a" }, { path: "a" }),
        two("one prefix", "gcs", { bucket: "b", prefix: "p" }, { bucket: "b", prefix: "p" }),
        two("one blob", "azurerm", { container_name: "c", key: "k" }, { container_name: "c", key: "k" }),
        two("one address", "http", { address: "https://a" }, { address: "https://a" }),
      ],
      notApplicable: [
        two("keys from elsewhere", "s3", { bucket: "b", key }, { bucket: "b", key }),
        two("files beside each", "local", {}, {}),
        two("a kind that nobody here knows", "pg", { conn_str: "x" }, { conn_str: "x" }),
        exampleStacks("no backends", { first: {}, second: {} }),
      ],
    };
  },
});

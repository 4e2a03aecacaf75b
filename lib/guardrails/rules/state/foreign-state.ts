import { recordAt } from "../../../core/json";
import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import type { StackView } from "../../subjects/stack-view";
import { fail, on, PASS } from "../../verdict";
import { type Backend, backendOf, placeOfState } from "./backends";

export const foreignState = guardrail({
  id: "state/foreign-state",
  title: "No stack reads the state of another environment",
  severity: "high",
  why: "Whoever may apply the other environment then decides what this one is made of, and has its state read here.",
  fix: "let each environment have its own, and hand over what both need as a setting",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.31"], nist: ["CM-3"] },
  source: "ISO/IEC 27001:2022 A.8.31, separation of development, test and production environments",
  subject: "app",
  check: ({ stacks }) => {
    const owners = new Map(
      stacks.flatMap((stack) => placesOf(backendOf(stack)).map((place): [string, StackView] => [place, stack])),
    );
    return stacks.flatMap((stack) =>
      stack.ofType("terraform_remote_state").flatMap((state) => {
        const read = { kind: String(state.config["backend"]), config: recordAt(state.config, "config") };
        const [owner] = placesOf(read).map((place) => owners.get(place));
        if (owner?.environment === undefined || stack.environment === undefined) return [];
        if (owner.environment === stack.environment) return [PASS];
        return [on(state, fail(["config"], `a state of ${stack.environment}`, owner.name))];
      }),
    );
  },
  examples: () => {
    const app = (says: string, own: string | undefined, others: string | undefined, key = "network") => {
      const marks = (environment: string | undefined) => ({
        "//": { palisade: { guardrails: { ...(environment === undefined ? {} : { environment }) } } },
      });
      const config = { bucket: "b", key };
      return exampleStacks(says, {
        network: { ...marks(others), terraform: { backend: { s3: { bucket: "b", key: "network" } } } },
        nodes: { ...marks(own), data: { terraform_remote_state: { it: { backend: "s3", config } } } },
      });
    };
    return {
      pass: [app("one's own", "prod", "prod")],
      fail: [app("another's", "prod", "dev")],
      notApplicable: [
        app("a state of nobody here", "prod", "dev", "other"),
        app("a key from elsewhere", "prod", "dev", "$" + "{var.key}"),
        app("a stack of no environment", undefined, "dev"),
        app("a state of no environment", "prod", undefined),
      ],
    };
  },
});

/** The place of a state, where it is known. */
function placesOf(backend: Pick<Backend, "kind" | "config"> | undefined): readonly string[] {
  const place = backend === undefined ? undefined : placeOfState(backend.kind, backend.config);
  return place === undefined ? [] : [place];
}

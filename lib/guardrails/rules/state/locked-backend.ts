import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { fail, holds } from "../../verdict";
import { backendOf } from "./backends";

export const lockedBackend = guardrail({
  id: "state/locked-backend",
  title: "Nobody applies a stack while somebody else does",
  severity: "high",
  why: "Of two applies at once the last one writes the state, and what the other made is forgotten and runs on.",
  fix: "set use_lockfile to true on the S3 backend; a StateBucket does",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source:
    "Terraform documentation, S3 backend: state locking is opt-in; use_lockfile since 1.10, dynamodb_table before",
  subject: "stack",
  check: (stack) => {
    const backend = backendOf(stack);
    if (backend?.kind !== "s3") return undefined;
    const { config, at } = backend;
    const isLocked =
      config["use_lockfile"] === true || expectAt(config, "dynamodb_table").toStand("").verdict === "pass";
    return holds(isLocked, () => fail([...at, "use_lockfile"], "true", config["use_lockfile"]));
  },
  examples: () => {
    const backend = (says: string, config: object, kind = "s3") =>
      exampleStacks(says, { example: { terraform: { backend: { [kind]: { bucket: "b", key: "k", ...config } } } } });
    return {
      pass: [backend("a lock file", { use_lockfile: true }), backend("a table", { dynamodb_table: "locks" })],
      fail: [
        backend("no lock", {}),
        backend("a lock that is off", { use_lockfile: false }),
        backend("a table without a name", { dynamodb_table: "" }),
      ],
      notApplicable: [backend("another kind", {}, "gcs"), exampleStacks("none", { example: {} })],
    };
  },
});

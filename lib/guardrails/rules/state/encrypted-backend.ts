import { exampleStacks } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { backendOf } from "./backends";

export const encryptedBackend = guardrail({
  id: "state/encrypted-backend",
  title: "The state is encrypted where it is kept",
  severity: "medium",
  why: "The state holds every address, and often a password; it lies in the bucket as the bucket's default has it.",
  fix: "set encrypt to true on the S3 backend, with kms_key_id of your own; a StateBucket gives both",
  controls: { soc2: ["PI1.5"], iso27001: ["A.8.24"], pci: ["3.5.1"], nist: ["SC-28"] },
  source: "Terraform documentation, S3 backend: encrypt is false by default",
  subject: "stack",
  check: (stack) => {
    const backend = backendOf(stack);
    return backend?.kind === "s3" ? expectAt(backend.config, "encrypt", backend.at).toBe(true) : undefined;
  },
  examples: () => {
    const backend = (says: string, terraform: unknown) => exampleStacks(says, { example: { terraform } });
    return {
      pass: [
        backend("an encrypted one", { backend: { s3: { bucket: "b", key: "k", encrypt: true } } }),
        backend("the same in lists", [{}, { backend: [{ s3: [{ bucket: "b", encrypt: true }] }] }]),
      ],
      fail: [
        backend("one that says nothing", { backend: { s3: { bucket: "b", key: "k" } } }),
        backend("one that says no", { backend: { s3: { bucket: "b", key: "k", encrypt: false } } }),
      ],
      notApplicable: [
        backend("a file", { backend: { local: { path: "a.tfstate" } } }),
        backend("a service", { cloud: { organization: "o" } }),
        backend("none", {}),
      ],
    };
  },
});

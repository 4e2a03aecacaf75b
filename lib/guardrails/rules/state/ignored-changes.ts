import { asList } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { read } from "../../values";
import { fail, holds } from "../../verdict";

export const ignoredChanges = guardrail({
  id: "state/ignored-changes",
  title: "No resource ignores every change",
  severity: "medium",
  why: "What is changed by hand then stays for ever, and what is changed in the code never arrives.",
  fix: "name the arguments that something else sets",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-6"] },
  source: 'Terraform documentation, "lifecycle", ignore_changes: all',
  subject: "resource",
  check: ({ raw }) => {
    if (raw["lifecycle"] === undefined) return undefined;
    const ignored = read(raw, ["lifecycle", "ignore_changes"]);
    if (ignored.state !== "known") return undefined;
    return holds(!asList(ignored.value).includes("all"), () =>
      fail(["lifecycle", "ignore_changes"], "arguments by name", ignored.value),
    );
  },
  examples: () => {
    const ignoring = (says: string, lifecycle: unknown) => exampleOf(says, "aws_instance", { lifecycle });
    return {
      pass: [ignoring("one argument", { ignore_changes: ["ami"] })],
      fail: [
        ignoring("every one", { ignore_changes: "all" }),
        ignoring("every one in a list", [{ ignore_changes: ["all"] }]),
      ],
      notApplicable: [ignoring("none", { prevent_destroy: true }), exampleOf("no lifecycle", "aws_instance", {})],
    };
  },
});

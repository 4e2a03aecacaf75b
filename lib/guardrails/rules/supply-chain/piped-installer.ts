import { asList } from "../../../core/json";
import { example, exampleContainer, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { MACHINE_TYPES, userDataOf } from "../../user-data";
import { type FieldPath, fail, type Judgement, on, PASS } from "../../verdict";

/** A program that fetches, … */
const FETCHES = /\b(curl|wget)\b/;
/** … straight into one that runs what it gets. `python3 -c`, `-m` and the like run their own. */
const RUNS =
  /^\s*(sudo\s+(-\S+\s+)*)?(env\s+)?(\/(usr\/)?bin\/)?((ba|z|da|a)?sh|(python3?|perl|node)(?!\s+-\w*[cemnp]))\b/;
const INSERTED = /\b((ba|z|da|a)?sh|source|eval|\.)\s[^;&|]{0,20}(<\(|\$\(|`)\s*(curl|wget)\b/;

export const pipedInstaller = guardrail({
  id: "supply-chain/piped-installer",
  title: "Nothing that was just fetched is run unseen",
  severity: "high",
  why: "Whoever gets hold of that address runs a program as root on every machine that starts after.",
  fix: "put it into the image, or fetch one version and compare its checksum before it runs",
  controls: { soc2: ["CC6.8", "CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  source: "OWASP Top 10 CI/CD Security Risks, CICD-SEC-9, improper artifact integrity validation",
  subject: "stack",
  check: (stack) => [
    ...stack
      .ofType(...MACHINE_TYPES)
      .flatMap((machine) => userDataOf(machine).map(({ argument, script }) => on(machine, judge(script, [argument])))),
    ...stack.containers.flatMap(({ pod, at, spec }) => {
      const words = [...asList(spec["command"]), ...asList(spec["args"])].map(String).join(" ");
      return words === "" ? [] : [on(pod.object, judge(words, at))];
    }),
  ],
  examples: () => {
    const machine = (user_data: string) => exampleOf(user_data, "aws_instance", { user_data });
    const encoded = (says: string, text: string) =>
      exampleOf(says, "aws_launch_template", { user_data: Buffer.from(text).toString("base64") });
    return {
      pass: [
        machine("#!/bin/sh\ncurl -fsSLo tool https://example.org/tool\necho 'abc  tool' | sha256sum -c && ./tool"),
        machine("curl https://example.org/data | jq .name"),
        machine("#!/bin/sh\ncurl -fsSLo tool https://example.org/tool\nprintf '%s' hello | sh"),
        machine("curl -fsSLo tool https://example.org/tool; printf '%s' hello | sh"),
        machine("curl -s https://example.org/data | python3 -c 'import json, sys; print(json.load(sys.stdin)[0])'"),
        machine("curl -s https://example.org/data | python3 -m json.tool"),
        machine("curl -s https://example.org/data | perl -lne 'print $1 if /name=(.*)/'"),
        encoded("a short script", "#!/bin/sh\necho hello"),
        exampleContainer("a program", { command: ["app"], args: ["--url", "https://example.org/install.sh"] }),
      ],
      fail: [
        machine("#!/bin/sh\ncurl -fsSL https://example.org/install.sh | sh"),
        machine("curl -fsSL https://example.org/install.sh \\\n  | sh"),
        machine("wget -qO- https://example.org/install.sh | sudo -E bash -s -- --yes"),
        machine("curl https://example.org/install.py | /usr/bin/python3 -"),
        machine("bash <(curl -s https://example.org/install.sh)"),
        machine('sh -c "$(curl -fsSL https://example.org/install.sh)"'),
        encoded("in base64", "#!/bin/sh\ncurl -fsSL https://example.org/install.sh | sh"),
        exampleOf("in a function of Terraform", "aws_launch_template", {
          user_data: "$" + '{base64encode("#!/bin/sh\\ncurl -fsSL https://example.org/install.sh | sh\\n")}',
        }),
        exampleOf("in another argument", "aws_launch_configuration", {
          user_data_base64: Buffer.from("#!/bin/sh\nwget -qO- https://example.org/x | sh").toString("base64"),
        }),
        exampleContainer("in a container's command", { command: ["sh", "-c", "curl https://example.org/x | sh"] }),
        exampleContainer("in a container", { command: ["sh", "-c"], args: ["curl https://example.org/x | sh"] }),
      ],
      notApplicable: [
        exampleOf("a machine that runs nothing", "aws_instance", {}),
        example("a machine that is read", {}, { aws_instance: { it: { user_data: "curl https://example.org | sh" } } }),
        exampleContainer("a container", {}),
      ],
    };
  },
});

function judge(script: string, at: FieldPath): Judgement {
  // A function of Terraform has its lines in quotes, with the ends written as two characters. A line goes on behind a
  // backslash.
  const lines = script.split(/(?<!\\)(?:\\n|\n)/);
  if (!lines.some((line) => isPiped(line) || INSERTED.test(line))) return PASS;
  // The line itself may hold what it logs in with.
  return fail(at, "a program of a known checksum", "what was fetched, run at once");
}

/** Each command is read once, so that a line of thousands of them takes no longer than they do. */
function isPiped(line: string): boolean {
  return line.split(/[;&]/).some((command) => {
    const parts = command.split("|");
    return parts.some((part, index) => RUNS.test(part) && FETCHES.test(parts[index - 1] ?? ""));
  });
}

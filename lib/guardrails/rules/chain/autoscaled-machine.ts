import type { JsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { startedProgramsOf } from "../../started-programs";
import type { ResourceView } from "../../subjects/resource-view";
import { fail, PASS, unknown } from "../../verdict";
import { signs } from "./signing";

const TEMPLATES = ["launch_template", "mixed_instances_policy", "launch_configuration"];

export const autoscaledMachine = guardrail({
  id: "chain/autoscaled-machine",
  title: "No group that adds or replaces machines by itself runs what signs",
  severity: "critical",
  why: "A group starts the new machine before the old one is gone for certain, and both sign with the same keys.",
  fix: "run the signer on one fixed machine, or as a RemoteSigner, and keep groups for what holds no key",
  source: "LionscraftTeam/DUCK-Knowledge-Base; Amazon EC2 Auto Scaling User Guide, health checks and replacement",
  subject: "resource",
  types: ["aws_autoscaling_group"],
  check: (group) => {
    const programs = templatesOf(group).flatMap(startedProgramsOf);
    if (programs.length === 0) return undefined;
    const signing = programs.filter(({ program, started }) => signs(started, program));
    const certain = signing.find(({ isCertain }) => isCertain);
    if (certain !== undefined) return fail([], "nothing that signs", certain.program.name);
    const [possible] = signing;
    return possible === undefined
      ? PASS
      : unknown([], `whether its machines start ${possible.program.name} is not seen`);
  },
  examples: () => {
    const group = (says: string, script: string, template: JsonRecord, type = "aws_launch_template") =>
      exampleOf(says, "aws_autoscaling_group", template, { [type]: { it: { user_data: `#!/bin/sh\n${script}\n` } } });
    const own = { launch_template: { id: "$" + "{aws_launch_template.it.id}" } };
    const mixed = {
      mixed_instances_policy: {
        launch_template: { launch_template_specification: { launch_template_id: "$" + "{aws_launch_template.it.id}" } },
      },
    };
    const older = { launch_configuration: "$" + "{aws_launch_configuration.it.name}" };
    return {
      pass: [group("nodes that only answer", "geth --http", own)],
      fail: [
        group("a validator client", "lighthouse vc --network mainnet", own),
        group("one of several kinds of machine", "tmkms start", mixed),
        group("one by a launch configuration", "tmkms start", older, "aws_launch_configuration"),
        group("a validator of Solana", "agave-validator --vote-account /vote.json --identity /id.json", own),
      ],
      unknown: [group("a signer that is only spoken of", "systemctl enable dirk", own)],
      notApplicable: [
        group("a group of something else", "app", own),
        group("a template that it does not use", "tmkms start", {}),
      ],
    };
  },
});

function templatesOf({ stack, raw }: ResourceView): readonly ResourceView[] {
  return stack.references.from(TEMPLATES.map((argument) => raw[argument]));
}

import { Aspects, type TerraformStack } from "cdktf";
import type { AuditTrailProps } from "../../../constructs/audit";
import { DependencyAspect } from "../../../constructs/core/dependency-aspect";
import { type Json, only, type SynthesizedJson, synthStack } from "../../support/synth";
import { auditIn } from "./audit-fixture";

/** A stack with an audit trail. */
export function synth(props: Partial<AuditTrailProps> = {}): SynthesizedJson {
  return synthStack((stack: TerraformStack) => {
    Aspects.of(stack).add(new DependencyAspect());
    auditIn(stack, props);
  });
}

/** Resources of a type by the end of their construct's path. */
export function byName(stack: SynthesizedJson, type: string): Record<string, Json> {
  return stack.resource[type] ?? {};
}

/** The one resource of a type whose name holds a text. */
export function named(stack: SynthesizedJson, type: string, part: string): Json {
  return only(Object.fromEntries(Object.entries(byName(stack, type)).filter(([name]) => name.includes(part))));
}

/** The one statement of a policy with a name. */
export function statement(policy: string, sid: string): Json {
  const found = JSON.parse(policy).Statement.filter((one: Json) => one.Sid === sid);
  expect(found).toHaveLength(1);
  return found[0];
}

/** Policies without the names that cdktf gives to references. */
export function plain(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value)
      .replaceAll(/\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}/g, "ACCOUNT")
      .replaceAll(/\$\{data\.aws_partition\.[\w-]+\.partition\}/g, "aws")
      .replaceAll(/\$\{aws_(\w+?)\.[\w-]+\.(\w+)\}/g, "<$1 $2>"),
  );
}

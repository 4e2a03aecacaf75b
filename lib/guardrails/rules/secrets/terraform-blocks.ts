import { asList, isJsonRecord, type JsonRecord } from "../../../core/json";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";

/** A variable, output, module or provider of a stack. */
export interface NamedBlock {
  readonly name: string;
  readonly block: JsonRecord;
  /** Where it stands in the stack. */
  readonly at: FieldPath;
}

/** The blocks of a kind, wherever Terraform's JSON lets them stand. */
export function blocksOf(stack: StackView, kind: "variable" | "output" | "module" | "provider"): readonly NamedBlock[] {
  return asList(stack.json[kind])
    .flatMap((blocks) => (isJsonRecord(blocks) ? Object.entries(blocks) : []))
    .flatMap(([name, members]) =>
      asList(members).flatMap((block) =>
        isJsonRecord(block) && name !== "//" ? [{ name, block, at: [kind, name] }] : [],
      ),
    );
}

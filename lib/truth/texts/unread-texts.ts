import type { Examination } from "../examination";
import type { SynthesizedResource } from "../synthesized-resource";
import { knownText, REFERENCE } from "../terraform-text";
import { policyDocument } from "../values/policy-document";
import { valueRules } from "../values/value-checks";
import { configurationTexts } from "./configuration-texts";

/** A text that one function of Terraform makes: of data, or of a file. */
const MADE = /^\$\{\s*((json|yaml)encode|file|templatefile|templatestring)\(/;

/** The function that makes all of a text when Terraform runs, so that it cannot be read before. */
export function unreadMaker(text: string): { readonly name: string; readonly encodes: boolean } | undefined {
  const [, name, language] = MADE.exec(text) ?? [];
  return name === undefined || knownText(text) !== REFERENCE ? undefined : { name, encodes: language !== undefined };
}

/** Says which texts were not checked, since Terraform makes them when it runs. */
export function examineUnreadTexts(resource: SynthesizedResource, examination: Examination): void {
  for (const { argument, argumentName, text } of configurationTexts(resource.config)) {
    const maker = unreadMaker(text);
    // A file may hold anything; what is encoded is always somebody's data.
    if (maker === undefined || !(maker.encodes || isExamined(resource, argumentName))) continue;
    examination.note({
      where: `${resource.path}, ${argument}`,
      what: `this text is not checked, since ${maker.name}() makes it when Terraform runs`,
      lines: [],
    });
  }
}

function isExamined({ mode, type }: SynthesizedResource, argumentName: string): boolean {
  if (mode !== "resource") return false;
  return type === "helm_release" ? argumentName === "values" : valueRules(type)[argumentName] === policyDocument;
}

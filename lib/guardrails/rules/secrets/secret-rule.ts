import type { JsonRecord } from "../../../core/json";
import { example, exampleOf } from "../../example";
import type { RuleExample, RuleExamples } from "../../rule";
import { madeUpSecrets } from "../../secrets/made-up-secrets";
import { SECRET_KINDS, type SecretKind } from "../../secrets/secret-kind";
import { secretsOfStack } from "../../secrets/stack-secrets";
import type { StackView } from "../../subjects/stack-view";
import { fail, type Judgement, on, PASS } from "../../verdict";

/**
 * What a rule on a kind of secret says of a stack. Its subject is the stack, since one search serves all such rules, and
 * outputs, variables and providers belong to it as resources do.
 */
export function noneOf(stack: StackView, kind: SecretKind): readonly Judgement[] {
  const found = secretsOfStack(stack)
    .filter((sighting) => sighting.kind === kind)
    .map(({ at, resource }) => {
      const judgement = fail(at, "the name of a secret in a store, and never the secret", SECRET_KINDS[kind]);
      return resource === undefined ? judgement : on(resource, judgement);
    });
  return found.length === 0 ? [PASS] : found;
}

/**
 * Examples of a kind of secret: everything that was made up for it fails.
 *
 * @param lookalikes texts that look like one and are none, by what they are; with a name where it tells
 */
export function secretExamples(
  kind: SecretKind,
  lookalikes: Readonly<Record<string, string | readonly [name: string, text: string]>>,
): RuleExamples {
  return {
    pass: Object.entries(lookalikes).map(([says, text]) =>
      typeof text === "string" ? exampleText(says, "config", text) : exampleText(says, ...text),
    ),
    fail: [
      ...madeUpSecrets(kind).map(({ says, name, text }) => exampleText(says, name, text)),
      ...madeUpSecrets(kind)
        .slice(0, 1)
        .flatMap(({ says, name, text }) => inOtherPlaces(says, name, text)),
    ],
  };
}

/** An example of a text in a map of configuration. */
export function exampleText(says: string, name: string, text: string): RuleExample {
  return exampleOf(says, "kubernetes_config_map_v1", { metadata: { name: "it" }, data: { [name]: escaped(text) } });
}

function inOtherPlaces(says: string, name: string, text: string): readonly RuleExample[] {
  const output: JsonRecord = { [name.replaceAll(/\W/g, "_")]: { value: escaped(text) } };
  return [
    exampleOf(`${says} in base64`, "kubernetes_secret_v1", {
      binary_data: { [name]: Buffer.from(`${name}=${text}`).toString("base64") },
    }),
    { says: `${says} in a local value`, stacks: { example: { ...example("", {}).stacks["example"], locals: output } } },
  ];
}

function escaped(text: string): string {
  return text.replaceAll("$" + "{", "$$" + "{");
}

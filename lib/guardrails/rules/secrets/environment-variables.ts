import { asList, isJsonRecord, type JsonRecord, listAt, recordAt, textAt } from "../../../core/json";
import { knownText } from "../../../truth/terraform-text";
import type { ObjectView } from "../../subjects/object-view";
import type { ResourceView } from "../../subjects/resource-view";
import type { StackView } from "../../subjects/stack-view";
import type { FieldPath } from "../../verdict";

/** An environment variable of a program, as the stack writes it. */
export interface EnvironmentVariable {
  /** Resource or object that sets it. */
  readonly of: ResourceView | ObjectView;
  /** Where. */
  readonly at: FieldPath;
  /** Its name. */
  readonly name: string;
  /** Its value; what is not known yet stands in it as `REFERENCE`. */
  readonly value: string;
  /** Its value as it is written, where that can be told. @default - undefined */
  readonly raw: string | undefined;
}

/** Where a type keeps a map of variables. */
const MAPS: Readonly<Record<string, FieldPath>> = {
  aws_lambda_function: ["environment", "variables"],
  aws_bedrockagentcore_agent_runtime: ["environment_variables"],
  aws_apprunner_service: [
    ...["source_configuration", "image_repository", "image_configuration", "runtime_environment_variables"],
  ],
};

/** Where a type keeps a text of containers, or of one. */
const CONTAINERS: Readonly<Record<string, string>> = {
  aws_ecs_task_definition: "container_definitions",
  aws_batch_job_definition: "container_properties",
};

/** Every environment variable that a stack sets: of functions, tasks, builds, agents and containers. */
export function environmentVariablesOf(stack: StackView): readonly EnvironmentVariable[] {
  return [
    ...stack.ofType(...Object.keys(MAPS)).flatMap(inMap),
    ...stack.ofType(...Object.keys(CONTAINERS)).flatMap(inContainers),
    ...stack.ofType("aws_codebuild_project").flatMap(inBuild),
    ...stack.containers.flatMap(({ pod, spec, at }) =>
      listAt(spec, "env").flatMap((variable, index) =>
        variableOf(pod.object, [...at, "env", index, "value"], recordAt(variable), undefined),
      ),
    ),
  ];
}

function inMap(resource: ResourceView): readonly EnvironmentVariable[] {
  const path = MAPS[resource.type] ?? [];
  const variables = path.reduce<unknown>((value, part) => recordAt(asList(value)[0])[part], resource.raw);
  return Object.entries(recordAt(variables)).flatMap(([name, raw]) =>
    typeof raw === "string" ? [{ of: resource, at: [...path, name], name, value: knownText(raw), raw }] : [],
  );
}

function inContainers(resource: ResourceView): readonly EnvironmentVariable[] {
  const argument = CONTAINERS[resource.type] ?? "";
  // A reference inside of the text may break its JSON; what is known of it does not.
  const containers = parsed(textAt(resource.raw, argument)) ?? parsed(textAt(resource.config, argument));
  return asList(containers).flatMap((container, place) =>
    listAt(container, "environment").flatMap((variable, index) =>
      variableOf(resource, [argument, place, "environment", index, "value"], recordAt(variable), "text"),
    ),
  );
}

function inBuild(resource: ResourceView): readonly EnvironmentVariable[] {
  const [environment] = asList(resource.raw["environment"]);
  return asList(recordAt(environment)["environment_variable"]).flatMap((variable, index) =>
    // Other kinds name a parameter or secret.
    (textAt(variable, "type") ?? "PLAINTEXT") === "PLAINTEXT"
      ? variableOf(resource, ["environment", "environment_variable", index, "value"], recordAt(variable), "text")
      : [],
  );
}

function variableOf(
  of: ResourceView | ObjectView,
  at: FieldPath,
  variable: JsonRecord,
  form: "text" | undefined,
): readonly EnvironmentVariable[] {
  const { name, value } = variable;
  if (typeof name !== "string" || typeof value !== "string") return [];
  return [{ of, at, name, value: knownText(value), raw: form === undefined ? undefined : value }];
}

function parsed(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isJsonRecord(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

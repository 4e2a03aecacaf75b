import type { JsonRecord } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { example, exampleContainer, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { isPlainSecret } from "../../secrets/plain-secret";
import { saysSecret } from "../../secrets/secret-name";
import { secretReferencesIn } from "../../secrets/secret-references";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { type EnvironmentVariable, environmentVariablesOf } from "./environment-variables";

export const secretInEnvironment = guardrail({
  id: "secrets/secret-in-environment",
  title: "No environment variable of a function, task, agent or container holds a secret in clear",
  severity: "high",
  why: "The console shows it to everyone who may look at the program, and the state keeps it.",
  fix: "name the secret: secrets of ECS, valueFrom of Kubernetes, or a Secret handed to the Workload or Agent",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  aliases: ["CKV_AWS_45", "C-0012"],
  subject: "stack",
  check: (stack) => environmentVariablesOf(stack).map((variable) => on(variable.of, judged(variable))),
  examples: () => {
    const lambda = (says: string, variables: JsonRecord) =>
      exampleOf(says, "aws_lambda_function", { environment: [{ variables }] });
    const task = (says: string, ...environment: readonly JsonRecord[]) =>
      exampleOf(says, "aws_ecs_task_definition", { container_definitions: JSON.stringify([{ environment }]) });
    const build = (says: string, variable: JsonRecord) =>
      exampleOf(says, "aws_codebuild_project", { environment: [{ environment_variable: [variable] }] });
    const of = (expression: string): string => ["$", `{${expression}}`].join("");
    const runtime_environment_variables = { DB_PASSWORD: "hunter2" };
    return {
      pass: [
        lambda("an ARN", { DB_SECRET: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:it" }),
        lambda("withdrawal credentials", {
          WITHDRAWAL_CREDENTIALS: `0x01${"0".repeat(22)}${"dAC17F958D2ee523a220".repeat(2)}`,
        }),
        lambda("the mint of a coin", { USDC_TOKEN: "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v" }),
        lambda("the address of a coin", { CW20_TOKEN: "cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh" }),
        lambda("a setting", { LOG_LEVEL: "debug", PASSWORD: "required" }),
        lambda("the ARN of a secret", { SECRET_ARN: of("aws_secretsmanager_secret.it.arn") }),
        exampleContainer("a path", { env: [{ name: "TOKEN", value: "/var/run/secrets/token" }] }),
        build("the name of a parameter", { name: "DB_PASSWORD_PARAMETER", value: "/apps/db/password" }),
      ],
      fail: [
        lambda("a password", { DB_PASSWORD: "hunter2" }),
        lambda("a password that was generated here", { PW: of("random_password.it.result") }),
        task("a password of a task", { name: "DB_PASSWORD", value: "hunter2" }),
        task("a password of a task from elsewhere", { name: "PW", value: of("random_password.it.result") }),
        build("a password of a build", { name: "DB_PASSWORD", value: "hunter2" }),
        build("a password of a build that says so", { name: "DB_PASSWORD", value: "hunter2", type: "PLAINTEXT" }),
        exampleContainer("a password of a container", { env: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
        exampleOf("a password of an agent", "aws_bedrockagentcore_agent_runtime", {
          environment_variables: { DB_PASSWORD: "hunter2" },
        }),
        exampleOf("a password of a job", "aws_batch_job_definition", {
          container_properties: JSON.stringify({ environment: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
        }),
        exampleOf("a password of a service", "aws_apprunner_service", {
          source_configuration: [{ image_repository: [{ image_configuration: [{ runtime_environment_variables }] }] }],
        }),
      ],
      unknown: [
        lambda("a token from elsewhere", { API_TOKEN: of("local.value") }),
        exampleContainer("a password from elsewhere", { env: [{ name: "DB_PASSWORD", value: "$" + "{local.value}" }] }),
      ],
      notApplicable: [
        example("a function without variables", { aws_lambda_function: { it: { function_name: "it" } } }),
        build("the name of a secret", { name: "DB_PASSWORD", value: "it", type: "SECRETS_MANAGER" }),
        exampleContainer("a reference to a secret", {
          env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
        }),
      ],
    };
  },
});

function judged({ at, name, value, raw }: EnvironmentVariable): Judgement {
  if (isPlainSecret(name, value) || secretReferencesIn(raw).length > 0) {
    return fail(at, "the name of a secret", "a secret in clear");
  }
  return saysSecret(name) && holdsReference(value) ? unknown(at) : PASS;
}

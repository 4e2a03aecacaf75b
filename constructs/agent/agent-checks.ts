import { Checker } from "../../lib/core/checks";
import { isCronSchedule } from "../../lib/core/cron";
import { PalisadeError, type Problem } from "../../lib/core/errors";
import { NameRules } from "../../lib/core/naming";
import { type AgentDocument, agentDocument } from "../../lib/render/agent-document";
import { secretProblem } from "../core/secret";
import { checkBudget } from "./agent-budget";
import type { AgentProps, AgentVersion } from "./agent-props";

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
/** Semantic Versioning 2.0.0, without a leading v and without ranges. */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;
const IDENTIFIER = /^[a-z0-9]([a-z0-9._/-]*[a-z0-9])?$/;
const PINNED = /@(sha256:[0-9a-f]{64}|[0-9a-f]{40})$/;
/** A ConfigMap holds at most 1 MiB (Kubernetes documentation, "ConfigMaps"). */
const CONFIGURATION_LIMIT_BYTES = 1_048_576;
/** Variables that the construct sets itself. */
const OWN_VARIABLES = ["AGENT_NAME", "AGENT_VERSION", "AGENT_DIGEST", "AGENT_CONFIGURATION"];

function badName(got: string): Problem {
  return {
    what: "an agent's name is not one Kubernetes takes",
    got,
    allowed: `lower-case letters, digits and inner hyphens, starting with a letter, at most ${NameRules.kubernetesWorkload.maxLength} characters`,
    doThis: "choose a shorter or plainer name",
  };
}

function badVersion(got: string): Problem {
  return {
    what: "an agent's version is not an exact semantic version",
    got,
    allowed: "three numbers, such as 1.4.0, with nothing left open",
    doThis: "give the version in full, without a leading v",
  };
}

function emptyPrompt(version: string): Problem {
  return { what: `version ${version} has an empty prompt`, doThis: "say what the agent is to do" };
}

function badIdentifier(what: string, got: string): Problem {
  return {
    what: `${what} has an odd name`,
    got,
    allowed: "lower-case letters, digits, and dots, hyphens, underscores or slashes inside",
    doThis: "rename it",
  };
}

function repeated(what: string, version: string, got: string): Problem {
  return { what: `version ${version} names the same ${what} twice`, got, doThis: "remove one of the two" };
}

function noCapability(version: string): Problem {
  return {
    what: `version ${version} has no capability`,
    allowed: "at least one",
    doThis: "say what the agent can do: others find it by that",
  };
}

function floatingFramework(name: string, got: string): Problem {
  return {
    what: `the framework ${name} is not pinned to exact content`,
    got,
    allowed: "a reference that ends in @ and a full 40-digit commit or a sha256: digest",
    doThis: "pin the commit or digest you reviewed",
  };
}

function contradictedVersion(version: string): Problem {
  return {
    what: `version ${version} is declared twice with different contents`,
    allowed: "one content per version, for ever",
    doThis: "give the changed one a new version number",
  };
}

function repeatedVersion(version: string): Problem {
  return {
    what: `version ${version} is declared twice`,
    doThis: "remove it from keptVersions",
  };
}

function unknownLiveVersion(got: string, known: readonly string[]): Problem {
  return {
    what: "the live version is not declared",
    got,
    allowed: known.join(", "),
    doThis: "add the version to keptVersions, or name one that is there",
  };
}

function badCron(got: string): Problem {
  return {
    what: "a schedule is not a cron expression",
    got,
    allowed: "minute, hour, day of month, month and day of week (0 to 6), or a word such as @daily",
    doThis: "write it like 0 6 * * 1-5",
  };
}

function notAtLeast(what: string, got: number, least: number): Problem {
  return {
    what: `${what} is not a whole number of at least ${least}`,
    got,
    allowed: `${least} or more`,
    doThis: `correct ${what}`,
  };
}

function tooLarge(version: string, got: number): Problem {
  return {
    what: `version ${version} does not fit into one configuration object`,
    got: `${got} bytes`,
    allowed: `${CONFIGURATION_LIMIT_BYTES} bytes`,
    doThis: "move long texts into a framework",
  };
}

function ownVariable(got: string): Problem {
  return {
    what: "an environment variable of an agent is one the agent sets itself",
    got,
    allowed: `any name but ${OWN_VARIABLES.join(", ")}`,
    doThis: "rename it",
  };
}

function duplicates(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function checkVersion(check: Checker, version: AgentVersion): void {
  const { version: number, capabilities, frameworks = [] } = version;
  check.that(SEMVER.test(number), () => badVersion(number));
  check.that(version.prompt.trim().length > 0, () => emptyPrompt(number));
  check.that(IDENTIFIER.test(version.model), () => badIdentifier(`the model of version ${number}`, version.model));
  check.that(capabilities.length > 0, () => noCapability(number));
  for (const { id } of capabilities) {
    check.that(IDENTIFIER.test(id), () => badIdentifier(`a capability of version ${number}`, id));
  }
  for (const id of duplicates(capabilities.map((capability) => capability.id))) {
    check.add(repeated("capability", number, id));
  }
  for (const { name, reference } of frameworks) {
    check.that(IDENTIFIER.test(name), () => badIdentifier(`a framework of version ${number}`, name));
    check.that(PINNED.test(reference), () => floatingFramework(name, reference));
  }
  for (const name of duplicates(frameworks.map((framework) => framework.name))) {
    check.add(repeated("framework", number, name));
  }
}

function checkSchedule(check: Checker, { schedule: { spec } }: AgentProps): void {
  if (spec.kind === "alwaysOn") {
    const { replicas } = spec;
    check.that(Number.isInteger(replicas) && replicas >= 1, () => notAtLeast("replicas", replicas, 1));
    return;
  }
  const { expression, deadlineSeconds, retries } = spec;
  check.that(isCronSchedule(expression), () => badCron(expression));
  check.that(Number.isInteger(deadlineSeconds) && deadlineSeconds >= 1, () =>
    notAtLeast("deadlineSeconds", deadlineSeconds, 1),
  );
  check.that(Number.isInteger(retries) && retries >= 0, () => notAtLeast("retries", retries, 0));
}

/** An agent version with the document it is rendered to. */
export interface RenderedVersion {
  /** The version, as it was declared. */
  readonly version: AgentVersion;
  /** The document its runtime reads. */
  readonly document: AgentDocument;
}

/** What an agent's props come to. */
export interface CheckedAgent {
  /** Every version, the declared one first. */
  readonly versions: readonly RenderedVersion[];
  /** The version that runs. */
  readonly live: RenderedVersion;
}

function render(name: string, version: AgentVersion): AgentDocument {
  return agentDocument(name, {
    version: version.version,
    image: version.image.toString(),
    model: version.model,
    prompt: version.prompt,
    capabilities: version.capabilities,
    frameworks: version.frameworks ?? [],
    parameters: version.parameters ?? {},
  });
}

function checkKeptVersions(check: Checker, versions: readonly RenderedVersion[]): void {
  for (const number of duplicates(versions.map(({ version }) => version.version))) {
    const same = versions.filter(({ version }) => version.version === number);
    const agree = new Set(same.map(({ document }) => document.digest)).size === 1;
    check.add(agree ? repeatedVersion(number) : contradictedVersion(number));
  }
  for (const { version, document } of versions) {
    const bytes = Buffer.byteLength(document.fileName) + Buffer.byteLength(document.text);
    check.that(bytes <= CONFIGURATION_LIMIT_BYTES, () => tooLarge(version.version, bytes));
  }
}

/** Checks everything an agent was given and renders its versions. @throws PalisadeError listing every problem */
export function checkAgent(path: string, props: AgentProps): CheckedAgent {
  const check = new Checker(path);
  const { name, secrets = [], scratchMiB } = props;
  check.that(NAME.test(name) && name.length <= NameRules.kubernetesWorkload.maxLength, () => badName(name));
  const declared: readonly AgentVersion[] = [props, ...(props.keptVersions ?? [])];
  for (const version of declared) checkVersion(check, version);
  checkSchedule(check, props);
  for (const [index, secret] of secrets.entries()) {
    const problem = secretProblem(`secrets[${index}]`, secret);
    if (problem !== undefined) check.add(problem);
  }
  if (scratchMiB !== undefined) {
    check.that(Number.isInteger(scratchMiB) && scratchMiB >= 1, () => notAtLeast("scratchMiB", scratchMiB, 1));
  }
  if (props.budget !== undefined) checkBudget(check, props.budget);
  for (const variable of Object.keys(props.environment ?? {})) {
    check.that(!OWN_VARIABLES.includes(variable), () => ownVariable(variable));
  }
  const versions = declared.flatMap((version) => {
    const document = check.collect(() => render(name, version));
    return document === undefined ? [] : [{ version, document }];
  });
  checkKeptVersions(check, versions);
  const wanted = props.liveVersion ?? props.version;
  const live = versions.find(({ version }) => version.version === wanted);
  const numbers = declared.map(({ version }) => version);
  check.that(numbers.includes(wanted), () => unknownLiveVersion(wanted, numbers));
  check.done();
  if (live === undefined) throw new PalisadeError([{ ...unknownLiveVersion(wanted, numbers), where: path }]);
  return { versions, live };
}

import type { Problem } from "../core/errors";
import type { TerraformDiagnostic } from "./terraform-failure";

const INSTEAD = "hand Terraform a folder of providers with --plugin-dir";

/** How a message of Terraform is recognised, and what it comes down to. */
interface KnownFailure {
  /** Matched against headline and explanation, on one line. */
  readonly pattern: RegExp;
  readonly problem: (match: { readonly [group: string]: string }) => Problem;
}

/** The pieces of Terraform's and OpenTofu's messages, each as printed by `init` or `validate` of the versions tried. */
const KNOWN: readonly KnownFailure[] = [
  {
    pattern: /could not connect to (?<host>[^:\s]+): (?<reason>.*?)(?: To see which modules| *$)/,
    problem: ({ host, reason = "" }) => ({
      what: `Terraform cannot reach ${host}, the registry it would get the providers from`,
      got: lastCause(reason),
      doThis: `connect this machine, name its proxy in HTTPS_PROXY, or ${INSTEAD}`,
    }),
  },
  {
    pattern:
      /failed to query provider mirror \S*?(?<host>[^/@\s]+\.[^/@\s]+|localhost[^/\s]*|\[[^\]]+\][^/\s]*)\/\S* for .*?: (?<reason>.*?)(?: To see which modules| *$)/,
    problem: ({ host, reason = "" }) => ({
      what: `Terraform cannot reach ${host}, the mirror that your command-line configuration names for the providers`,
      got: lastCause(reason),
      doThis: `see to it that the mirror answers, or ${INSTEAD}`,
    }),
  },
  {
    pattern: /cannot search (?<folder>\S+): /,
    problem: ({ folder }) => ({
      what: "the filesystem mirror that your command-line configuration names cannot be read",
      got: folder,
      doThis: `correct its path, or ${INSTEAD}`,
    }),
  },
  {
    pattern:
      /provider (?<address>\S+) was not found in any of the search locations(?<folders>.*?)(?: To see which modules| *$)/,
    problem: ({ address, folders = "" }) => ({
      what: `${address} is in none of the places where your command-line configuration lets Terraform look`,
      got: folders.replaceAll(" - ", " ").trim(),
      doThis: `put it into one of them, allow \`direct\` there, or ${INSTEAD}`,
    }),
  },
  {
    pattern:
      /Provider (?<provider>\S+ v\S+) does not have a package available for your current platform, (?<platform>\w+)/,
    problem: ({ provider, platform = "" }) => ({
      what: `${provider} was not released for this platform`,
      got: platform,
      doThis: "run this on a platform for which it was; that is how the stack will be deployed as well",
    }),
  },
  {
    pattern: /Error while installing (?<provider>\S+ v[^\s:]+): (?<reason>.*(?:checksum|authentication signature).*)/i,
    problem: ({ provider, reason }) => ({
      what: `${provider} is not what it should be: its checksum or signature does not fit`,
      ...gotOf(reason),
      doThis:
        "do not use this package; fetch it again from the registry, and find out where this one came from if that mends it",
    }),
  },
  {
    pattern:
      /Error while installing (?<provider>\S+ v[^\s:]+): (?<reason>.*(?:zip|unexpected EOF|flate|provider binary not found).*)/i,
    problem: ({ provider, reason }) => ({
      what: `the package of ${provider} is broken`,
      ...gotOf(reason),
      doThis: "delete it and fetch it again; a download that was cut short looks like this",
    }),
  },
  {
    pattern:
      /Could not load the schema for provider (?<address>\S+): failed to instantiate provider \S+ to obtain schema: (?:fork\/exec \S+: )?(?<reason>.*?)(?: This usually means|\.*$)/,
    problem: ({ address, reason }) => ({
      what: `${address} does not start`,
      ...gotOf(reason),
      allowed: "an executable provider for the platform of the Terraform binary",
      doThis: "make the file executable if it is not, or fetch the provider for this platform again",
    }),
  },
];

/**
 * What Terraform's messages about fetching and starting providers come down to, each once. Empty when one of them is
 * about something else: then its own words say more.
 */
export function providerFailures(diagnostics: readonly TerraformDiagnostic[]): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const { severity, summary, detail } of diagnostics) {
    if (severity !== "error") continue;
    const problems = messagesIn(`${summary}\n${detail}`).flatMap((message) => explain(message) ?? []);
    if (problems.length === 0) return [];
    for (const problem of problems) found.set(problem.what, problem);
  }
  return [...found.values()];
}

/** Several providers that do not start come in one message, as a list. */
function messagesIn(text: string): readonly string[] {
  return text.split(/\n- (?=Failed to obtain)/).map((part) => part.replace(/\s+/g, " ").trim());
}

function explain(message: string): Problem | undefined {
  for (const { pattern, problem } of KNOWN) {
    const match = pattern.exec(message);
    if (match !== null) return problem(match.groups ?? {});
  }
  return undefined;
}

function gotOf(reason: string | undefined): { readonly got?: string } {
  return reason === undefined || reason.trim() === "" ? {} : { got: reason.trim() };
}

/** Go puts the cause last: `Get "https://…": dial tcp: lookup …: no such host`. */
function lastCause(reason: string): string {
  return reason.replace(/^.*?Get "[^"]*": /, "").trim();
}

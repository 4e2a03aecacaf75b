import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** GitHub's numbers of a repository (`gh api repos/OWNER/NAME --jq '.owner.id, .id'`). */
export interface GithubIds {
  /** Number of the owner. */
  readonly ownerId: number;
  /** Number of the repository. */
  readonly repositoryId: number;
  /**
   * Which subject GitHub writes into the repository's tokens: with the numbers, as for repositories made since 15 July
   * 2026 and those that asked for it, or names alone (aws-actions/configure-aws-credentials, README, "Immutable subject
   * claims"). @default - numbers
   */
  readonly subject?: "numbers" | "names";
}

/** Which runs of a repository may log in. */
export class PipelineOrigin {
  /** Jobs of a deployment environment, which GitHub's own rules protect. Prefer this. */
  public static environment(name: string): PipelineOrigin {
    return new PipelineOrigin("environment", name, `environment:${name}`, ENVIRONMENT);
  }

  /** Runs on one branch. */
  public static branch(name: string): PipelineOrigin {
    return new PipelineOrigin("ref", `refs/heads/${name}`, `ref:refs/heads/${name}`, REF);
  }

  /** Runs on one tag. */
  public static tag(name: string): PipelineOrigin {
    return new PipelineOrigin("ref", `refs/tags/${name}`, `ref:refs/tags/${name}`, REF);
  }

  private constructor(
    /** The claim of GitHub's token that says so. */
    public readonly claim: "environment" | "ref",
    /** What it says. */
    public readonly value: string,
    /** How the subject ends. */
    public readonly subjectEnd: string,
    private readonly pattern: RegExp,
  ) {}

  /** What is wrong with it; empty when nothing is. */
  public get problems(): readonly Problem[] {
    if (this.pattern.test(this.value) && !holdsToken(this.value)) return [];
    return [
      {
        what: `the ${this.claim} a pipeline comes from is not written out`,
        got: this.value,
        allowed: "one name in full: no wildcard, no colon, no reference",
        doThis: "make a pipeline for each environment or branch that may log in",
      },
    ];
  }
}

/** Names of environments as far as they stand in a subject as they are. */
const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9 _./-]*$/;
const REF = /^refs\/(heads|tags)\/[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/;

/** What of a pipeline's props stands in its tokens. */
export interface PipelineClaims {
  readonly repository: string;
  readonly origin: PipelineOrigin;
  readonly ids?: GithubIds;
  readonly workflow?: string;
}

/** The claims that a token has to have, all of them. */
export function boundClaims({ repository, origin, ids, workflow }: PipelineClaims): Record<string, string> {
  return {
    repository,
    [origin.claim]: origin.value,
    ...(ids === undefined ? {} : { repository_id: String(ids.repositoryId), repository_owner_id: String(ids.ownerId) }),
    ...(workflow === undefined ? {} : { job_workflow_ref: workflow }),
  };
}

/**
 * The subject that a token has to have; undefined where its form is not known: repositories of two forms exist, and the
 * claims beside it say the same in both.
 */
export function boundSubject({ repository, origin, ids }: PipelineClaims): string | undefined {
  if (ids === undefined) return undefined;
  if (ids.subject === "names") return `repo:${repository}:${origin.subjectEnd}`;
  const [owner = "", name = ""] = repository.split("/");
  return `repo:${owner}@${ids.ownerId}/${name}@${ids.repositoryId}:${origin.subjectEnd}`;
}

/** Problem of a repository's name; undefined when it is written in full. */
export function repositoryProblem(got: string): Problem | undefined {
  if (REPOSITORY.test(got) && !holdsToken(got)) return undefined;
  return {
    what: "the repository of a pipeline is not written out",
    got,
    allowed: "owner/name in full: no wildcard, no address, no reference",
    doThis: "write it as it stands in the address of its page, and make a pipeline for each repository",
  };
}

/** Problem of an audience; undefined when it is fine. */
export function audienceProblem(got: string): Problem | undefined {
  if (/^[\w:/.@-]+$/.test(got) && !holdsToken(got)) return undefined;
  return {
    what: "the audience is not one that a token can be made for",
    got,
    allowed: "one text without blanks and wildcards, best the address of this Vault",
    doThis: "write https://vault.example.org:8200, and ask for the same in the workflow",
  };
}

/** Problems of numbers that are none. */
export function idProblems({ ownerId, repositoryId }: GithubIds): readonly Problem[] {
  return Object.entries({ ownerId, repositoryId })
    .filter(([, number]) => !Number.isInteger(number) || number < 1)
    .map(([field, got]) => ({
      what: `${field} is not a number of GitHub's`,
      got,
      allowed: "a whole number from 1",
      doThis: "ask GitHub: gh api repos/OWNER/NAME --jq '.owner.id, .id'",
    }));
}

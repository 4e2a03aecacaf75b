import type { Problem } from "../../lib/core/errors";
import { serverHost } from "../../lib/render/vault-first-start";
import { TERRAFORM_ROLE, type TerraformLoginSpec } from "../../lib/render/vault-runbook-subject";
import { roleArnProblem } from "./aws-arns";
import {
  audienceProblem,
  boundClaims,
  type GithubIds,
  idProblems,
  PipelineOrigin,
  repositoryProblem,
} from "./github-claims";

/** Options of `TerraformLogin.githubActions`. */
export interface GithubActionsLoginOptions {
  /** Repository whose runs may log in, in full: `owner/name`. */
  readonly repository: string;
  /** Deployment environment that a run has to be in; its rules decide who may approve one. */
  readonly environment: string;
  /** GitHub's numbers of owner and repository, which nobody else can take over. @default - names alone */
  readonly ids?: GithubIds;
  /** Audience that the run asks its token for. @default - vault.palisade */
  readonly audience?: string;
}

/** Options of `TerraformLogin.awsRole`. */
export interface AwsRoleLoginOptions {
  /** ARN of the role that a run has. */
  readonly roleArn: string;
  /** Region whose security token service the server asks who somebody is. */
  readonly region: string;
}

/** What the Vault provider of Terraform is told: `new VaultProvider(stack, id, { address, ...server.terraformLogin })`. */
export interface VaultProviderLogin {
  /** Login with the token of a run, which the provider reads from `TERRAFORM_VAULT_AUTH_JWT`. @default - another login */
  readonly authLoginJwt?: { readonly mount: string; readonly role: string }[];
  /** Login as the role that the run has in AWS. @default - another login */
  readonly authLoginAws?: { readonly mount: string; readonly role: string; readonly headerValue: string }[];
}

const DEFAULT_AUDIENCE = "vault.palisade";

/** How Terraform logs in once the server runs: with what a run has anyway, so that no token stands anywhere. */
export class TerraformLogin {
  /** With the token that GitHub gives each run of one repository in one environment. */
  public static githubActions(options: GithubActionsLoginOptions): TerraformLogin {
    const { repository, environment, ids, audience = DEFAULT_AUDIENCE } = options;
    const origin = PipelineOrigin.environment(environment);
    const claims = boundClaims({ repository, origin, ...(ids === undefined ? {} : { ids }) });
    return new TerraformLogin({ kind: "githubActions", claims, audience }, [
      repositoryProblem(repository),
      audienceProblem(audience),
      ...origin.problems,
      ...(ids === undefined ? [] : idProblems(ids)),
    ]);
  }

  /** As a role in AWS: the run signs a request to AWS, and the server asks AWS who signed it. */
  public static awsRole(options: AwsRoleLoginOptions): TerraformLogin {
    return new TerraformLogin({ kind: "awsRole", ...options }, [roleArnProblem(options.roleArn, "Terraform's role")]);
  }

  /** What is wrong with it. */
  public readonly problems: readonly Problem[];

  private constructor(
    /** Which of the two it is, and its options. */
    public readonly spec: TerraformLoginSpec,
    problems: readonly (Problem | undefined)[],
  ) {
    this.problems = problems.filter((problem) => problem !== undefined);
  }

  /** What the provider is told for one server. Nothing of it is secret. */
  public providerFor(server: { readonly name: string; readonly namespace: string }): VaultProviderLogin {
    const login = { mount: TERRAFORM_ROLE, role: TERRAFORM_ROLE };
    return this.spec.kind === "githubActions"
      ? { authLoginJwt: [login] }
      : { authLoginAws: [{ ...login, headerValue: serverHost(server) }] };
  }
}

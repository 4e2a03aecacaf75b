import { JwtAuthBackend } from "@cdktf/provider-vault/lib/jwt-auth-backend";
import { JwtAuthBackendRole } from "@cdktf/provider-vault/lib/jwt-auth-backend-role";
import { Construct } from "constructs";
import { Checker } from "../../lib/core/checks";
import { markIdentity } from "../core/identity";
import {
  audienceProblem,
  boundClaims,
  boundSubject,
  type GithubIds,
  idProblems,
  type PipelineOrigin,
  repositoryProblem,
} from "./github-claims";
import { pathProblem } from "./secret-checks";
import { loginProblem, VaultLogin, type VaultLoginOptions } from "./vault-login";

/** Props of `GithubActionsAuth`. */
export interface GithubActionsAuthProps {
  /**
   * Audience that pipelines ask GitHub for, best the address of this Vault: a token made for another program is refused.
   */
  readonly audience: string;
  /** Path of the auth method. @default - github-actions */
  readonly path?: string;
}

/** Props of one pipeline. */
export interface GithubPipelineProps extends VaultLoginOptions {
  /** Its repository in full: `owner/name`. */
  readonly repository: string;
  /** Which of its runs: those of a deployment environment, or of one branch or tag. */
  readonly origin: PipelineOrigin;
  /**
   * GitHub's numbers of owner and repository. Names can be given up and taken by others; numbers cannot.
   * @default - names alone
   */
  readonly ids?: GithubIds;
  /**
   * The reusable workflow its job has to run in, such as `owner/name/.github/workflows/deploy.yml@refs/heads/main`.
   * @default - any workflow of the repository
   */
  readonly workflow?: string;
}

/** Who gives tokens to GitHub's runs, and whose keys they are checked with (GitHub documentation, "OpenID Connect"). */
const ISSUER = "https://token.actions.githubusercontent.com";

/** What of a token Vault writes into its audit log beside the role. */
const NOTED_CLAIMS = ["actor", "ref", "repository", "run_id", "workflow"];

/** Lets runs of GitHub Actions log in to Vault with the token GitHub gives them: no secret stands in the repository. */
export class GithubActionsAuth extends Construct {
  /** Path of the auth method. */
  public readonly path: string;
  /** Audience that pipelines ask GitHub for. */
  public readonly audience: string;

  private readonly method: JwtAuthBackend;

  /** @throws PalisadeError listing every problem of the props */
  public constructor(scope: Construct, id: string, props: GithubActionsAuthProps) {
    super(scope, id);
    this.path = props.path ?? "github-actions";
    this.audience = props.audience;
    const check = new Checker(this.node.path);
    for (const problem of [pathProblem("path of the auth method", this.path), audienceProblem(props.audience)]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    markIdentity(this, { kind: "secret", name: this.path });
    this.method = new JwtAuthBackend(this, "method", {
      type: "jwt",
      path: this.path,
      description: "Runs of GitHub Actions, managed by Palisade.",
      oidcDiscoveryUrl: ISSUER,
      boundIssuer: ISSUER,
    });
  }

  /**
   * A pipeline that may log in. It may nothing but that until something is granted to it.
   *
   * @param name unique among the pipelines of this method
   * @throws PalisadeError listing every problem of the props
   */
  public pipeline(name: string, props: GithubPipelineProps): VaultLogin {
    const check = new Checker(`${this.node.path}/${name}`);
    for (const problem of [
      repositoryProblem(props.repository),
      ...props.origin.problems,
      ...(props.ids === undefined ? [] : idProblems(props.ids)),
      loginProblem(props),
    ]) {
      if (problem !== undefined) check.add(problem);
    }
    check.done();
    return new VaultLogin(this, name, this.path, props, (login, settings) => {
      const subject = boundSubject(props);
      return new JwtAuthBackendRole(login, "role", {
        backend: this.method.path,
        roleName: login.roleName,
        roleType: "jwt",
        boundAudiences: [this.audience],
        ...(subject === undefined ? {} : { boundSubject: subject }),
        boundClaims: boundClaims(props),
        boundClaimsType: "string",
        // A comma would otherwise be read as a list of which any one is enough.
        disableBoundClaimsParsing: true,
        userClaim: "repository",
        claimMappings: Object.fromEntries(NOTED_CLAIMS.map((claim) => [claim, claim])),
        ...settings,
      });
    });
  }
}

import { holdsToken } from "../../lib/core/digest";
import type { Problem } from "../../lib/core/errors";

/** Object names (Kubernetes documentation, "Object Names and IDs"). */
const SECRET = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;
/** ARNs of repositories (Service Authorization Reference, "Amazon Elastic Container Registry"); `*` for any part of the name. */
const REPOSITORY = /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:\d{12}:repository\/[a-z0-9._/*-]+$/;

/** With what Kyverno logs in to the registries of signed images. */
export class RegistryCredentials {
  /**
   * Secrets of the kind `kubernetes.io/dockerconfigjson` in the namespace of the engine: it looks for them in no other.
   *
   * @param names of Secrets that are there
   */
  public static fromSecrets(...names: readonly string[]): RegistryCredentials {
    return new RegistryCredentials("secrets", names);
  }

  /**
   * Amazon ECR, with a role that may read these repositories and that Kyverno's pods alone take on, through EKS Pod
   * Identity. For clusters of EKS, in a stack with the AWS provider.
   *
   * @param repositoryArns such as `arn:aws:ecr:eu-central-1:123456789012:repository/acme/*`
   */
  public static ecr(...repositoryArns: readonly string[]): RegistryCredentials {
    return new RegistryCredentials("ecr", repositoryArns);
  }

  private constructor(
    private readonly kind: "secrets" | "ecr",
    private readonly names: readonly string[],
  ) {}

  /** As a policy of Kyverno names them. */
  public get asked(): { readonly secrets?: readonly string[]; readonly providers?: readonly string[] } {
    return this.kind === "secrets" ? { secrets: this.names } : { providers: ["amazon"] };
  }

  /** Repositories that the role may read; none where there is no role. */
  public get repositoryArns(): readonly string[] {
    return this.kind === "ecr" ? this.names : [];
  }

  /** Everything wrong with them. */
  public problems(): readonly Problem[] {
    const form = this.kind === "ecr" ? REPOSITORY : SECRET;
    const odd = this.names.filter(
      (name: unknown) => typeof name !== "string" || !(form.test(name) || holdsToken(name)),
    );
    if (this.names.length > 0 && odd.length === 0) return [];
    return [this.kind === "ecr" ? noRepository(odd) : noSecret(odd)];
  }
}

function noRepository(got: readonly string[]): Problem {
  return {
    what: "credentials for ECR name no repository",
    got,
    allowed: "ARNs such as arn:aws:ecr:eu-central-1:123456789012:repository/acme/*",
    doThis: "name the repositories that the images stand in",
  };
}

function noSecret(got: readonly string[]): Problem {
  return {
    what: "credentials of registries name no Secret",
    got,
    allowed: "names of Secrets in the namespace of the engine",
    doThis: "make a Secret of the kind kubernetes.io/dockerconfigjson there, and give its name alone",
  };
}

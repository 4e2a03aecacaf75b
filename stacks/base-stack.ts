import { Aspects, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DependencyAspect } from "../constructs/core/dependency-aspect";
import { markOwnership } from "../constructs/core/identity";
import { wantLockedImages } from "../constructs/core/image-lock";
import { addValidations } from "../constructs/core/validations";
import { requireWatched } from "../constructs/monitoring";
import { addGuardrails } from "../constructs/policy";
import { declareBackend } from "./backend";
import type { EnvironmentSpec } from "./environment";
import { type StackRole, stackName } from "./stack-role";

/** Write-only arguments and `use_lockfile` need Terraform 1.11; so does OpenTofu's counterpart. */
const REQUIRED_VERSION = ">= 1.11.0, < 2.0.0";

/**
 * What every stack of an environment has: a backend of its own, owner and cost centre on everything, the checks that
 * close cdktf's silent traps, and the Terraform version it needs.
 */
export abstract class BaseStack extends TerraformStack {
  /** The environment it belongs to. */
  protected readonly environment: EnvironmentSpec;

  protected constructor(scope: Construct, environment: EnvironmentSpec, role: StackRole) {
    const name = stackName(environment, role);
    super(scope, name);
    this.environment = environment;
    declareBackend(this, environment, role);
    markOwnership(this, {
      environment: environment.name,
      stack: name,
      owner: environment.owner,
      costCentre: environment.costCentre,
    });
    Aspects.of(this).add(new DependencyAspect());
    addValidations(this);
    addGuardrails(this, { profile: environment.guardrails, environment: environment.name });
    if (environment.production === true) wantLockedImages(this);
    requireWatched(this);
    this.addOverride("terraform.required_version", REQUIRED_VERSION);
  }

  /**
   * Writes a provider's full address. The bindings write the short one, which OpenTofu takes for another provider on
   * every upgrade (opentofu/opentofu issue 2402).
   */
  protected pinProviderSource(localName: string): void {
    this.addOverride(`terraform.required_providers.${localName}.source`, `hashicorp/${localName}`);
  }
}

import { PalisadeError } from "../../lib/core/errors";
import type * as AllowedRegistries from "../../lib/guardrails/admission/allowed-registries";
import type { Rule } from "../../lib/guardrails/rule";

// biome-ignore lint/style/noCommonJs: what judges is loaded with the first rule, not with every family.
const load = (): typeof AllowedRegistries => require("../../lib/guardrails/admission/allowed-registries");

const REGISTRY = /^([a-z0-9-]+\.)+[a-z]+(:\d+)?(\/[a-z0-9._-]+)*$/;

/**
 * A rule of a team's own: every image comes from one of these registries, or from a part of one. Give the same rule to
 * `addGuardrails` and to `AdmissionPolicies`.
 *
 * @param registries such as `ghcr.io/acme`, `registry.example.org:5000`; Docker Hub is `docker.io`
 * @throws PalisadeError for none, and for what is no registry
 */
export function allowedRegistries(...registries: readonly string[]): Rule {
  const odd = registries.filter((registry) => !REGISTRY.test(registry));
  if (registries.length === 0 || odd.length > 0) {
    throw new PalisadeError([
      {
        what: "the registries that images may come from are none, or no names of registries",
        got: odd,
        allowed: "a registry, alone or with a path in it, without a slash at the end: ghcr.io/acme",
        doThis: "name the registries that you write to; Docker Hub is docker.io",
      },
    ]);
  }
  return load().allowedRegistries(...registries);
}

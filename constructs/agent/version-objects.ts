import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { Construct } from "constructs";
import { escapeForTerraform } from "../../lib/core/escape";
import { NameRules, physicalName } from "../../lib/core/naming";
import type { INamespace } from "../core/namespace";
import type { CheckedAgent, RenderedVersion } from "./agent-checks";

/** A label value has at most 63 characters, one too few for the whole digest; the pod has that in `AGENT_DIGEST`. */
const SHORT_DIGEST_LENGTH = 10;

/** The beginning of a version's digest, for names and labels. */
export function shortDigestOf({ document }: RenderedVersion): string {
  return document.digest.slice(0, SHORT_DIGEST_LENGTH);
}

/**
 * `<agent>-<version>-<digest>`, with hyphens for the version's dots. The version is taken apart at its dots, because a
 * part of it may begin with a hyphen, which no part of a ConfigMap's name may.
 */
function objectName(agent: string, rendered: RenderedVersion): string {
  const parts = [agent, ...rendered.version.version.split("."), shortDigestOf(rendered)];
  return physicalName(parts, NameRules.kubernetesLabel);
}

/** The address says the version and nothing else, so no other version and no pointer changes anything about it. */
function declareVersion(
  scope: Construct,
  agent: string,
  namespace: INamespace,
  rendered: RenderedVersion,
): ConfigMapV1 {
  const { version, document } = rendered;
  return new ConfigMapV1(scope, `version-${version.version}`, {
    metadata: { name: objectName(agent, rendered), namespace: namespace.nameFor(scope) },
    immutable: true,
    data: { [document.fileName]: escapeForTerraform(document.text) },
    // Also makes Terraform remove a version that is no longer kept only after the pods moved away from it.
    lifecycle: { createBeforeDestroy: true },
  });
}

/**
 * Declares one object for each version that is kept.
 *
 * @returns a reference to the name of the live one, so that it is there before the pods that read it
 */
export function declareVersions(
  scope: Construct,
  agent: string,
  namespace: INamespace,
  { versions, live }: CheckedAgent,
): string {
  const others = versions.filter((rendered) => rendered !== live);
  for (const rendered of others) declareVersion(scope, agent, namespace, rendered);
  return declareVersion(scope, agent, namespace, live).metadata.name;
}

import { canonicalText, digest } from "../core/digest";

/** Something an agent can do, as others read it. */
export interface AgentCapability {
  /** Stable name, such as `code.review`. */
  readonly id: string;
  /** What it does, in one sentence. */
  readonly description: string;
}

/** A body of knowledge an agent works by, pinned to exact content. */
export interface AgentFramework {
  /** Name, unique in the agent. */
  readonly name: string;
  /** Where it stands, ending in `@` and a full commit or a `sha256:` digest. */
  readonly reference: string;
}

/** One version of an agent: behaviour and runtime together, never changed once it was live. */
export interface AgentVersionSpec {
  /** Exact semantic version, such as `1.4.0`. */
  readonly version: string;
  /** Full reference of the runtime image. */
  readonly image: string;
  /** Name of the model, as the model gateway resolves it. */
  readonly model: string;
  /** Settings of the model and the runtime, such as `temperature`. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** What the agent is told. */
  readonly prompt: string;
  /** What it can do. */
  readonly capabilities: readonly AgentCapability[];
  /** What it works by. */
  readonly frameworks: readonly AgentFramework[];
}

/** An agent version as its runtime reads it. */
export interface AgentDocument {
  /** SHA-256 of everything in the version, in hex: the version's identity. */
  readonly digest: string;
  /** Name of the file that holds it. */
  readonly fileName: string;
  /** The file: canonical JSON, so that the same version is the same text everywhere. */
  readonly text: string;
}

/** Ten hex digits tell the contents of one version number apart. */
const SHORT_DIGEST_LENGTH = 10;

/** Order says nothing in these lists, so it must not change the digest. */
function sorted<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...items].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}

/**
 * Renders one version of an agent to the document its runtime reads, named by its own content.
 *
 * @throws PalisadeError when something in it is only known to Terraform
 */
export function agentDocument(agent: string, spec: AgentVersionSpec): AgentDocument {
  const content = {
    agent,
    version: spec.version,
    image: spec.image,
    model: spec.model,
    parameters: { ...spec.parameters },
    prompt: spec.prompt,
    capabilities: sorted(spec.capabilities, ({ id }) => id).map(({ id, description }) => ({ id, description })),
    frameworks: sorted(spec.frameworks, ({ name }) => name).map(({ name, reference }) => ({ name, reference })),
  };
  const where = `agent ${agent} ${spec.version}`;
  const identity = digest(content, where);
  const short = identity.slice(0, SHORT_DIGEST_LENGTH);
  return {
    digest: identity,
    fileName: `${spec.version.replaceAll("+", "_")}-${short}.json`,
    text: `${canonicalText({ ...content, digest: identity }, where)}\n`,
  };
}

import type { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Controller } from "../../../constructs/core/controller";
import type { Kind } from "../../../constructs/core/identity";
import { ImageRef } from "../../../constructs/core/image-ref";
import { Volume } from "../../../constructs/core/volume";
import { Workload } from "../../../constructs/core/workload";
import { PalisadeError } from "../../../lib/core/errors";
import { blsKey, place } from "../../constructs/keys/key-fixtures";
import { monitor, production } from "../../constructs/keys/production";
import { webContainer } from "../../support/fixtures";
import { synthApp } from "../../support/synth";

/** Something that a hurried engineer would try, and what he is told. */
export interface Misuse {
  /** What is tried. */
  readonly title: string;
  /** Tries it. */
  readonly build: (app: App) => unknown;
  /** The whole message, line by line. An empty line stands between two problems. */
  readonly message: readonly string[];
}

/** A value that nobody may ever see in a message. It is nobody's. */
export const VALUE = "q7Rk2vLw9TzX4bNf8YcJ3mHs";

/** A stack of production, named `prod-apps`, under the strict profile. */
export function prod(app: App): TerraformStack {
  return production(app, "prod-apps");
}

/** What no type would let through, as plain JavaScript or a file of JSON hands it in. */
export function untyped(value: object | string) {
  return JSON.parse(JSON.stringify(value));
}

/** A signer or validator of one's own making, with everything that the guardrails ask for, and watched. */
export function ownGuardian(stack: TerraformStack, kind: Kind, replicas = 1): Construct {
  const memory = Volume.persistent("memory", { storageGiB: 1 });
  const guardian = new Workload(stack, "own", {
    ...place,
    identity: { kind, name: `own-${kind}`, keys: [blsKey(1)] },
    controller: Controller.statefulSet({ replicas }),
    volumes: [memory],
    containers: [
      {
        ...webContainer,
        image: ImageRef.parse(`registry.example.org/own:1.2.3@sha256:${"0a".repeat(32)}`),
        mounts: [{ volume: memory.name, path: "/var/lib/own" }],
      },
    ],
  });
  monitor(stack);
  return guardian;
}

/** The whole message of the synth; empty where it passes. What fails in any other way is no answer. */
export function refusalOf(build: (app: App) => unknown): string {
  try {
    synthApp((app) => {
      build(app);
    });
  } catch (error) {
    // Files of tests lie in a folder of their own.
    if (error instanceof PalisadeError) return error.message.replaceAll(/ \/\S+\/(?=bootstrap\.yaml)/g, " ");
    throw error;
  }
  return "";
}

import { ImageRef } from "../../../constructs/core/image-ref";
import { Snapshots } from "../../../constructs/secrets";
import { LockedBucket } from "../../../constructs/state";
import { only, synthStack } from "../../support/synth";
import { thrownMessage } from "../../support/thrown-message";
import { declared, valuesOf } from "./vault-server-facts";
import { serverIn } from "./vault-server-fixture";

describe("images of a mirror", () => {
  const digest = `sha256:${"ab".repeat(32)}`;
  const mirror = (name: string) => ImageRef.parse(`registry.example.org/mirror/${name}@${digest}`);
  const imageOf = (program: "vault" | "openbao", image: ImageRef) =>
    valuesOf(declared({ program, image }).stack, program).server.image;

  it("stand in the charts the way each of them joins them", () => {
    expect(imageOf("vault", mirror("vault:2.0.4"))).toEqual({
      repository: "registry.example.org/mirror/vault",
      tag: `2.0.4@${digest}`,
    });
    expect(imageOf("openbao", mirror("openbao:2.6.2"))).toEqual({
      registry: "registry.example.org",
      repository: "mirror/openbao",
      tag: `2.6.2@${digest}`,
    });
  });

  it("save and upload the snapshots too", () => {
    const stack = synthStack((scope) => {
      const bucket = new LockedBucket(scope, "bucket", { bucketName: "acme-vault", lockedDays: 1 });
      const snapshots = Snapshots.toLockedBucket({ bucket, region: "eu-central-1", image: mirror("aws-cli:2.36.46") });
      serverIn(scope, { image: mirror("vault:2.0.4"), snapshots });
    });
    const pod = only(stack.resource["kubernetes_cron_job_v1"]).spec.job_template.spec.template.spec;
    expect([pod.init_container[0].image, pod.container[0].image]).toEqual([
      String(mirror("vault:2.0.4")),
      String(mirror("aws-cli:2.36.46")),
    ]);
  });

  it("need a tag, since the charts join repository and tag", () => {
    const image = ImageRef.parse(`registry.example.org/mirror/vault@${digest}`);
    expect(thrownMessage(() => declared({ image }))).toBe(
      [
        "test/secret-server: the secret server's image has no tag, and its chart joins repository and tag",
        `  got: "registry.example.org/mirror/vault@${digest}"`,
        "  allowed: repository:tag, best with @sha256:… behind it",
        "  do this: add the tag that the digest stands for",
      ].join("\n"),
    );
  });
});

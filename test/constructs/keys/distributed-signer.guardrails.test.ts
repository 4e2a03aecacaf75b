import { TerraformElement } from "cdktf";
import { ImageRef } from "../../../constructs/core/image-ref";
import type { DistributedSigner } from "../../../constructs/keys";
import { SHARE_SIGNERS } from "../../../lib/catalogue";
import { formatProblem } from "../../../lib/core/errors";
import { problemsOf } from "../../support/refusals";
import { synthApp } from "../../support/synth";
import { workloadIn } from "../secrets/fixture";
import { groupIn, VOUCH } from "./distributed-signer-fixture";
import { monitor, production } from "./production";

const { repository, tag } = SHARE_SIGNERS.dirk.image;
const image = ImageRef.parse(`${repository}:${tag}@sha256:${"0a".repeat(32)}`);

/** What stops a production with a group of signers, to whose synthesized form something was done. */
function findings(change: (group: DistributedSigner) => void = () => undefined): readonly string[] {
  const problems = problemsOf(() =>
    synthApp((app) => {
      const stack = production(app, "prod-keys");
      const group = groupIn(stack, { image });
      group.grantSign(workloadIn(stack, "vouch", "validators"), VOUCH);
      monitor(stack);
      change(group);
    }),
  );
  return problems.map((problem) => formatProblem(problem));
}

function override(group: DistributedSigner, instance: number, path: string, value: unknown): void {
  const set = group.workloads[instance]?.node.findChild("stateful-set");
  if (!TerraformElement.isTerraformElement(set)) throw new Error("the instance has no stateful set");
  set.addOverride(path, value);
}

test("a group of signers passes the strict profile without a finding: it is one place of its keys", () => {
  expect(findings()).toEqual([]);
}, 60_000);

test("an instance that would hold the share of another, or stand there twice, does not pass", () => {
  const found = findings((group) => {
    const share = { "palisade.dev/key-share": "group=prod-keys/duties;share=1;threshold=2;of=3" };
    override(group, 1, "spec.template.metadata.annotations", share);
    override(group, 2, "spec.replicas", "2");
  });
  const rules = found.map((text) => /guardrail (\S+)/.exec(text)?.[1]);
  expect([...new Set(rules)].sort()).toEqual(["chain/one-key-one-place", "chain/one-replica"]);
}, 60_000);

import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import type { TerraformStack } from "cdktf";
import { addGuardrails, letOff } from "../../../constructs/policy";
import { guardrail } from "../../../lib/guardrails";
import { type Misuse, prod, untyped } from "./misuse";

function openVolume(stack: TerraformStack): EbsVolume {
  return new EbsVolume(stack, "cache", { availabilityZone: "eu-central-1a", size: 1 });
}

const DECISION = {
  rule: "encryption/encrypted-volume",
  reason: "holds a cache that is public anyway",
  owner: "platform",
  created: "2026-01-05",
  expires: "2026-02-05",
};

const { reason: _, ...UNEXPLAINED } = DECISION;

const BROKEN = guardrail({
  id: "team/small-volume",
  title: "Volumes are small",
  severity: "low",
  why: "Large ones cost.",
  fix: "take a smaller one",
  source: "our own budget",
  subject: "resource",
  types: ["aws_ebs_volume"],
  check: () => {
    throw new Error("there is no budget");
  },
  examples: () => ({ pass: [], fail: [] }),
});

/** Findings that somebody talks himself out of, and rules that do not judge. */
export const GUARDRAIL_MISUSES: readonly Misuse[] = [
  {
    title: "a suppression that expired",
    build: (app) => letOff(openVolume(prod(app)), DECISION),
    message: [
      "prod-apps/cache, encrypted: breaks the guardrail encryption/encrypted-volume (high): Every EBS volume is encrypted",
      "  allowed: true",
      "  do this: set encrypted to true, with a kmsKeyId of your own where the data is worth it",
      "  source: docs/guardrails.md#encryptionencrypted-volume",
      "",
      "prod-apps/cache, suppression of encryption/encrypted-volume: breaks the guardrail guardrails/valid-suppression (high): Whoever lets a finding off says why, who answers for it, and until when",
      '  got: "it expired on 2026-02-05"',
      "  allowed: a rule, a reason, an owner, and days from created to expires",
      "  do this: correct the suppression, or remove it and mend what it is about",
      "  source: docs/guardrails.md#letting-off",
    ],
  },
  {
    title: "a suppression with an empty reason",
    build: (app) => letOff(openVolume(prod(app)), { ...DECISION, reason: "because" }),
    message: [
      "prod-apps/cache: a finding of encryption/encrypted-volume is let off, and it has no reason that says anything",
      "  allowed: a reason that says why, an owner, and two days such as 2026-11-21",
      "  do this: write down who decided what until when, or mend what the rule finds",
    ],
  },
  {
    title: "a suppression without a reason",
    build: (app) => letOff(openVolume(prod(app)), untyped(UNEXPLAINED)),
    message: [
      "prod-apps/cache: a finding of encryption/encrypted-volume is let off, and it has no reason that says anything",
      "  allowed: a reason that says why, an owner, and two days such as 2026-11-21",
      "  do this: write down who decided what until when, or mend what the rule finds",
    ],
  },
  {
    title: "a suppression without a reason that is written past letOff",
    build: (app) => {
      const stack = prod(app);
      openVolume(stack);
      stack.addOverride("//.palisade.suppressions", [{ ...UNEXPLAINED, scope: "prod-apps/cache" }]);
    },
    message: [
      "prod-apps/cache, encrypted: breaks the guardrail encryption/encrypted-volume (high): Every EBS volume is encrypted",
      "  allowed: true",
      "  do this: set encrypted to true, with a kmsKeyId of your own where the data is worth it",
      "  source: docs/guardrails.md#encryptionencrypted-volume",
      "",
      "prod-apps/cache, suppression of encryption/encrypted-volume: breaks the guardrail guardrails/valid-suppression (high): Whoever lets a finding off says why, who answers for it, and until when",
      '  got: "it has no reason that says anything"',
      "  allowed: a rule, a reason, an owner, and days from created to expires",
      "  do this: correct the suppression, or remove it and mend what it is about",
      "  source: docs/guardrails.md#letting-off",
      "",
      "prod-apps/cache, suppression of encryption/encrypted-volume: breaks the guardrail guardrails/valid-suppression (high): Whoever lets a finding off says why, who answers for it, and until when",
      '  got: "it expired on 2026-02-05"',
      "  allowed: a rule, a reason, an owner, and days from created to expires",
      "  do this: correct the suppression, or remove it and mend what it is about",
      "  source: docs/guardrails.md#letting-off",
    ],
  },
  {
    title: "a rule that throws",
    build: (app) => {
      const stack = prod(app);
      new EbsVolume(stack, "cache", { availabilityZone: "eu-central-1a", size: 1, encrypted: true });
      addGuardrails(stack, { profile: "strict", environment: "prod", rules: [BROKEN] });
    },
    message: [
      "prod-apps/cache: the guardrail team/small-volume failed to judge: there is no budget",
      "  do this: mend the rule; a rule of Palisade's own that fails is a bug worth reporting",
      "  source: docs/guardrails.md#teamsmall-volume",
    ],
  },
];

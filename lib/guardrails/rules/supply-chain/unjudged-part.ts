import { textAt } from "../../../core/json";
import { exampleOf, exampleStacks } from "../../example";
import { JUDGED_PROVIDERS } from "../../judged-providers";
import { guardrail } from "../../rule";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { blocksOf } from "../secrets/terraform-blocks";

export const unjudgedPart = guardrail({
  id: "supply-chain/unjudged-part",
  title: "Nothing is made that changes by itself or that no rule looks at",
  severity: "medium",
  why: "A module without a version is other code tomorrow, run with the account's credentials; what a module makes, and types that no rule knows, pass unseen.",
  fix: "give the module one exact version, or ?ref= with a tag or commit, and check what it makes in a folder of its own",
  controls: { soc2: ["CC8.1"], iso27001: ["A.8.32"], nist: ["CM-3"] },
  aliases: ["CKV_TF_1", "CKV_TF_2"],
  source: 'Terraform documentation, "Module Sources"; Palisade: a rule that cannot see says so',
  subject: "stack",
  check: (stack) => {
    const made = stack.resources.filter(({ mode }) => mode === "resource");
    const first = new Map(made.toReversed().map(({ type }) => [type.split("_")[0] ?? type, type]));
    return [
      ...blocksOf(stack, "module").map(({ block, at }): Judgement => {
        const source = textAt(block, "source") ?? "";
        if (isPinned(source, textAt(block, "version"))) return unknown(at, "what the module makes is not read here");
        return fail([...at, "source"], "one exact version, or ?ref= with a tag or commit", source);
      }),
      ...[...first].map(([provider, type]): Judgement => {
        return JUDGED_PROVIDERS.includes(provider)
          ? PASS
          : unknown(["resource", type], `no rule knows types of ${provider}`);
      }),
    ];
  },
  examples: () => {
    const module = (source: string, version?: string) =>
      exampleStacks(`${source} ${version ?? ""}`.trim(), { example: { module: { it: { source, version } } } });
    return {
      pass: [exampleOf("a resource that rules know", "aws_s3_bucket", {})],
      fail: [
        module("terraform-aws-modules/vpc/aws"),
        module("terraform-aws-modules/vpc/aws", "~> 6.5"),
        module("terraform-aws-modules/vpc/aws", ">= 6.0.1"),
        module("git::https://example.org/network.git"),
        module("git::https://example.org/network.git?ref=main"),
        module("github.com/example/network?depth=1"),
        module("https://example.org/network.zip"),
        exampleStacks("one without a source", { example: { module: { it: [{}] } } }),
      ],
      unknown: [
        module("./network"),
        module("../network"),
        module("terraform-aws-modules/vpc/aws", "6.5.1"),
        module("hashicorp/consul/aws//modules/server", "0.11.0"),
        module("app.terraform.io/example/vpc/aws", "= 6.5.1"),
        module("git::https://example.org/network.git?ref=v1.2.0"),
        module("github.com/example/network?depth=1&ref=51d462976d84fdea54b47d80dcabbf680badcdb8"),
        exampleOf("a resource of a provider that no rule knows", "google_storage_bucket", {}),
        exampleOf("such a resource beside another", "google_storage_bucket", {}, { aws_s3_bucket: { it: {} } }),
      ],
      notApplicable: [
        exampleStacks("an empty stack", { example: {} }),
        exampleStacks("what is read and not made", { example: { data: { google_project: { it: {} } } } }),
      ],
    };
  },
});

const REGISTRY = /^([\w.-]+\.[a-z]+\/)?[\w-]+\/[\w-]+\/[\w-]+$/;
const EXACT = /^=?\s*\d+\.\d+\.\d+\S*$/;

/** A branch moves as whoever may push to it likes. */
const BRANCHES = /^(main|master|trunk|develop|dev|HEAD)$/;

/** Whether it is the same code tomorrow. What stands in the same repository changes with it alone. */
function isPinned(source: string, version: string | undefined): boolean {
  if (/^\.{1,2}\//.test(source)) return true;
  if (REGISTRY.test(source.split("//")[0] ?? "")) return EXACT.test(version ?? "");
  const reference = /[?&]ref=([^&]+)/.exec(source)?.[1];
  return reference !== undefined && !BRANCHES.test(reference);
}

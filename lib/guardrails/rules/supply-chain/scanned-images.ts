import { example, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { expectAt } from "../../values";
import { PASS } from "../../verdict";

export const scannedImages = guardrail({
  id: "supply-chain/scanned-images",
  title: "Images are scanned when they are pushed",
  severity: "high",
  why: "Known holes in an image are otherwise found by somebody else first.",
  fix: "set image_scanning_configuration.scan_on_push, or scan the whole registry with aws_ecr_registry_scanning_configuration",
  controls: { iso27001: ["A.8.8"], pci: ["11.3.1"], nist: ["RA-5"] },
  aliases: ["CKV_AWS_163", "AWS-0030"],
  subject: "resource",
  types: ["aws_ecr_repository"],
  check: ({ config, mode, stack }) => {
    if (mode === "data") return undefined;
    if (stack.nearby("aws_ecr_registry_scanning_configuration").length > 0) return PASS;
    return expectAt(config, "image_scanning_configuration.scan_on_push").toBe(true);
  },
  examples: () => ({
    pass: [
      exampleOf("a repository", "aws_ecr_repository", { image_scanning_configuration: { scan_on_push: true } }),
      exampleOf(
        "the whole registry",
        "aws_ecr_repository",
        {},
        {
          aws_ecr_registry_scanning_configuration: { it: { scan_type: "ENHANCED" } },
        },
      ),
    ],
    notApplicable: [example("a repository of others", {}, { aws_ecr_repository: { it: { name: "app" } } })],
    fail: [
      exampleOf("a repository that says nothing", "aws_ecr_repository", {}),
      exampleOf("a repository that says no", "aws_ecr_repository", {
        image_scanning_configuration: [{ scan_on_push: false }],
      }),
    ],
  }),
});

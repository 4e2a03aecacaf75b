import { addressOf } from "../../images/image-name";
import { REFERENCE } from "../../truth/terraform-text";
import { exampleContainer } from "../example";
import { guardrail, type Rule } from "../rule";
import { imageVersion } from "../rules/supply-chain/image-version";
import { fail, PASS, unknown } from "../verdict";
import { celList } from "./cel";

const AT = ["image"];

/** An image with its registry, in CEL: what names none is Docker Hub's (distribution/reference, normalize.go). */
const WHOLE_NAME =
  'container.image.matches("^([^/]*[.:][^/]*|localhost)/") ? container.image : (container.image.contains("/") ? "docker.io/" : "docker.io/library/") + container.image';

/**
 * A rule of a team's own: every image comes from one of its registries, or from a part of one. The same rule is for
 * `addGuardrails` and for `AdmissionPolicies`.
 *
 * @param registries `ghcr.io/acme`, `registry.example.org:5000`
 */
export function allowedRegistries(...registries: readonly string[]): Rule {
  const [first = "registry.example.org"] = registries;
  const takesDockerHub = registries.some((registry) => registry.startsWith("docker.io"));
  const folders = registries.map((registry) => `${registry}/`);
  return guardrail({
    id: "admission/allowed-registries",
    title: "Every image comes from a registry that was chosen",
    severity: "high",
    why: "Whoever may write to any other registry decides what runs here.",
    fix: `take the image from ${registries.join(" or ")}, or copy it there`,
    aliases: ["KSV-0125"],
    subject: "container",
    check: ({ image }) => {
      if (image === undefined) return undefined;
      const { repository } = imageVersion(image);
      const isAllowed = (whole: string): boolean => folders.some((folder) => whole.startsWith(folder));
      // What stands before a part that is not known yet may say enough.
      if (repository.includes(REFERENCE)) return isAllowed(repository) ? PASS : unknown(AT);
      const { registry, name } = addressOf(repository);
      return isAllowed(`${registry}/${name}`) ? PASS : fail(AT, `an image of ${registries.join(" or ")}`, image);
    },
    admission: {
      over: "container",
      holds: `!has(container.image) || ${celList(folders)}.exists(folder, (${WHOLE_NAME}).startsWith(folder))`,
    },
    examples: () => ({
      pass: [
        exampleContainer("an image of a chosen one", { image: `${first}/app:1.2.3` }),
        exampleContainer("one whose version is known later", { image: [`${first}/app:`, "{var.tag}"].join("$") }),
        exampleContainer("one by its digest", { image: `${first}/app@sha256:${"0".repeat(64)}` }),
      ],
      fail: [
        exampleContainer("an image of another", { image: "registry.example.net/app:1.2.3" }),
        exampleContainer("one that is called alike", { image: `${first}.example.net/app:1.2.3` }),
        ...(takesDockerHub ? [] : [exampleContainer("one that names none", { image: "app:1.2.3" })]),
      ],
      unknown: [exampleContainer("an image from elsewhere", { image: "$" + "{var.image}" })],
      notApplicable: [exampleContainer("no image", { image: undefined })],
    }),
  });
}

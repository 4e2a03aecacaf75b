import { asList, isJsonRecord } from "../../../core/json";
import { exampleOf } from "../../example";
import { ofMade } from "../../made";
import { guardrail } from "../../rule";
import { isPlainSecret } from "../../secrets/plain-secret";
import { secretReferencesIn } from "../../secrets/secret-references";
import { type FieldPath, fail, type Judgement, PASS } from "../../verdict";

/** Where resources carry labels that everyone who lists them reads. */
const PLACES: readonly FieldPath[] = [
  ["tags"],
  ["tags_all"],
  ["labels"],
  ["metadata", "labels"],
  ["metadata", "annotations"],
];

export const secretInTag = guardrail({
  id: "secrets/secret-in-tag",
  title: "No tag, label or annotation holds a secret",
  severity: "high",
  why: "Tags are shown to everyone who may list resources, and stand on every bill.",
  fix: "remove the tag; where the secret's place has to be told, name the secret",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"] },
  source: "AWS documentation, Tagging AWS resources: do not store sensitive data in tags",
  subject: "resource",
  check: ofMade(({ raw }): readonly Judgement[] => {
    const labels = PLACES.flatMap((place) => labelsIn(raw, place));
    const found = labels.filter(({ name, value }) => isSecret(name, value));
    if (found.length > 0) return found.map(({ at }) => fail(at, "no secret", "a secret in clear"));
    return labels.length > 0 ? [PASS] : [];
  }),
  examples: () => {
    const secret = { db_password: "hunter2" };
    return {
      pass: [
        exampleOf("an owner", "aws_vpc", { tags: { Owner: "platform", Secret: "apps/db" } }),
        exampleOf("a number", "aws_vpc", { tags: { password: 1 } }),
      ],
      fail: [
        ...["tags", "tags_all", "labels"].map((place) =>
          exampleOf(`a password in ${place}`, "aws_vpc", { [place]: secret }),
        ),
        ...["labels", "annotations"].map((place) =>
          exampleOf(`a password in ${place} of an object`, "kubernetes_namespace_v1", {
            metadata: [{ [place]: secret }],
          }),
        ),
        exampleOf("a password from elsewhere", "aws_vpc", { tags: { note: "$" + "{random_password.it.result}" } }),
      ],
      notApplicable: [
        exampleOf("a resource without tags", "aws_vpc", { tags: "$" + "{var.tags}" }),
        { says: "one that is read", stacks: { example: { data: { aws_vpc: { it: { tags: secret } } } } } },
      ],
    };
  },
});

function isSecret(name: string, value: unknown): boolean {
  return (typeof value === "string" && isPlainSecret(name, value)) || secretReferencesIn(value).length > 0;
}

interface Label {
  readonly at: FieldPath;
  readonly name: string;
  readonly value: unknown;
}

function labelsIn(raw: unknown, place: FieldPath): readonly Label[] {
  const found = place.reduce<unknown>((value, part) => {
    const [first] = asList(value);
    return isJsonRecord(first) ? first[part] : undefined;
  }, raw);
  if (!isJsonRecord(found)) return [];
  return Object.entries(found).map(([name, value]) => ({ at: [...place, name], name, value }));
}

import type { JsonRecord } from "../../../core/json";
import { keyShareText, overlaps } from "../../../truth/key-share";
import { exampleBundle, exampleStacks, exampleWorkload } from "../../example";
import { guardrail, type RuleExample } from "../../rule";
import { fail, type Judgement, on, PASS, unknown } from "../../verdict";
import { IMAGES, named } from "./examples";
import { type KeyClaim, keyClaimsOf, placeOf, SHARE_MARK, shortKey } from "./key-claims";

export const oneKeyOnePlace = guardrail({
  id: "chain/one-key-one-place",
  title: "Every signing key is used in one place, over all environments",
  severity: "critical",
  why: "Two validators with one key sign two different things for the same duty, and the network slashes and removes the validator.",
  fix: "give one of the two another key, or remove the key from one of them and apply that first",
  source: "Ethereum's consensus specification (slashing); Cosmos SDK, x/slashing (tombstones)",
  unsuppressible: true,
  subject: "app",
  check: ({ stacks }) => {
    const claims = stacks.flatMap(keyClaimsOf);
    const byKey = new Map<string, readonly KeyClaim[]>();
    for (const claim of claims) {
      const name = `${claim.role} ${claim.key}`;
      if (claim.key !== undefined) byKey.set(name, [...(byKey.get(name) ?? []), claim]);
    }
    return claims.map((claim) => judge(claim, byKey.get(`${claim.role} ${claim.key}`) ?? []));
  },
  examples: () => {
    const key = `0x${"9a".repeat(48)}`;
    const other = `0x${"7b".repeat(48)}`;
    return {
      pass: [
        apps("two validators with two keys", { a: [validator("a", key)], b: [validator("b", other)] }),
        apps("a validator and the signer that signs for it", { a: [validator("a", key), signer("s", key)] }),
        apps("one workload that says it twice", { a: [validator("a", `${key}, ${key}`)] }),
        apps("holders of three shares of one key", { a: [1, 2, 3].map((share) => holder(key, { share })) }),
        apps("keys that are kept in two places", { a: [kept("a", "apps/data/one"), kept("b", "apps/data/two")] }),
      ],
      fail: [
        apps("two validators with one key", { a: [validator("a", key), validator("b", key)] }),
        apps("two environments with one key", { prod: [validator("a", key)], dev: [validator("a", key)] }),
        apps("one key among several", { a: [validator("a", `${key},${other}`)], b: [validator("b", ` ${other}`)] }),
        apps("one key in two spellings", {
          a: [validator("a", key)],
          b: [validator("b", "9A".repeat(48))],
        }),
        apps("two signers with one key", { a: [signer("a", key)], b: [signer("b", key)] }),
        apps("one share in two places", { a: [holder(key, { share: 1 })], b: [holder(key, { share: 1, name: "b" })] }),
        apps("shares of two groups", { a: [holder(key, { share: 1 }), holder(key, { share: 2, group: "other" })] }),
        apps("groups that disagree on their size", {
          a: [holder(key, { share: 1 }), holder(key, { share: 2, of: 4, threshold: 3 })],
        }),
        apps("a share beside the whole key", { a: [holder(key, { share: 1 }), signer("s", key)] }),
        apps("shares of which half can sign", {
          a: [1, 2, 3, 4].map((share) => holder(key, { share, of: 4 })),
        }),
        apps("more shares than there are", { a: [1, 4].map((share) => holder(key, { share })) }),
        apps("shares of a program that signs with whole keys", {
          a: [1, 2].map((share) => holder(key, { share, image: IMAGES.web3signer })),
        }),
        apps("shares of a program that nobody knows", {
          a: [1, 2].map((share) => holder(key, { share, image: "registry.example.org/it:1" })),
        }),
        apps("two clients that ask a signer for one key", { a: [asking("a", key), asking("b", key)] }),
        apps("two signers that read one key from one place", {
          a: [kept("a", "apps/data/one")],
          b: [kept("b", "apps/data/one")],
        }),
        apps("two files that list one key", { a: [listing("a", key)], b: [listing("b", key)] }),
      ],
      unknown: [apps("a key that is named later", { a: [validator("a", "$" + "{var.key}")] })],
      notApplicable: [apps("something without a key", { a: [[exampleWorkload("Deployment", { containers: [] })]] })],
    };
  },
});

function judge(claim: KeyClaim, all: readonly KeyClaim[]): Judgement {
  const { key, by, at } = claim;
  if (key === undefined) return on(by, unknown(at, "the key is not known before the apply"));
  const others = all.filter((each) => each !== claim && !holdsAnotherShare(claim, each)).map(placeOf);
  if (others.length === 0) return judgeShare(claim);
  const expected = `a key of its own at ${placeOf(claim)}, since ${others.join(" and ")} uses it too`;
  return on(by, fail(at, expected, shortKey(key)));
}

/** Whether two claims are two shares of one key, in one group that agrees on its size: one place together. */
function holdsAnotherShare({ share: one }: KeyClaim, { share: other }: KeyClaim): boolean {
  if (one === undefined || other === undefined) return false;
  const isSameGroup = one.group === other.group && one.threshold === other.threshold && one.of === other.of;
  return isSameGroup && one.share !== other.share;
}

/** Holders of shares keep a memory each, which is enough only where any two signatures have a holder in common. */
function judgeShare({ share, by, at }: KeyClaim): Judgement {
  if (share === undefined || (overlaps(share) && share.share >= 1 && share.share <= share.of)) return PASS;
  const expected = "a numbered share, with a threshold of more than half of the shares";
  return on(by, fail([...at.slice(0, -1), SHARE_MARK], expected, keyShareText(share)));
}

/** Stacks, each of an environment of its own, each workload a release of its own. */
function apps(says: string, stacks: Readonly<Record<string, readonly (readonly JsonRecord[])[]>>): RuleExample {
  return exampleStacks(
    says,
    Object.fromEntries(
      Object.entries(stacks).map(([name, workloads]) => [
        name,
        {
          "//": { palisade: { guardrails: { environment: name, profile: "strict" } } },
          resource: {
            helm_release: Object.fromEntries(
              workloads.map((manifests, index) => [`w${index}`, exampleBundle(...manifests)]),
            ),
          },
        },
      ]),
    ),
  );
}

function workload(name: string, kind: string, spec: JsonRecord, annotations: JsonRecord = {}): JsonRecord {
  const made = named(name, exampleWorkload("StatefulSet", spec, { "palisade.dev/kind": kind }));
  return { ...made, metadata: { name, namespace: "apps", annotations } };
}

function validator(name: string, keys: string): readonly JsonRecord[] {
  return [workload(name, "validator", { containers: [{ name: "main" }] }, { "palisade.dev/key": keys })];
}

function signer(name: string, keys: string): readonly JsonRecord[] {
  return [workload(name, "signer", { containers: [{ name: "main" }] }, { "palisade.dev/key": keys })];
}

/** One of several that hold shares of a key. */
function holder(
  key: string,
  { share, threshold = 2, of = 3, group = "duties", name = `${group}-${share}`, image = IMAGES.dirk }: Holder,
): readonly JsonRecord[] {
  const annotations = { "palisade.dev/key": key, [SHARE_MARK]: keyShareText({ group, share, threshold, of }) };
  return [workload(name, "signer", { containers: [{ name: "main", image }] }, annotations)];
}

interface Holder {
  readonly share: number;
  readonly threshold?: number;
  readonly of?: number;
  readonly group?: string;
  readonly name?: string;
  readonly image?: string;
}

function asking(name: string, key: string): readonly JsonRecord[] {
  const args = ["vc", `--validators-external-signer-public-keys=${key}`];
  return [workload(name, "validator", { containers: [{ name: "main", image: IMAGES.teku, args }] })];
}

function mounting(name: string, image: string, args: readonly string[], text: string): readonly JsonRecord[] {
  const volumes = [{ name: "keys", configMap: { name: `${name}-keys` } }];
  return [
    exampleSetWith(name, image, args, volumes),
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: `${name}-keys`, namespace: "apps" },
      data: { "keys.yaml": text },
    },
  ];
}

function exampleSetWith(name: string, image: string, args: readonly string[], volumes: unknown): JsonRecord {
  return named(name, exampleWorkload("StatefulSet", { containers: [{ name: "main", image, args }], volumes }));
}

function kept(name: string, path: string): readonly JsonRecord[] {
  const text = ["type: hashicorp", "serverHost: vault.example.org", `keyPath: ${path}`, "keyName: value"].join("\n");
  return mounting(name, IMAGES.web3signer, ["eth2"], text);
}

function listing(name: string, key: string): readonly JsonRecord[] {
  return mounting(name, IMAGES.lighthouse, ["vc"], `- enabled: true\n  voting_public_key: "${key}"\n`);
}

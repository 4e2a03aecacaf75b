import { App, TerraformStack } from "cdktf";
import { ExistingSecret } from "../../../constructs/core/existing-secret";
import { Namespace } from "../../../constructs/core/namespace";
import {
  DistributedSigner,
  type DistributedSignerProps,
  SignerClient,
  SignerPermission,
  WITHOUT_MEMORY_SENTENCE,
} from "../../../constructs/keys";
import { formatProblem } from "../../../lib/core/errors";
import { problemsOf } from "../../support/refusals";
import { workloadIn } from "../secrets/fixture";
import { groupIn, groupProps, holder } from "./distributed-signer-fixture";
import { blsKey } from "./key-fixtures";

describe("a distributed signer that would hurt", () => {
  const fresh = () => new TerraformStack(new App(), "test");
  const messages = (change: Partial<DistributedSignerProps>): readonly string[] =>
    problemsOf(() => groupIn(fresh(), change)).map((problem) => formatProblem(problem));

  it("does not synthesize with half of its instances as threshold: two halves would sign two things", () => {
    expect(messages({ instances: [1, 2, 3, 4].map(holder) })).toEqual([
      [
        "test/duties: two parts of the group could sign two different things, since each keeps a memory of its own",
        "  got: 2",
        "  allowed: 3 of 4 instances",
        "  do this: set threshold to more than half of the instances, and to fewer than all",
        "  source: attestantio/dirk v1.2.1, services/process/standard/generate.go",
      ].join("\n"),
    ]);
  });

  it.each([
    [3, "every instance is needed for a signature, so that each restart of one stops all duties"],
    [4, "the threshold is no number of shares"],
    [1.5, "the threshold is no number of shares"],
    [0, "two parts of the group could sign two different things, since each keeps a memory of its own"],
  ])("does not synthesize with a threshold of %d of three", (threshold, what) => {
    expect(problemsOf(() => groupIn(fresh(), { threshold })).map((problem) => problem.what)).toEqual([what]);
  });

  it("does not synthesize with two instances that are one: by name, number, certificate or passphrase", () => {
    const twin = { ...holder(2), name: "duties-1", id: 1, certificate: holder(1).certificate };
    expect(messages({ instances: [holder(1), twin, holder(3)] })).toEqual([
      [
        "test/duties: two instances have the same name: a certificate and a Service could not tell them apart",
        '  got: "duties-1"',
        "  allowed: one of its own for each",
        "  do this: give each its own name",
      ].join("\n"),
      [
        "test/duties: two instances have the same id: they would hold the same share",
        "  got: 1",
        "  allowed: one of its own for each",
        "  do this: give each its own id",
      ].join("\n"),
      [
        "test/duties: two instances have the same secret: whoever reads that of one has that of the other, and is both of them",
        '  got: "duties-1-tls"',
        "  allowed: one of its own for each",
        "  do this: give each its own secret",
      ].join("\n"),
    ]);
  });

  it("says everything that is wrong at once", () => {
    const host = "a".repeat(50);
    const certificate = ExistingSecret.fromName("tls", ["tls.crt", "tls.key"]);
    const instances = [
      { ...holder(1), name: "Duties", certificate, passphraseKeys: ["secret"] },
      { ...holder(0), name: host, passphrases: holder(2).passphrases, withoutMemory: "yes" },
    ];
    const change = { instances, wallets: ["Val*", "b"], keys: [blsKey(1), blsKey(1)] };
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const clients: any = [groupProps.clients[0], groupProps.clients[0], "vouch"];
    // biome-ignore lint/suspicious/noExplicitAny: the same
    const network: any = "main";
    expect(problemsOf(() => groupIn(fresh(), { ...change, clients, network })).map(({ what }) => what)).toEqual([
      "Ethereum has no such network in the catalogue",
      "too few instances hold shares: with one of them away, nothing is signed, or the one that is left holds too much",
      "the name of an instance is no name in Kubernetes",
      `instance ${host} has no number that a share can be made for`,
      `instance ${host} would start with shares and without memory of what was signed with them`,
      "the secret in certificate of instance Duties has no such value",
      "the secret in passphrases of instance Duties has no such value",
      "the name of a wallet is none that a pattern and a shell read as it stands",
      "one key is named twice",
      "nobody may ask the group for signatures, or somebody who is no client",
      "client vouch.validators.svc has a permission for a wallet that the group does not have",
      "client vouch.validators.svc has a permission for a wallet that the group does not have",
      "one client stands there twice, and Dirk would read one of the two",
      "the host name of an instance does not fit into a certificate, by whose common name the others know it",
    ]);
  });

  it("does not synthesize with passphrases as text, without any, or with two instances that forgot", () => {
    // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript may hand in anything
    const text: any = "correct horse battery staple";
    const instances = [
      { ...holder(1), passphrases: text },
      { ...holder(2), passphraseKeys: [], withoutMemory: WITHOUT_MEMORY_SENTENCE },
      { ...holder(3), withoutMemory: WITHOUT_MEMORY_SENTENCE },
    ];
    const problems = problemsOf(() => groupIn(fresh(), { instances }));
    expect(problems.map(({ what }) => what)).toEqual([
      "passphrases of instance duties-1 is not a secret but text, which would stand in the state",
      "instance duties-2 has no passphrase to lock its shares with",
      "several instances would start without memory of what they signed",
    ]);
    expect(JSON.stringify(problems)).not.toContain("battery");
  });

  it("takes no private key for a public one, and shows none", () => {
    const problems = problemsOf(() => groupIn(fresh(), { keys: [`0x${"1f".repeat(32)}`] }));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain("1f1f");
  });

  it("takes no client that has the name of an instance", () => {
    const client = SignerClient.fromCertificate(
      "duties-2.keys.svc.cluster.local",
      SignerPermission.duties("Validators"),
    );
    expect(messages({ clients: [client] })).toEqual([
      [
        "test/duties: a client has the name of an instance, and would be taken for one when keys are made",
        '  got: "duties-2.keys.svc.cluster.local"',
        "  allowed: names that no instance has",
        "  do this: make the client a certificate of another name",
        "  source: attestantio/dirk v1.2.1, services/api/grpc/handlers/receiver/helpers.go",
      ].join("\n"),
    ]);
  });

  it("does not sign with a key that something else signs with, and names both", () => {
    const scope = fresh();
    groupIn(scope);
    const other = { ...groupProps, namespace: Namespace.fromName("other"), keys: [blsKey(2)] };
    expect(() => new DistributedSigner(scope, "second", other)).toThrow(
      /test\/second: key 0x\w+…\w+ is already used by test\/duties/,
    );
  });

  it("grants nothing to what runs as everybody, or to a certificate that nobody named", () => {
    const scope = fresh();
    const vouch = Object.assign(workloadIn(scope, "vouch"), { serviceAccountName: "default" });
    expect(problemsOf(() => groupIn(scope).grantSign(vouch, "vouch")).map((problem) => formatProblem(problem))).toEqual(
      [
        expect.stringContaining("runs as the namespace's default service account"),
        [
          "test/duties: no client of the group has a certificate of this name, so that it would get no signature",
          '  got: "vouch"',
          "  allowed: vouch.validators.svc, ceremony.keys.svc",
          "  do this: name one of the clients, or add it to clients",
        ].join("\n"),
      ],
    );
  });
});

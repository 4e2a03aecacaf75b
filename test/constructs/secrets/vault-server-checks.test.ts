import { Namespace } from "../../../constructs/core/namespace";
import {
  FirstStart,
  Seal,
  ServerCertificate,
  Snapshots,
  TerraformLogin,
  VaultServer,
  type VaultServerProps,
} from "../../../constructs/secrets";
import { plainCluster } from "../../support/fixtures";
import { messageOf } from "../../support/refusals";
import { synthStack } from "../../support/synth";

import { bucketIn, HOLDERS, LOGIN, serverIn } from "./vault-server-fixture";

/** What is wrong with a server, without the path in front; empty when nothing is. */
function refused(props: Partial<VaultServerProps>): readonly string[] {
  const message = messageOf(() => synthStack((stack) => serverIn(stack, props)));
  return message.split("\n\n").map((problem) => problem.replace(/^test\/secret-server: /, ""));
}

const firstStart = (holders: typeof HOLDERS, threshold?: number) =>
  FirstStart.byPeople({ holders, terraform: LOGIN, ...(threshold === undefined ? {} : { threshold }) });

describe("what a VaultServer refuses", () => {
  it("is told all at once", () => {
    const message = messageOf(() =>
      synthStack(
        (stack) =>
          new VaultServer(stack, "secret-server", {
            cluster: plainCluster,
            namespace: Namespace.fromName("vault"),
            name: "Vault!",
            seal: Seal.awsKms({
              region: "Frankfurt",
              alarmTopicArn: "keys",
              breakGlassRoleArns: ["arn:aws:iam::123456789012:role/*"],
            }),
            replicas: 4,
            dataStorageGiB: 0.5,
          }),
      ),
    );
    expect(message.match(/^test\/secret-server: .*$/gm)).toEqual([
      "test/secret-server: the name of the secret server cannot be the name of its pods",
      "test/secret-server: the seal's region is not one of AWS",
      "test/secret-server: alarmTopicArn is not the ARN of an SNS topic",
      "test/secret-server: a break-glass role is not named by its ARN",
      "test/secret-server: the secret server has no certificate, and every secret would cross the cluster in clear",
      "test/secret-server: nobody takes the secret server into service, so whoever comes first would own it",
      "test/secret-server: nothing saves what the secret server holds",
      "test/secret-server: the number of secret servers cannot agree when some are away",
      "test/secret-server: dataStorageGiB is not a size of a volume",
      "test/secret-server: nobody says which storage class the secret server's volumes have, so nobody knows whether they are encrypted",
    ]);
  });

  it("is an even number of servers", () => {
    expect(refused({ replicas: 2 })).toEqual([
      "the number of secret servers cannot agree when some are away\n" +
        "  got: 2\n" +
        "  allowed: 3, 5, 7: an even one stands no more failures than the odd one below it\n" +
        "  do this: set 3, or 5 where two may be away at once",
    ]);
  });

  it("is development mode with anything that is meant to last", () => {
    expect(refused({ seal: Seal.embedded(), replicas: 3 })).toEqual([
      "the embedded seal is for one server that forgets everything, and was given what is for servers that last\n" +
        '  got: ["certificate","firstStart","snapshots","replicas","storageClassName"]\n' +
        "  allowed: nothing of it: development mode has no TLS, no volumes and one server\n" +
        "  do this: leave it out on a cluster on a desk, or give a seal that lasts: Seal.awsKms",
    ]);
  });

  it("is one person with one share", () => {
    expect(refused({ firstStart: firstStart(HOLDERS.slice(0, 1), 1) })).toEqual([
      "too few people hold a recovery share\n" +
        '  got: ["anna"]\n' +
        "  allowed: at least 3, so that one who is away or leaves locks nobody out\n" +
        "  do this: name more holders, each with the fingerprint of their PGP key",
      "threshold of the recovery shares lets one person in alone, or never enough of them\n" +
        "  got: 1\n" +
        "  allowed: a whole number from 2 to the number of holders, 1\n" +
        "  do this: correct it, or leave it out for more than half",
    ]);
  });

  it.each([
    ["a short key id", "DEADBEEF"],
    ["a word", "annas-key"],
    ["one digit too many", "A".repeat(41)],
  ])("is a PGP fingerprint that is %s", (_, pgpFingerprint) => {
    const [anna, ...others] = HOLDERS;
    const [problem = "", ...more] = refused({
      firstStart: firstStart([{ name: anna?.name ?? "", pgpFingerprint }, ...others]),
    });
    expect(more).toEqual([]);
    expect(problem).toMatch(
      /^a holder's PGP fingerprint is not one\n {2}got: .*\n {2}allowed: 40 hexadecimal digits, or 64 of a version 6 key/,
    );
  });

  it("takes a fingerprint as gpg prints it", () => {
    const spaced = "aaaa bbbb cccc dddd eeee  ffff 0000 1111 2222 3333";
    const [anna, ...others] = HOLDERS;
    const start = firstStart([{ name: anna?.name ?? "", pgpFingerprint: spaced }, ...others]);
    expect(start.holders[0]?.pgpFingerprint).toBe("AAAABBBBCCCCDDDDEEEEFFFF0000111122223333");
    expect(refused({ firstStart: start })).toEqual([""]);
  });

  it("is one person under two names, or one key for two", () => {
    const [anna] = HOLDERS;
    if (anna === undefined) throw new Error("nobody");
    expect(refused({ firstStart: firstStart([...HOLDERS, anna]) }).map((problem) => problem.split("\n", 1)[0])).toEqual(
      [
        "a PGP key stands twice among the recovery shares, so one person would hold two",
        "a holder stands twice among the recovery shares, so one person would hold two",
      ],
    );
  });

  it("is a login that the program does not have, or one for everybody", () => {
    const role = TerraformLogin.awsRole({ roleArn: "arn:aws:iam::123456789012:role/run", region: "eu-central-1" });
    const [problem] = refused({
      program: "openbao",
      firstStart: FirstStart.byPeople({ holders: HOLDERS, terraform: role }),
    });
    expect(problem).toMatch(
      /^OpenBao does not bring this login of Terraform's along\n {2}got: "awsRole"\n {2}allowed: githubActions/,
    );
    const everybody = TerraformLogin.githubActions({ repository: "acme/*", environment: "*" });
    expect(refused({ firstStart: FirstStart.byPeople({ holders: HOLDERS, terraform: everybody }) })).toHaveLength(2);
  });

  it("is a certificate or a schedule that cannot be", () => {
    const certificate = ServerCertificate.fromIssuer({
      issuer: "Internal CA",
      lifetimeDays: 1,
      certificateAuthority: "-----BEGIN PRIVATE KEY-----",
    });
    expect(refused({ certificate }).map((problem) => problem.split("\n", 1)[0])).toEqual([
      "the issuer that the certificate comes from has no name that Kubernetes takes",
      "lifetimeDays of the certificate is too short for a renewal that somebody has to look into",
      "the certificate authority is not a certificate in PEM form",
    ]);
    const message = messageOf(() =>
      synthStack((stack) => {
        const target = { bucket: bucketIn(stack), region: "eu-central-1", schedule: "hourly" };
        serverIn(stack, { snapshots: Snapshots.toLockedBucket(target) });
      }),
    );
    expect(message).toContain("the schedule of the snapshots is not one that Kubernetes takes");
  });
});

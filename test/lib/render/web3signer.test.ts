import { parse } from "yaml";
import { SIGNERS, type SignerSpec } from "../../../lib/catalogue";
import { flagList } from "../../../lib/catalogue/clients/flag-list";
import {
  kmsKeyFile,
  knownServersFile,
  type SignerListener,
  transactionSignerArguments,
  validatorSignerArguments,
  vaultKeyFile,
} from "../../../lib/render/web3signer";
import { flagsOf } from "../../../lib/truth/clients/command-line";
import { flagProblems } from "../../../lib/truth/clients/flag-check";
import { readSchema, testWith } from "../../support/shared-schemas";

const listener: SignerListener = {
  port: 9000,
  metricsPort: 9001,
  hosts: ["signer", "signer.keys"],
  keysFolder: "/etc/web3signer",
  tls: { keystore: "/tls/it.p12", password: "/tls/password", knownClients: "/tls/known-clients" },
};
const database = { jdbcUrl: "jdbc:postgresql://db.example.org:5432/web3signer", loginFile: "/run/login" };
const key = {
  address: "https://vault.example.org:8200",
  mount: "apps",
  path: "validators/0x93",
  keyName: "value",
  role: "signer",
  authPath: "kubernetes",
  tokenFile: "/run/token",
};

/** Names of fields of a key configuration of one type, as the list to compare with has them. */
const fieldsOf = (type: string): readonly string[] =>
  readSchema("flags/web3signer-26.4.2.json")
    .keys.map(({ path }: { path: string }) => new RegExp(`^keyfile\\[${type}\\]\\.(.+)$`).exec(path)?.[1])
    .filter((name: unknown) => name !== undefined);

describe("arguments of Web3Signer", () => {
  test.each<[string, SignerSpec, readonly string[]]>([
    [
      "validators",
      SIGNERS["web3signer-eth2"],
      validatorSignerArguments(SIGNERS["web3signer-eth2"], listener, "mainnet", database),
    ],
    [
      "transactions",
      SIGNERS["web3signer-eth1"],
      transactionSignerArguments(SIGNERS["web3signer-eth1"], listener, { chainId: 1, host: "eth-0", port: 8545 }),
    ],
  ])("for %s are flags that it has, each with a value that it takes", (_, spec, args) => {
    const list = flagList(spec.flagList);
    const given = flagsOf({ command: spec.command, args }, list);
    expect(given).toHaveLength(args.length - 1);
    // The list is of an earlier release than the one that is pinned, so that synth would only warn.
    expect(flagProblems(given ?? [], { list, release: list.version, where: "test" })).toEqual([]);
  });
});

describe("key files of Web3Signer", () => {
  test("are read back as they were meant, also by a parser of YAML 1.1", () => {
    const file = vaultKeyFile({ ...key, role: "no: #\"'\\" });
    expect(parse(file)).toMatchObject({
      type: "hashicorp",
      serverPort: 8200,
      tlsEnabled: true,
      kubernetesRole: "no: #\"'\\",
    });
    expect(parse(file, { version: "1.1" })).toEqual(parse(file));
  });

  testWith("flags/web3signer-26.4.2.json")(
    "have the fields that it reads, and those of the login that came after",
    () => {
      const came = ["authMethod", "kubernetesRole", "kubernetesAuthPath", "kubernetesServiceAccountTokenPath"];
      const vault = Object.keys(parse(vaultKeyFile({ ...key, knownServersFile: "/etc/known" })));
      expect(vault.filter((name) => !fieldsOf("hashicorp").includes(name)).sort()).toEqual([...came].sort());
      const kms = Object.keys(parse(kmsKeyFile("eu-central-1", "alias/palisade/wallet")));
      expect(kms.filter((name) => !fieldsOf("aws-kms").includes(name))).toEqual([]);
    },
  );

  test("name a server by host and port, whatever its address leaves out", () => {
    expect(knownServersFile("https://vault.example.org", ["AA", "BB"])).toBe(
      "vault.example.org:443 AA\nvault.example.org:443 BB\n",
    );
    expect(parse(vaultKeyFile({ ...key, address: "http://vault:80" }))).toMatchObject({
      serverPort: 80,
      tlsEnabled: false,
    });
  });
});

import { recordAt } from "../../../core/json";
import { holdsReference } from "../../../truth/terraform-text";
import { exampleObjects, exampleOf } from "../../example";
import { guardrail } from "../../rule";
import { isPublicOnChain } from "../../secrets/public-values";
import { fail, type Judgement, PASS, unknown } from "../../verdict";

/** Last words of a key under which a secret stands, with and without a separator. */
const SECRET_KEY =
  /(^|[._-]|(?<=[a-z])(?=[A-Z]))(password|passwd|passphrase|pwd|secret|token|credentials?|mnemonic|jwt|(api|access|secret|private|signing|encryption)[._-]?key)$/i;

/** Name of a whole map that says it holds secrets. */
const SECRET_NAME = /(^|-)(secrets?|credentials?|passwords?)$/;

/** What points to a secret, or cannot be one: a path, a reference, a place to be filled, an address of a contract, a word or a number. */
const NO_SECRET =
  /^(\/|\.\/|file:|arn:|vault:|https?:\/\/[^@]*$|<.*>$|\$[({]|\{\{|0x[0-9a-fA-F]{40}$|[A-Z]{2,6}$|true$|false$|\d+$|none$|$)/;

/** Keys whose value is the name of a Secret as often as a secret. */
const NAMING_KEY = /(secret|credentials?)$/i;
/** What a name of a Kubernetes object is made of, and nothing drawn at random: words, and numbers apart from them. */
const OBJECT_NAME = /^[a-z]+([-.]([a-z]+|\d{1,3}))*$/;
/** Keys whose value is the symbol of a coin as often as a secret. */
const COIN_KEY = /token$/i;
const SYMBOL = /^[A-Za-z]{2,8}$/;

const NAME = ["metadata", "name"];

export const secretInConfigMap = guardrail({
  id: "kubernetes/secret-in-config-map",
  title: "No ConfigMap holds a secret",
  severity: "high",
  why: "Everyone who may look at a namespace may read its ConfigMaps, nothing encrypts them, and what is written here stands in the state as well.",
  fix: "put it into a store and let the workload read it from there: secret.grantRead(workload)",
  controls: { soc2: ["CC6.1", "CC6.6", "CC6.7"], iso27001: ["A.5.17"], pci: ["8.6.2"], nist: ["IA-5"] },
  aliases: ["KSV-0109", "C-0012"],
  subject: "object",
  kinds: ["ConfigMap"],
  check: ({ name, manifest }) => {
    const found = ["data", "binaryData"].flatMap((place) => {
      const values = recordAt(manifest, place);
      return Object.entries(values).flatMap(([key, value]) => judgeValue([place, key], key, value));
    });
    const bad = found.filter(({ verdict }) => verdict !== "pass");
    if (bad.length > 0) return bad;
    return SECRET_NAME.test(name) ? unknown(NAME, "its name says that it holds secrets") : PASS;
  },
  examples: () => {
    function map(data: Readonly<Record<string, string>> | undefined, name = "it") {
      return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "apps" }, data };
    }
    return {
      pass: [
        exampleObjects("settings", map({ level: "info", "tokens.json": "[]", TOKEN_URL: "https://id.example.org" })),
        exampleObjects("a place where a secret stands", map({ password: "/run/secrets/password" })),
        exampleObjects("the address of a token", map({ token: "0x6B175474E89094C44Da98b954EedeAC495271d0F" })),
        exampleObjects(
          "the address of a coin on Solana",
          map({ usdc_token: "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGkZwyTDt1v" }),
        ),
        exampleObjects("the symbol of a coin", map({ STAKING_TOKEN: "wstETH" })),
        exampleObjects("an empty value", map({ password: "" })),
        exampleObjects("no data", map(undefined)),
        exampleObjects("an address that somebody asks for tokens", map({ secret: "https://vault.example.org/v1/x" })),
      ],
      fail: [
        exampleObjects("a word under another key", map({ apiKey: "wsteth" })),
        exampleObjects("no symbol", map({ token: "wsteth2" })),
        exampleObjects("a name under another key", map({ password: "web-tls" })),
        exampleObjects("no name", map({ clientSecret: "b3f1c9d27a" })),
        exampleObjects("a password", map({ password: "correct horse battery" })),
        exampleObjects("a key in capitals", map({ DB_PASSWORD: "correct horse battery" })),
        exampleObjects("a key in one word", map({ apiKey: "b3f1c9d27a" })),
        exampleObjects("a password in an address", map({ secret: "https://user:pass@example.org" })),
        exampleObjects("bytes", {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "it", namespace: "apps" },
          binaryData: { "client.secret": "Y29ycmVjdCBob3JzZQ==" },
        }),
      ],
      unknown: [
        exampleOf("a value from elsewhere", "kubernetes_config_map_v1", {
          metadata: { name: "it", namespace: "apps" },
          data: { password: "$" + "{random_password.it.result}" },
        }),
        exampleObjects("what may be the name of a Secret", map({ TLS_SECRET: "web-tls-2" })),
        exampleObjects("what may be the name of some", map({ awsCredentials: "regcred" })),
        exampleObjects("a map that is called one of secrets", map({ level: "info" }, "db-credentials")),
      ],
      notApplicable: [
        exampleObjects("a Secret", {
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "it" },
          data: { password: "eA==" },
        }),
      ],
    };
  },
});

function judgeValue(at: readonly string[], key: string, value: unknown): readonly Judgement[] {
  if (typeof value !== "string" || !SECRET_KEY.test(key)) return [];
  if (holdsReference(value)) return [unknown(at)];
  if (NO_SECRET.test(value) || isCoin(key, value)) return [PASS];
  if (NAMING_KEY.test(key) && OBJECT_NAME.test(value)) return [unknown(at, "it may be the name of a Secret")];
  return [fail(at, "no secret")];
}

function isCoin(key: string, value: string): boolean {
  return isPublicOnChain(key, value) || (COIN_KEY.test(key) && SYMBOL.test(value));
}

import { REFERENCE } from "../../../truth/terraform-text";
import { exampleRelease } from "../../example";
import { judgements } from "../../made";
import { guardrail } from "../../rule";
import type { ReleaseView } from "../../subjects/release-view";
import { fail, type Judgement, PASS, unknown } from "../../verdict";
import { exampleNamesake, exampleOpenRelease } from "./chart-examples";
import { expectValue } from "./chart-values";
import { ofOwnChart } from "./own-charts";
import { VAULT_CHARTS, vaultConfigurationOf, vaultModeOf } from "./vault-server";

/** A listener in clear, in HCL or JSON, on a line that is no comment. */
const IN_CLEAR = /^[^#\n]*\btls_disable"?\s*[=:]\s*"?(?:1|true)\b/m;
const CERTIFICATE = "tls_cert_file";

export const vaultTls = guardrail({
  id: "charts/vault-tls",
  title: "Vault speaks TLS",
  severity: "high",
  why: "Every token and every secret crosses the cluster in clear, and the chart's own configuration has it so.",
  fix: "set global.tlsDisable to false, and give the listener in the server's config tls_cert_file and tls_key_file",
  controls: { pci: ["4.2.1"], nist: ["SC-8"] },
  source: "vault 0.34.1 and openbao 0.29.2, global.tlsDisable and the configurations of the server",
  subject: "release",
  charts: VAULT_CHARTS,
  check: ofOwnChart((release) => {
    const mode = vaultModeOf(release);
    if (mode === undefined) return unknown(["server"]);
    // In development mode it speaks none at all, which is a rule of its own.
    if (mode === "external" || mode === "dev") return undefined;
    return judgements(expectValue(release, "global.tlsDisable").toBe(false), judgeListener(release, mode));
  }),
  examples: () => {
    const tls = { global: { tlsDisable: false } };
    const listener = 'listener "tcp" {\n  tls_cert_file = "/tls/tls.crt"\n}';
    const inClear = 'listener "tcp" {\n  tls_disable = 1\n}';
    const seal = "$" + "{var.seal}";
    const raft = (config: unknown) => ({ ...tls, server: { ha: { enabled: true, raft: { enabled: true, config } } } });
    return {
      pass: [
        exampleRelease("a server of several", "vault", "0.34.1", raft(listener)),
        exampleRelease(
          "a configuration as a map",
          "vault",
          "0.34.1",
          raft({ listener: { tcp: { tls_cert_file: "c" } } }),
        ),
        exampleRelease("a line that is switched off", "vault", "0.34.1", raft('# tls_disable = 1\nlistener "tcp" {}')),
        exampleRelease("a configuration with a key from elsewhere", "vault", "0.34.1", raft(`${listener}\n${seal}`)),
        exampleRelease("a second listener for the pod alone", "vault", "0.34.1", raft(`${listener}\n${inClear}`)),
        exampleRelease("a store elsewhere", "openbao", "0.29.2", {
          ...tls,
          server: { ha: { enabled: true, config: listener } },
        }),
        exampleRelease("one server", "openbao", "0.29.2", { ...tls, server: { standalone: { config: listener } } }),
      ],
      fail: [
        exampleRelease("the chart as it comes", "vault", "0.34.1", {}),
        exampleRelease("the switch alone", "vault", "0.34.1", { ...tls, server: { ha: { enabled: true } } }),
        exampleRelease("the listener alone", "vault", "0.34.1", { server: { standalone: { config: listener } } }),
        exampleRelease("a listener in clear", "openbao", "0.29.2", raft(inClear)),
        exampleRelease(
          "a listener in clear, as a map",
          "vault",
          "0.34.1",
          raft({ listener: { tcp: { tls_disable: true } } }),
        ),
      ],
      unknown: [
        exampleRelease("a configuration from elsewhere", "vault", "0.34.1", raft("$" + "{var.config}")),
        exampleRelease("a choice from elsewhere", "vault", "0.34.1", {
          server: { ha: { enabled: "$" + "{var.many}" }, standalone: { config: listener } },
        }),
        exampleOpenRelease("vault"),
        exampleOpenRelease("vault", {
          global: { tlsDisable: false, enabled: true },
          server: { dev: { enabled: false }, ha: { enabled: false } },
        }),
      ],
      notApplicable: [
        exampleRelease("a server elsewhere", "vault", "0.34.1", {
          global: { externalVaultAddr: "https://vault.example.org" },
        }),
        exampleRelease("no server", "vault", "0.34.1", { server: { enabled: false } }),
        exampleRelease("nothing of it", "vault", "0.34.1", { global: { enabled: false }, server: { enabled: "-" } }),
        exampleRelease("development mode", "vault", "0.34.1", { server: { dev: { enabled: true } } }),
        exampleNamesake("vault"),
      ],
    };
  },
});

function judgeListener(release: ReleaseView, mode: "standalone" | "ha"): Judgement {
  const { at, text } = vaultConfigurationOf(release, mode);
  const expected = "a listener with tls_cert_file and without tls_disable";
  // The chart's own configuration has a listener in clear.
  if (text === undefined) return release.isPartial ? unknown(at) : fail(at, expected);
  if (text.includes(CERTIFICATE)) return PASS;
  if (IN_CLEAR.test(text)) return fail(at, expected, "tls_disable");
  return text.includes(REFERENCE) ? unknown(at) : PASS;
}
